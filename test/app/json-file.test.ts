import * as fc from "fast-check";
import { JsonError, parseJson } from "../../app/json-file";

const failure = (text: string): JsonError => {
  try {
    parseJson(text);
  } catch (error) {
    return error as JsonError;
  }
  throw new Error(`${text} was accepted`);
};

test("whatever JSON.stringify writes is read back", () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.constantFrom(undefined, 2, "\t"), (value, indent) => {
      const text = JSON.stringify(value, null, indent);
      expect(parseJson(text)).toEqual(JSON.parse(text));
    }),
  );
});

test("damaged text gets the same verdict as from JSON.parse", () => {
  const valid = JSON.stringify([{ key: 'a"\\\u00e9', list: [1.5e3, -0, true, null] }, {}, []]);
  const damaged = fc
    .tuple(
      fc.nat(valid.length - 1),
      fc.nat(2),
      fc.constantFrom("", ",", '"', "{", "]", "0", "\n", "\\", "x", "."),
    )
    .map(([at, length, insert]) => valid.slice(0, at) + insert + valid.slice(at + length));
  fc.assert(
    fc.property(damaged, (text) => {
      let expected: unknown;
      try {
        expected = JSON.parse(text);
      } catch {
        expect(failure(text)).toBeInstanceOf(JsonError);
        return;
      }
      expect(parseJson(text)).toEqual(expected);
    }),
    { numRuns: 2000 },
  );
});

test.each([
  ["", 1, 1, "expected a value"],
  ['{\n  "a": "b",\n}', 3, 1, "expected a key in double quotes (no comma may follow the last entry)"],
  ['{\n  "a": "b"\n  "c": "d"\n}', 3, 3, "expected a comma or }"],
  ['{ "a" "b" }', 1, 7, "expected a colon"],
  ['["a", "b"', 1, 10, "expected a comma or ]"],
  ['{ "a": unquoted }', 1, 8, "expected a value"],
  ['{ "a": "no end', 1, 8, "expected a value"],
  ["{} {}", 1, 4, "expected the end of the file"],
  ['{ "a": 1,\n  "a": 2 }', 2, 3, "a is given twice"],
])("%j: line %i, column %i: %s", (text, line, column, message) => {
  expect(failure(text)).toMatchObject({ line, column, message: expect.stringContaining(message) as string });
});
