import { problemsOf } from "../../lib/problems";
import { casesOf } from "../../tools/standalone/cases";
import { modules } from "./examples";

// test/modules/inputs.ts compares what both kinds of callers read, case by case: so each rule needs a case.

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
