import type { SyntaxReader } from "../../plan/expression/syntax";
import { PlanModel } from "../../plan/model";
import { Side } from "../../plan/side";
import { PlanValues } from "../../plan/values";
import { idleSuppressions, judge } from "../../policy";
import { judgeBy } from "../../policy/judge";
import type { Rule } from "../../policy/rule";
import type { Suppression } from "../../policy/suppressions";
import { type Planned, planned } from "../review/planned";

const noSyntax: SyntaxReader = { template: () => undefined };
const context = { environment: "prod", today: "2026-11-28" };

function sides(resources: readonly Planned[]) {
  const model = new PlanModel(planned(resources).plan);
  const values = new PlanValues(model, noSyntax);
  return { before: new Side(model, values, "before"), after: new Side(model, values, "after") };
}

const named: Rule = {
  id: "named",
  title: "Everything has a name",
  reason: "Nobody finds what has none.",
  controls: ["45 CFR 164.312(b)"],
  types: ["aws_vpc"],
  check: (resource, side) => {
    const name = side.value(resource, "name");
    if (name === "explode") throw new Error("a value that nobody has thought of");
    return name === "unread" ? { unread: "its name cannot be read" } : name ? undefined : "it has no name";
  },
};
const vpc = (key: string, before?: string | null, after?: string | null): Planned => ({
  address: `aws_vpc.${key}`,
  ...(before === undefined ? {} : { before: { name: before } }),
  ...(after === undefined ? {} : { after: { name: after } }),
});
const judged = (resources: readonly Planned[], suppressions: readonly Suppression[] = []) =>
  judgeBy([named], sides(resources), suppressions, context);
const good: Suppression = {
  rule: "named",
  address: "aws_vpc.*",
  reason: "Nobody looks for it: it is gone tomorrow.",
  until: "2026-12-31",
};

test("what a plan breaks is new, what it leaves broken is as before, what it mends or takes away is fixed", () => {
  const result = judged([
    vpc("made", undefined, ""),
    vpc("broken", "a", ""),
    vpc("left", "", ""),
    vpc("mended", "", "a"),
    vpc("gone", ""),
    vpc("good", "a", "a"),
  ]);
  expect(result.failures.map(({ address, state }) => [address, state])).toEqual([
    ["aws_vpc.made", "new"],
    ["aws_vpc.broken", "new"],
    ["aws_vpc.left", "as before"],
  ]);
  expect(result.fixed.map(({ address }) => address)).toEqual(["aws_vpc.mended", "aws_vpc.gone"]);
  expect(result).toMatchObject({
    rules: 1,
    passed: 2,
    unjudged: [],
    suppressed: [],
    suppressionProblems: [],
  });
  expect(result.failures[0]).toEqual({
    rule: "named",
    address: "aws_vpc.made",
    message: "it has no name",
    controls: ["45 CFR 164.312(b)"],
    state: "new",
  });
});

test("what cannot be read is neither broken nor kept, and a rule that fails has judged nothing", () => {
  const result = judged([
    vpc("a", undefined, "unread"),
    vpc("b", undefined, "explode"),
    vpc("c", "", "unread"),
  ]);
  expect(result.unjudged.map(({ message }) => message)).toEqual([
    "its name cannot be read",
    "the rule cannot read this resource",
    "its name cannot be read",
  ]);
  expect(result).toMatchObject({ failures: [], passed: 0, fixed: [] });
});

describe("a suppression", () => {
  const made = [vpc("made", undefined, "")];

  test("excuses with its reason", () => {
    expect(judged(made, [good])).toMatchObject({
      failures: [],
      suppressed: [{ address: "aws_vpc.made", state: "new", reason: good.reason }],
      suppressionProblems: [],
    });
  });

  test.each([
    ["another address", { address: "aws_subnet.*" }],
    ["another environment", { environments: ["dev"] }],
    ["checkov's rule", { rule: "CKV_AWS_1" }],
  ])("of %s excuses nothing", (_, change) => {
    expect(judged(made, [{ ...good, ...change }])).toMatchObject({
      failures: [{ state: "new" }],
      suppressed: [],
    });
  });

  test("that has ended excuses nothing more, and is named", () => {
    const result = judged(made, [{ ...good, until: "2026-11-27" }]);
    expect(result.failures).toHaveLength(1);
    expect(result.suppressionProblems).toEqual([
      expect.stringMatching(/^policy\/suppressions\.json: named at aws_vpc\.\* ended on 2026-11-27/),
    ]);
  });

  test.each([
    ["an end that nobody will see", { until: "2028-06-30" }, /in more than 400 days/],
    ["a rule that does not exist", { rule: "nmaed" }, /of a rule that does not exist/],
    ["nothing to excuse here", { address: "aws_vpc.b", environments: ["prod"] }, /excuses nothing any more/],
  ])("with %s is named", (_, change, message) => {
    expect(judged(made, [good, { ...good, ...change }]).suppressionProblems).toEqual([
      expect.stringMatching(message),
    ]);
  });

  test("may excuse something in another environment", () => {
    const elsewhere = [
      { ...good, address: "aws_vpc.b" },
      { ...good, address: "aws_vpc.b", environments: ["dev", "prod"] },
      { ...good, environments: ["dev"], until: "2020-01-01" },
    ];
    expect(judged(made, elsewhere).suppressionProblems).toEqual([]);
    const results = new Map([["prod", judged(made, [good])]]);
    expect(idleSuppressions([good, ...elsewhere, { ...good, rule: "CKV_AWS_1" }], results)).toEqual(
      elsewhere,
    );
  });
});

test("all rules are applied by name of their list", () => {
  expect(judge(sides([]), [], context).rules).toBeGreaterThan(70);
});
