import * as path from "node:path";
import { TerraformLocal, TerraformOutput, Token } from "cdktf";
import { RootConstruct } from "constructs";
import { discoverModules } from "../../app/discover";
import { documentOf } from "../../lib/document";
import { reference, tf } from "../../lib/expression";
import { referencesTo } from "../../lib/reference";
import { ModuleStack } from "../../lib/stack";

/** What CDKTF itself makes of a stack, without its notes of where in the program a block comes from. */
function byCdktf(stack: ModuleStack): unknown {
  const text = JSON.stringify(stack.toTerraform());
  return JSON.parse(text, (key, value: unknown) => (key === "//" ? undefined : value));
}

const modules = discoverModules(path.resolve(__dirname, "../.."));

test.each(modules.map((definition) => [definition.name, definition] as const))(
  "%s comes to what CDKTF makes of it",
  (name, definition) => {
    const stack = new ModuleStack(new RootConstruct(), name);
    definition.resources(stack, referencesTo(definition.inputs, "var.") as never);
    expect(JSON.stringify(documentOf(stack))).toBe(JSON.stringify(byCdktf(stack)));
  },
);

const value = reference("var.value");

test.each<[string, unknown, unknown]>([
  ["an expression", value, "${var.value}"],
  ["text", value.string, "${var.value}"],
  ["text with a token in it", `a ${value.string} b`, "a ${var.value} b"],
  ["text with a number in it", `a ${value.number} b`, "a ${var.value} b"],
  ["a number", value.number, "${var.value}"],
  ["a list", value.list, "${var.value}"],
  ["a list of numbers", Token.asNumberList(value), "${var.value}"],
  ["a map", value.map, "${var.value}"],
  [
    "what is in a list",
    [1, "two", value.string, { three: value.number }],
    [1, "two", "${var.value}", { three: "${var.value}" }],
  ],
  [
    "a key",
    { [value.string]: { a: undefined, b: [value.list] } },
    { "${var.value}": { b: ["${var.value}"] } },
  ],
  ["a nested expression", tf`upper(${value}, ${[value.string]})`, "${upper(var.value, [var.value])}"],
  [
    "plain values",
    [1.5e300, 0, "", "e+5", false, null, {}, []],
    [1.5e300, 0, "", "e+5", false, null, {}, []],
  ],
])("%s is resolved", (_, given, expected) => {
  const stack = new ModuleStack(new RootConstruct(), "test");
  new TerraformLocal(stack, "given", given);
  stack.addOverride("check.given", { assert: { condition: given } });
  const document = documentOf(stack);
  expect(document).toEqual({
    locals: { given: expected },
    check: { given: { assert: { condition: expected } } },
  });
  expect(document).toEqual(byCdktf(stack));
});

test("what cannot be resolved is reported with its place", () => {
  const stack = new ModuleStack(new RootConstruct(), "test");
  new TerraformOutput(stack, "wrong", { value: { inner: () => 1 } });
  expect(() => documentOf(stack)).toThrow(/output\/wrong\/value\/inner/);
});
