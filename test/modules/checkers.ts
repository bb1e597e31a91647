import { type Inputs, inTerraform, type ModuleUnderTest, terraformProblems } from "./synthesis";

/** Sets of a module's inputs: what both checkers accept, and what both refuse, with the reason that they give. */
export interface Cases {
  readonly accepted: Readonly<Record<string, Inputs>>;
  readonly refused: Readonly<Record<string, readonly [Inputs, RegExp]>>;
}

/** What a TypeScript caller's inputs are told at synth. */
export function checkedAtSynth(module: ModuleUnderTest, { accepted, refused }: Cases): void {
  describe("inputs", () => {
    test.each(Object.entries(accepted))("%s: accepted", (_, inputs) => {
      expect(module.problems(inputs, "")).toEqual([]);
    });

    test.each(Object.entries(refused))("%s: refused, with a reason", (_, [inputs, reason]) => {
      expect(module.problems(inputs, "").join("\n")).toMatch(reason);
    });
  });
}

/** The same by the real Terraform, which looks at the module's variables only. */
export function checkedByTerraform(module: ModuleUnderTest, { accepted, refused }: Cases): void {
  describe("Terraform's own validation", () => {
    let problems: Map<string, string>;
    beforeAll(async () => {
      const bad = Object.entries(refused).map(([name, [inputs]]) => [name, inputs] as const);
      problems = await terraformProblems(module, { ...accepted, ...Object.fromEntries(bad) });
    }, 300_000);

    test.each(Object.keys(accepted))("%s: accepted", (name) => {
      expect(problems.get(name)).toBe("");
    });

    test.each(Object.entries(refused))("%s: refused, with the same reason", (name, [, reason]) => {
      expect(problems.get(name)).toMatch(inTerraform(reason));
    });
  });
}
