import { evaluate, type Names } from "../../plan/expression/evaluate";
import { syntaxReader, type SyntaxReader } from "../../plan/expression/syntax";
import { isUnread, readableValue, Unknown, type Value } from "../../plan/expression/unknown";

let syntax: SyntaxReader;
beforeAll(async () => {
  syntax = await syntaxReader();
});

const variables: Record<string, Value> = {
  name: "redcap",
  list: ["a", "b"],
  map: { k: "v", "x.y": "z" },
  nothing: null,
  on: true,
  n: 3,
  key: new Unknown("aws_kms_key.this.arn", true),
  hidden: new Unknown("local.hidden", false),
};
const names: Names = {
  valueOf: (name, [step]) => [
    name === "var" && step && "name" in step
      ? (variables[String(step.name)] ?? null)
      : new Unknown(name, true),
    1,
  ],
};
const value = (text: unknown): Value => evaluate(text, names, syntax);

test.each<[string, unknown]>([
  ["plain text", "plain text"],
  ["${var.name}-x", "redcap-x"],
  ["${var.list}", ["a", "b"]],
  ['${var.map["x.y"]}', "z"],
  ["${var.list[1]}", "b"],
  ['${concat(var.list, ["c"])}', ["a", "b", "c"]],
  ['${[for each in var.list : upper(each) if each != "a"]}', ["B"]],
  ["${{for k, v in var.map : v => k}}", { v: "k", z: "x.y" }],
  ['${var.on && var.n > 2 ? "yes" : "no"}', "yes"],
  ["${!var.on || var.nothing == null}", true],
  ['${jsonencode({a = 1, "b" = [true, null]})}', '{"a":1,"b":[true,null]}'],
  ['${jsondecode(jsonencode({a = "x"})).a}', "x"],
  ['${join(":", slice(split(":", "a:b:c"), 0, 2))}', "a:b"],
  ['${merge(var.map, {k = 1})["k"]}', 1],
  ["${-var.n + 5 * 2}", 7],
  ['say "hi" to ${var.name}\n', 'say "hi" to redcap\n'],
  ["日本 😀 ${var.name} é ${var.n}", "日本 😀 redcap é 3"],
  ['${"日本 😀 ${var.name} é"}', "日本 😀 redcap é"],
  ["$${not} %%{this}", "${not} %{this}"],
  ['${lookup(var.map, "none", "standard")}', "standard"],
  ['${try(var.map.k, "x")}', "v"],
  ["${one(var.list[*])}", "a"],
  ['${regex("^[a-z]+", var.name)}', "redcap"],
])("%s", (text, expected) => {
  expect(readableValue(value(text))).toEqual(expected);
});

test.each<[string, string, boolean]>([
  ["${var.key}", "‹aws_kms_key.this.arn›", true],
  ["${var.key}/*", "‹aws_kms_key.this.arn›/*", true],
  ['${join(":", slice(split(":", var.key), 0, 7))}', "‹aws_kms_key.this.arn›", true],
  ["${var.hidden}", "‹local.hidden›", false],
  ["arn:${var.hidden}", "arn:‹local.hidden›", false],
  ["${var.hidden ? var.key : var.name}", "‹aws_kms_key.this.arn or redcap›", true],
  ['${var.hidden ? var.key : "*"}', "‹aws_kms_key.this.arn or *›", false],
  ['${replace(var.key, "key", "*")}', "‹replace(aws_kms_key.this.arn)›", false],
  ["${no_such_function(var.key)}", "‹no_such_function(aws_kms_key.this.arn)›", false],
])("%s is as unknown as it is", (text, expected, read) => {
  expect(readableValue(value(text))).toBe(expected);
  expect(isUnread(value(text))).toBe(!read);
});

test("what may be in a list counts as in it: rights that somebody may have are to be seen", () => {
  expect(value('${[for each in ["s3:Get", "s3:Put"] : each if var.hidden]}')).toEqual(["s3:Get", "s3:Put"]);
  expect(value('${var.hidden ? ["s3:Delete"] : []}')).toEqual(["s3:Delete"]);
  expect(readableValue(value("${[for each in var.key : each.id]}"))).toEqual(["‹aws_kms_key.this.arn.id›"]);
});

test("a statement that is unknown in part keeps what is known", () => {
  expect(
    readableValue(
      value('${jsonencode({Statement = concat([{Action = "s3:*", Resource = "*"}], var.hidden)})}'),
    ),
  ).toBe('{"Statement":[{"Action":"s3:*","Resource":"*"},"‹local.hidden›"]}');
});

test("text that is no expression is unread, and nothing throws", () => {
  for (const text of ["${", "${]}", "${a b}", '${"', "%{if x}y", "${<<EOT}"])
    expect(() => value(text)).not.toThrow();
  expect(isUnread(value("${a b}"))).toBe(true);
});
