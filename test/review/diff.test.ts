import * as fc from "fast-check";
import { lineDiff, type Piece, wordDiff } from "../../review/render/diff";

const side = (pieces: readonly Piece[], op: "-" | "+"): string =>
  pieces.map(([each, text]) => (each === "=" || each === op ? text : "")).join("");

test("lines that differ are found between those that are the same", () => {
  expect(lineDiff("a\nb\nc\n", "a\nx\nc\nd")).toEqual([
    ["=", "a\n"],
    ["-", "b\n"],
    ["+", "x\n"],
    ["=", "c\n"],
    ["+", "d"],
  ]);
});

test("a block that comes is marked from its first line to its last", () => {
  const block = (text: string): string => `  {\n    ${text}\n  },\n`;
  expect(lineDiff(`[\n${block("a")}${block("b")}]`, `[\n${block("a")}${block("c")}${block("b")}]`)).toEqual([
    ["=", `[\n${block("a")}`],
    ["+", block("c")],
    ["=", `${block("b")}]`],
  ]);
});

test("words that differ are found, and a sign between two of them counts as changed", () => {
  expect(wordDiff('"arn:aws:iam::111122223333:root"', '"arn:aws:iam::999988887777:root"')).toEqual([
    ["=", '"arn:aws:iam::'],
    ["-", "111122223333"],
    ["+", "999988887777"],
    ["=", ':root"'],
  ]);
  expect(wordDiff("one and two.three", "one and four.five")).toEqual([
    ["=", "one and "],
    ["-", "two.three"],
    ["+", "four.five"],
  ]);
});

test("texts with hardly a word in common differ as a whole", () => {
  expect(wordDiff("something else entirely", "not the same")).toEqual([
    ["-", "something else entirely"],
    ["+", "not the same"],
  ]);
});

test("very long texts are compared, too", () => {
  const many = (word: string): string => `${word}\n`.repeat(5_000);
  expect(lineDiff(`same\n${many("a")}`, `same\n${many("b")}`)).toEqual([
    ["=", "same\n"],
    ["-", many("a")],
    ["+", many("b")],
  ]);
});

test("both texts can be read from what differs", () => {
  const text = fc.array(fc.constantFrom("a", "b", " ", ".", "\n", "xy-1"), { maxLength: 12 });
  fc.assert(
    fc.property(text, text, (a, b) => {
      const [before, after] = [a.join(""), b.join("")];
      for (const pieces of [lineDiff(before, after), wordDiff(before, after)]) {
        expect(side(pieces, "-")).toBe(before);
        expect(side(pieces, "+")).toBe(after);
      }
    }),
  );
});
