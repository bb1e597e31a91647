import { RootConstruct } from "constructs";
import { Token, Tokenization } from "cdktf";
import { quoted, reference, tf, verbatim } from "../../lib/expression";
import { ModuleStack } from "../../lib/stack";

const stack = new ModuleStack(new RootConstruct(), "example");
const render = (value: unknown): unknown =>
  Tokenization.resolve(value, {
    scope: stack,
    preparing: false,
    resolver: new (class {
      resolveToken = (token: { resolve(context: unknown): unknown }, context: unknown) =>
        token.resolve(context);
      resolveString = (
        fragments: { mapTokens(context: unknown): { join(concat: unknown): unknown } },
        context: unknown,
      ) =>
        fragments
          .mapTokens(context)
          .join({ join: (a: unknown, b: unknown) => `${String(a ?? "")}${String(b ?? "")}` });
      resolveList = (list: string[], context: { resolve(token: unknown): unknown }) =>
        context.resolve(Tokenization.reverseList(list));
      resolveNumberList = this.resolveList;
      resolveMap = this.resolveList;
    })() as never,
  });

describe("the expression tag", () => {
  const name = reference("var.name");

  test("renders braces once, however deep expressions nest", () => {
    expect(render(tf`upper(${tf`trimspace(${name})`})`)).toBe("${upper(trimspace(var.name))}");
  });

  test("turns plain values into literals and escapes template markers", () => {
    expect(render(tf`f(${"a"}, ${1}, ${true}, ${null}, ${["x"]}, ${{ k: "v" }})`)).toBe(
      '${f("a", 1, true, null, ["x"], {"k" = "v"})}',
    );
    expect(render(tf`f(${'"${injected}"'})`)).toBe('${f("\\"$${injected}\\"")}');
  });

  test("turns text around a token into a template", () => {
    expect(render(tf`f(${`pre-${name.string}-post`})`)).toBe('${f("pre-${var.name}-post")}');
  });

  test("refers to numbers and lists that only Terraform knows", () => {
    expect(render(tf`f(${name.number}, ${name.list})`)).toBe("${f(var.name, var.name)}");
  });

  test("is an ordinary interpolation inside a string", () => {
    expect(render(`a-${name.string}`)).toBe("a-${var.name}");
  });

  test("leaves out attributes that are undefined", () => {
    expect(render(tf`f(${{ a: undefined, b: 1 }})`)).toBe('${f({"b" = 1})}');
  });

  test("is seen as a token", () => {
    expect(Token.isUnresolved(name.string)).toBe(true);
  });
});

test("quoting keeps backslashes and escapes both template markers", () => {
  expect(quoted("a\\d ${x} %{y}")).toBe('"a\\\\d $${x} %%{y}"');
});

test("quoting uses no escape that HCL does not know", () => {
  expect(quoted("\b\f\n\\b")).toBe('"\\u0008\\u000c\\n\\\\b"');
});

describe("a caller's value", () => {
  const name = reference("var.name");

  test("stays text where it looks like a template, in keys and at any depth", () => {
    expect(verbatim({ "${k}": ["%{if}", { a: "$${x}", b: 1, c: null }] })).toEqual({
      "$${k}": ["%%{if}", { a: "$$${x}", b: 1, c: null }],
    });
  });

  test("keeps its tokens, also inside text that looks like a template", () => {
    expect(render(verbatim(`\${a} ${name.string} %{b}`))).toBe("$${a} ${var.name} %%{b}");
    expect(verbatim({ a: name, b: name.list, c: name.number })).toEqual({
      a: name,
      b: name.list,
      c: name.number,
    });
  });
});
