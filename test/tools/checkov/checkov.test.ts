import * as fs from "node:fs";
import * as path from "node:path";
import { judge, type Failure, type Scan } from "../../../tools/checkov/judge";
import { scanOf } from "../../../tools/checkov/scan";
import { readSuppressions, speaksOf, type Suppression } from "../../../policy/suppressions";
import { temporaryFolder } from "../../lib/example";

const failure: Failure = {
  rule: "CKV_AWS_18",
  title: "Ensure the S3 bucket has access logging enabled",
  address: 'module.redcap.module.bucket["files"].aws_s3_bucket.this',
};
const scan: Scan = { environment: "prod", planned: 20, scanned: 20, passed: 30, failures: [failure] };
const good: Suppression = {
  rule: "CKV_AWS_18",
  address: "module.redcap.module.bucket[*].aws_s3_bucket.this",
  reason: "The log bucket would log its own logs.",
  until: "2027-06-30",
};
const options = { today: "2027-01-01", environments: ["dev", "prod"], file: "policy/suppressions.json" };
const everywhere: readonly Scan[] = [scan, { ...scan, environment: "dev" }];

describe("judge", () => {
  test("a failure with a reason is in order", () => {
    expect(judge(everywhere, [good], options)).toEqual([]);
  });

  test("a failure without one is named with rule, place and what to do", () => {
    expect(judge([scan], [], options)).toEqual([
      'envs/prod: module.redcap.module.bucket["files"].aws_s3_bucket.this: CKV_AWS_18 (Ensure the S3 bucket has access logging ' +
        "enabled). Fix it, or add rule, address, reason and until to policy/suppressions.json",
    ]);
  });

  test.each([
    ["another rule", { rule: "CKV_AWS_21" }],
    ["another address", { address: "module.redcap.aws_s3_bucket.*" }],
    ["another environment", { environments: ["dev"] }],
  ])("a reason for %s does not count", (_, change) => {
    expect(judge([scan], [{ ...good, ...change }], options)).toContainEqual(
      expect.stringMatching(/^envs\/prod: module\.redcap.*CKV_AWS_18/),
    );
  });

  test("the last day counts, the next one does not", () => {
    expect(judge(everywhere, [good], { ...options, today: good.until })).toEqual([]);
    expect(judge(everywhere, [good], { ...options, today: "2027-07-01" })).toEqual([
      expect.stringMatching(/^policy\/suppressions\.json: CKV_AWS_18 at .* ended on 2027-06-30/),
    ]);
  });

  test("an end that nobody will see is refused", () => {
    expect(judge(everywhere, [{ ...good, until: "2099-12-31" }], options)).toEqual([
      expect.stringMatching(/ends on 2099-12-31, in more than 400 days/),
    ]);
  });

  test("an entry that excuses nothing is named once all that it speaks of was scanned", () => {
    const stale = { ...good, rule: "CKV_AWS_21" };
    expect(judge([scan], [good, stale], options)).toEqual([]);
    const says = [expect.stringMatching(/CKV_AWS_21 at .* excuses nothing any more/)];
    expect(judge(everywhere, [good, stale], options)).toEqual(says);
    expect(judge([scan], [good, { ...stale, environments: ["prod"] }], options)).toEqual(says);
  });

  test("an entry for an environment that does not exist is named", () => {
    expect(judge(everywhere, [{ ...good, environments: ["prod", "dev", "test"] }], options)).toEqual([
      expect.stringMatching(/names envs\/test, which does not exist/),
    ]);
  });

  test.each([
    ["no environment at all", [], "no environment was scanned"],
    ["a plan without resources", [{ ...scan, planned: 0 }], "envs/prod: the plan has no resource"],
    ["half of the resources", [{ ...scan, scanned: 19 }], "checkov looked at 19 of 20 resources"],
    ["no rule", [{ ...scan, passed: 0, failures: [] }], "only 0 checks passed for 20 resources"],
  ])("%s is no answer", (_, scans, message) => {
    expect(judge(scans, [], options)).toContainEqual(expect.stringContaining(message));
  });
});

test("a star is any text, and nothing else is special", () => {
  const speaks = (address: string) => speaksOf({ ...good, address }, failure.address);
  expect(speaks("*.aws_s3_bucket.this")).toBe(true);
  expect(speaks(failure.address)).toBe(true);
  expect(speaks("*.aws_s3_bucket")).toBe(false);
  expect(speaks("module.redcap.module.bucket[.files.].aws_s3_bucket.this")).toBe(false);
});

describe("checkov's answer", () => {
  const plan = JSON.stringify({
    resource_changes: [
      { mode: "managed", change: { actions: ["create"] } },
      { mode: "managed", change: { actions: ["no-op"] } },
      { mode: "managed", change: { actions: ["delete"] } },
      { mode: "data", change: { actions: ["read"] } },
    ],
  });

  test("is counted against the plan", () => {
    const answer = {
      summary: { passed: 3, failed: 1, parsing_errors: 0, resource_count: 2 },
      results: { failed_checks: [{ check_id: "CKV_AWS_1", check_name: "Ensure", resource: "aws_a.b" }] },
    };
    expect(scanOf("prod", plan, JSON.stringify(answer))).toEqual({
      environment: "prod",
      planned: 2,
      scanned: 2,
      passed: 3,
      failures: [{ rule: "CKV_AWS_1", title: "Ensure", address: "aws_a.b" }],
    });
  });

  test("that nothing was scanned is not taken for success", () => {
    const nothing = scanOf("prod", plan, JSON.stringify({ passed: 0, failed: 0, resource_count: 0 }));
    expect(judge([nothing], [], options)).toEqual([
      "envs/prod: checkov looked at 0 of 2 resources of the plan",
    ]);
  });

  test("that the plan cannot be read is an error", () => {
    const answer = { summary: { passed: 0, parsing_errors: 1, resource_count: 0 } };
    expect(() => scanOf("prod", plan, JSON.stringify(answer))).toThrow(
      "envs/prod: checkov cannot read the plan",
    );
  });
});

describe("the file of suppressions", () => {
  const read = (text: string) => {
    const file = path.join(temporaryFolder(), "suppressions.json");
    fs.writeFileSync(file, text);
    return readSuppressions(file);
  };

  test.each([
    ["no JSON", "[", /suppressions\.json: .*JSON/],
    [
      "a reason that says nothing",
      JSON.stringify([{ ...good, reason: "ok" }]),
      /entry 0\.reason: must say why/,
    ],
    ["no end", JSON.stringify([{ ...good, until: undefined }]), /entry 0\.until: /],
    [
      "a day that does not exist",
      JSON.stringify([{ ...good, until: "2027-02-30" }]),
      /entry 0\.until: must be a day/,
    ],
    ["a misspelt key", JSON.stringify([{ ...good, adress: "*" }]), /entry 0: .*adress/],
  ])("with %s is refused", (_, text, message) => {
    expect(() => read(text)).toThrow(message);
  });

  test("of this repository can be read", () => {
    expect(readSuppressions(path.resolve(__dirname, "../../../policy/suppressions.json"))).toBeInstanceOf(
      Array,
    );
  });
});
