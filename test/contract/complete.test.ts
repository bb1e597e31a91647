import { problemsOf } from "../../lib/problems";
import { completeInputs, givenPaths, pathsOf } from "./complete";
import { modules } from "./examples";

// Other tests take these sets for "every input": what they lack would go untested.
describe.each(modules.map((definition) => [definition.name, definition] as const))("%s", (_, definition) => {
  const completes = completeInputs(definition);

  test("complete sets of inputs are good", () => {
    for (const [name, inputs] of Object.entries(completes))
      expect({ name, problems: problemsOf(definition.inputs, definition.rules ?? [], inputs, "") }).toEqual({
        name,
        problems: [],
      });
  });

  test("they give every input, and every attribute", () => {
    const given = Object.values(completes).flatMap((inputs) => [...givenPaths(definition.inputs, inputs)]);
    expect(pathsOf(definition.inputs).filter((path) => !given.includes(path))).toEqual([]);
  });
});
