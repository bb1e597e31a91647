import { visible, visibleLines } from "../../review/render/text";

test.each([
  ["a plain text, with ünïcödé and 漢字", "a plain text, with ünïcödé and 漢字"],
  ["abc\u202edcba", "abc\\u202edcba"],
  ["\u2066x\u2069 \u061c", "\\u2066x\\u2069 \\u061c"],
  ["zero\u200bwidth\u200d\ufeff\u00ad", "zero\\u200bwidth\\u200d\\ufeff\\u00ad"],
  ["\u0000\u001b[31m\u007f\u0085", "\\u0000\\u001b[31m\\u007f\\u0085"],
  ["a\nb\r\n\tc", "a\\nb\\r\\n\\tc"],
  ["\u2028\u2029", "\\u2028\\u2029"],
  ["no\u00a0break\u3000", "no\\u00a0break\\u3000"],
  ["tag \u{e0041}, fillers \u3164\u115f", "tag \\u{e0041}, fillers \\u3164\\u115f"],
  ["half \ud83d and whole \u{1f600}", "half \\ud83d and whole \u{1f600}"],
])("%j is shown as %j", (text, shown) => {
  expect(visible(text)).toBe(shown);
});

test("in a text of several lines, line feeds and tabs stay", () => {
  expect(visibleLines("a\n\tb\r\n\u202e")).toBe("a\n\tb\\r\n\\u202e");
});
