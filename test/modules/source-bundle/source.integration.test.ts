import { SourceBundle } from "../../../modules/source-bundle";
import { inTerraform, terraformProblems } from "../synthesis";
import { accepted, refused } from "./cases";

describe("inputs, in the eyes of Terraform", () => {
  let problems: Map<string, string>;
  beforeAll(async () => {
    const bad = Object.entries(refused).map(([name, [inputs]]) => [name, inputs] as const);
    problems = await terraformProblems(SourceBundle, { ...accepted, ...Object.fromEntries(bad) });
  }, 300_000);

  test.each(Object.keys(accepted))("%s: accepted", (name) => {
    expect(problems.get(name)).toBe("");
  });

  test.each(Object.entries(refused))("%s: refused, with the same reason", (name, [, reason]) => {
    expect(problems.get(name)).toMatch(inTerraform(reason));
  });
});
