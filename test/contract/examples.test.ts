import { snakeCase } from "../../lib/names";
import { inspect } from "../../lib/schema";
import { examples, modules } from "./examples";

/** Calls of our modules in the examples: the module, and the names of the arguments. */
const calls = examples.flatMap(({ file, hcl }) =>
  [...hcl.matchAll(/^module "[a-z_]+" \{\n([^]*?)^\}/gm)].flatMap(([, body]) => {
    const name = /\/\/(?:terraform\/modules\/)?([a-z-]+)[?"]/.exec(body!)?.[1];
    const given = [...body!.matchAll(/^ {2}([a-z_0-9]+)\s*(?:=|\{)/gm)].map(([, argument]) => argument!);
    return name ? [{ file, name, given }] : [];
  }),
);

test("there are examples to look at", () => {
  expect(calls.length).toBeGreaterThan(10);
});

test.each(calls)(
  "the example of $name in $file gives all that is required, and nothing that is not there",
  ({ name, given }) => {
    const module = modules.find((definition) => definition.name === name);
    expect(module).toBeDefined();
    const inputs = Object.entries(module!.inputs).map(([key, schema]) => ({
      name: snakeCase(key),
      ...inspect(schema, key),
    }));
    const required = inputs.filter((input) => !input.optional && input.defaultValue === undefined);
    expect(required.map((input) => input.name).filter((input) => !given.includes(input))).toEqual([]);
    const known = [
      ...inputs.map((input) => input.name),
      "source",
      "providers",
      "for_each",
      "count",
      "depends_on",
    ];
    expect(given.filter((argument) => !known.includes(argument))).toEqual([]);
  },
);
