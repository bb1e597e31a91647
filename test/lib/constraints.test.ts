import { z } from "zod";
import { problemsOf } from "../../lib/problems";
import { constrain } from "../../lib/requirements";
import { variableOf } from "./example";

const even = (values: readonly number[]) => values.flatMap((value, i) => (value % 2 === 0 ? [] : [i]));
const evens = constrain(z.array(z.int()), {
  message: "must be even, not $" + "{odd}",
  check: even,
  offenders: (ref) => `[for i, number in ${ref} : i if number % 2 != 0]`,
});
const problems = (schema: z.ZodType, value: unknown) => problemsOf({ value: schema }, [], { value }, "");
/** What Terraform checks of a schema by the constraint. */
const validation = (schema: z.ZodType) =>
  (variableOf(schema)["validation"] as Record<string, string>[]).filter(({ condition }) =>
    condition!.includes("% 2"),
  );

describe("a constraint on entries", () => {
  test("names each that is wrong, with what was given", () => {
    expect(problems(evens, [2, 3, 4, 5])).toEqual([
      "value[1] must be even, not ${odd} (got 3)",
      "value[3] must be even, not ${odd} (got 5)",
    ]);
    expect(problems(evens, [2, 4])).toEqual([]);
  });

  test("is the same in Terraform, by a list of the keys", () => {
    const offenders = "[for i, number in var.value : i if number % 2 != 0]";
    expect(validation(evens)).toEqual([
      {
        condition: `\${length(${offenders}) == 0}`,
        error_message: `\${join("\\n", [for key in ${offenders} : "value[\${key}] must be even, not $\${odd}."])}`,
      },
    ]);
  });

  test("finds its way in maps of lists", () => {
    expect(problems(z.record(z.string(), evens), { a: [2], b: [1] })).toEqual([
      "value.b[0] must be even, not ${odd} (got 1)",
    ]);
    const offenders = "[for i, number in item : i if number % 2 != 0]";
    expect(validation(z.record(z.string(), evens))).toEqual([
      {
        condition: `\${length([for key, item in var.value : key if !(length(${offenders}) == 0)]) == 0}`,
        error_message:
          `\${join("\\n", flatten([for key, item in var.value : [for key1 in ${offenders} : ` +
          `"value.\${key}[\${key1}] must be even, not $\${odd}."]]))}`,
      },
    ]);
  });

  test("names no entry of a sensitive value", () => {
    const secret = evens.meta({ sensitive: true, description: "A secret." });
    expect(problems(secret, [3])).toEqual(["value[0] must be even, not ${odd} (got a sensitive value)"]);
    expect(validation(secret)).toEqual([
      {
        condition: "${length([for i, number in var.value : i if number % 2 != 0]) == 0}",
        error_message: "value[*] must be even, not $${odd}.",
      },
    ]);
  });
});

describe("a constraint with a detail", () => {
  const small = constrain(z.string(), {
    message: "must be short",
    check: (text) => text.length < 3,
    condition: (ref) => `length(${ref}) < 3`,
    detail: {
      text: (text) => `: ${text.length} of 2`,
      expression: (ref) => `format(": %d of 2", length(${ref}))`,
    },
  });

  test("ends its message with what depends on the value, in both languages", () => {
    expect(problems(small, "abc")).toEqual(['value must be short: 3 of 2 (got "abc")']);
    expect(variableOf(small)["validation"]).toEqual([
      {
        condition: "${length(var.value) < 3}",
        error_message: 'value must be short${try(format(": %d of 2", length(var.value)), "")}.',
      },
    ]);
  });

  test("cannot be one of a list's entries, whose messages are joined", () => {
    expect(() => variableOf(z.array(small))).toThrow("within a list or a map cannot have a detail");
  });
});
