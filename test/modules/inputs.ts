import type { ModuleDefinition } from "../../lib/module";
import { inTerraformNames } from "../../lib/names";
import { namesIn } from "../../lib/schema";
import { hasCases, type InputCases, type Inputs } from "../../tools/standalone/cases";
import { combinedCases } from "../../tools/standalone/combined";
import { failingVariables } from "../../tools/standalone/validations";
import { inTerraform, type ModuleUnderTest, type TerraformProblems, terraformProblems } from "./synthesis";

/** Declares the tests of what a TypeScript caller reads at synth. */
export function checkedAtSynth(module: ModuleUnderTest, { accepted, refused }: InputCases): void {
  describe("inputs", () => {
    test.each(Object.entries(accepted))("%s: accepted", (_, inputs) => {
      expect(module.problems(inputs, "")).toEqual([]);
    });

    test.each(Object.entries(refused))("%s: refused, with a reason", (_, [inputs, reason]) => {
      expect(module.problems(inputs, "").join("\n")).toMatch(reason);
    });
  });
}

/**
 * Declares the tests of what the real Terraform says, which looks at the module's variables only: good inputs pass, and of bad
 * ones a caller in plain Terraform reads what a TypeScript caller reads, word for word.
 */
export function checkedByTerraform(module: ModuleUnderTest, { accepted, refused }: InputCases): void {
  const definition = module.definition as ModuleDefinition;
  describe("inputs, in the eyes of Terraform", () => {
    let problems: Map<string, TerraformProblems>;
    let made: readonly Inputs[];
    beforeAll(async () => {
      const bad = Object.entries(refused).map(([name, [inputs]]) => [name, inputs] as const);
      made = hasCases(definition.name) ? combinedCases(definition) : [];
      problems = await terraformProblems(module, {
        ...accepted,
        ...Object.fromEntries(bad),
        ...Object.fromEntries(made.map((inputs, i) => [`made ${i}`, inputs])),
      });
    }, 600_000);

    test.each(Object.keys(accepted))("%s: accepted", (name) => {
      expect(problems.get(name)!.said).toBe("");
    });

    test.each(Object.entries(refused))("%s: refused, in the same words", (name, [inputs, reason]) => {
      const { said, variables } = problems.get(name)!;
      expect(said).toMatch(inTerraform(reason));
      // What the module's own tests/validations.tftest.hcl expects to fail.
      const expected = failingVariables(definition, inputs);
      if (expected) expect(variables.toSorted()).toEqual(expected.toSorted());
      // What is no validation is of a wrong type, which Terraform says in its own words.
      if (said.includes(checked)) expect(sentencesIn(said)).toEqual(sentencesOf(module, inputs));
    });

    test("made cases, many in one: refused, in the same words", () => {
      for (const [i, inputs] of made.entries()) {
        const { said, variables } = problems.get(`made ${i}`)!;
        expect(variables.toSorted()).toEqual(failingVariables(definition, inputs)!.toSorted());
        // Terraform also looks at a whole of which a part is wrong, and may have more to say.
        expect(sentencesIn(said)).toEqual(expect.arrayContaining(sentencesOf(module, inputs)));
      }
    });
  });
}

const checked = "This was checked by the validation rule";

/** The sentences of a run's diagnostics. */
const sentencesIn = (said: string): string[] =>
  said
    .split("\n")
    .filter((line) => line !== "" && !line.startsWith(checked))
    .sort();

/** What a TypeScript caller reads, in Terraform's names; the value given is left out, which Terraform shows elsewhere. */
function sentencesOf(module: ModuleUnderTest, inputs: Inputs): string[] {
  const names = namesIn((module.definition as ModuleDefinition).inputs);
  return module
    .problems(inputs, "")
    .map((problem) => `${inTerraformNames(problem.replace(/ \(got [^]*\)$/, ""), names)}.`)
    .sort();
}
