import * as fs from "node:fs";
import * as path from "node:path";
import { problemsOf } from "../../lib/problems";
import type { InputCases } from "../modules/inputs";
import { modules, repository } from "./examples";

// test/modules/inputs.ts compares what both kinds of callers read, case by case: so each rule needs a case.

/** A module's cases, which its tests use too. */
function casesOf(name: string): InputCases {
  const file = path.join(repository, "test/modules", name, "cases.ts");
  if (!fs.existsSync(file)) throw new Error(`test/modules/${name}/cases.ts is missing`);
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- one of each module, found by its name
  return require(file) as InputCases;
}

const ruled = modules.filter(({ rules = [] }) => rules.length > 0);

test.each(ruled.map((definition) => [definition.name, definition] as const))(
  "each rule of %s is broken by a case",
  (name, { inputs, rules = [] }) => {
    const said = Object.values(casesOf(name).refused)
      .flatMap(([given]) => problemsOf(inputs, rules, given, ""))
      .join("\n");
    const own = rules.filter(
      ({ condition, offenders }) => condition !== undefined || offenders !== undefined,
    );
    expect(own.map(({ message }) => message).filter((message) => !said.includes(message))).toEqual([]);
    expect(own.length).toBeGreaterThan(0);
  },
);

test("modules with rules were found", () => {
  expect(ruled.length).toBeGreaterThan(5);
});
