import { incompleteness, readPlan, UnreadablePlan } from "../../plan/read";
import type { PlanFile } from "../../plan/format";

const plan = { format_version: "1.2", resource_changes: [] };

test.each([
  ["an empty file", "", /empty/],
  ["a truncated plan", '{"format_version":"1.2","resource_changes":[{"add', /truncated/],
  ["a saved plan", "PK\u0003\u0004tfplan", /saved plan, which only Terraform can read/],
  ["text", "Terraform will perform the following actions", /no JSON/],
  ["a list", "[]", /a list, not a plan/],
  ["null", "null", /not a plan/],
  [
    "a state file",
    '{"version":4,"terraform_version":"1.11.4","serial":3,"lineage":"x","resources":[]}',
    /state file/,
  ],
  [
    "a state as JSON",
    '{"format_version":"1.0","values":{"root_module":{}}}',
    /state, as terraform show -json writes it/,
  ],
  ["the log of a plan", '{"@level":"info","@message":"Plan"}', /log of terraform plan -json/],
  ["another object", "{}", /no format_version/],
  ["a later format", '{"format_version":"2.0","resource_changes":[]}', /format is "2\.0"/],
  ["a plan without changes in it", '{"format_version":"1.2"}', /no readable resource_changes/],
  [
    "changes that are none",
    '{"format_version":"1.2","resource_changes":[{"address":1}]}',
    /no readable resource_changes/,
  ],
  ["a plan that failed", '{"format_version":"1.2","resource_changes":[],"errored":true}', /Terraform failed/],
])("%s is refused, and the message says what it is", (_, text, message) => {
  expect(() => readPlan(text)).toThrow(UnreadablePlan);
  expect(() => readPlan(text)).toThrow(message);
});

test("a message never quotes what the file holds", () => {
  expect(() => readPlan('{"password":"hunter2hunter2"')).toThrow(/^(?!.*hunter2)/s);
});

test("a plan has a checksum, which another byte changes", () => {
  const [one, other] = [readPlan(JSON.stringify(plan)), readPlan(`${JSON.stringify(plan)} `)];
  expect(one.hash).toMatch(/^[0-9a-f]{64}$/);
  expect(other.hash).not.toBe(one.hash);
});

const change = (actions: string[]) =>
  ({ address: "aws_vpc.a", type: "aws_vpc", name: "a", mode: "managed", change: { actions } }) as const;

test.each<[string, Partial<PlanFile>, RegExp]>([
  ["targets only", { complete: false }, /not complete/],
  ["deferred changes", { deferred_changes: [{}, {}] }, /2 changes are deferred/],
  [
    "an action of a later Terraform",
    { resource_changes: [change(["rotate"])] },
    /aws_vpc\.a: the action "rotate"/,
  ],
  [
    "a condition that is not met",
    {
      checks: [
        {
          address: { kind: "output_value", to_display: "output.environment" },
          status: "fail",
          instances: [{ problems: [{ message: "another workspace" }] }],
        },
      ],
    },
    /output\.environment is not met: another workspace/,
  ],
])("with %s nobody can judge it", (_, more, reason) => {
  expect(incompleteness({ ...plan, ...more } as PlanFile)).toEqual([expect.stringMatching(reason)]);
});

test("a whole plan can be judged, and a failed check block is a warning", () => {
  expect(
    incompleteness({
      ...plan,
      resource_changes: [change(["create"]), change(["delete", "create"]), change(["create", "forget"])],
    } as PlanFile),
  ).toEqual([]);
  expect(
    incompleteness({
      ...plan,
      checks: [{ address: { kind: "check", to_display: "check.php" }, status: "fail" }],
    } as PlanFile),
  ).toEqual([]);
});
