import { RootConstruct } from "constructs";
import { z } from "zod";
import { awsInUsEast1, awsProvider } from "../../lib/aws/providers";
import { tf } from "../../lib/expression";
import { terraformModule } from "../../lib/module";
import { writeModule } from "../../lib/module-folder";
import type { Rule } from "../../lib/rules";
import { neverStored } from "../../lib/schema";
import { ModuleStack } from "../../lib/stack";
import { variablesOf } from "../../lib/variables";
import { moduleWithInput, synthesized, temporaryFolder } from "./example";

const Leaf = terraformModule({
  name: "leaf",
  summary: "Leaf.",
  providers: [awsProvider, awsInUsEast1],
  inputs: {
    minSize: z.int().min(1).describe("Minimum."),
    maxSize: z.int().default(4).describe("Maximum."),
    rules: z
      .record(z.string(), z.strictObject({ pathPrefix: z.string().describe("Path.") }))
      .default({})
      .describe("Rules."),
    token: z.string().min(3).optional().meta({ sensitive: true, description: "A secret." }),
  },
  rules: [
    {
      inputs: ["minSize", "maxSize"],
      message: "must not be above maxSize",
      check: (v: { minSize: number; maxSize: number }) => v.minSize <= v.maxSize,
      condition: "var.min_size <= var.max_size",
    },
  ],
  outputs: { size: "Size.", ruleNames: "Names." },
  resources: (_, { minSize, rules }) => ({ size: minSize, ruleNames: tf`keys(${rules})` }),
});

/** Calls Leaf from a module made for the occasion and returns what Terraform would read. */
function call(build: (stack: ModuleStack) => Record<string, unknown>) {
  const outdir = temporaryFolder();
  const Caller = terraformModule({
    name: "caller",
    summary: "Caller.",
    providers: [awsProvider, awsInUsEast1],
    inputs: { size: z.int().default(2).describe("Size.") },
    outputs: { result: "Result." },
    resources: (stack) => build(stack) as { result: unknown },
  });
  writeModule(Caller.definition as never, outdir);
  return {
    main: synthesized(outdir, "caller", "main.tf.json") as unknown as Record<string, Record<string, unknown>>,
    outputs: synthesized(outdir, "caller", "outputs.tf.json") as unknown as Record<
      string,
      Record<string, unknown>
    >,
  };
}

describe("a module call", () => {
  test("has a relative source, snake_case inputs, untouched map keys and its provider aliases", () => {
    const { main } = call((stack) => ({
      result: new Leaf(stack, "leaf", { minSize: 1, rules: { "My Key": { pathPrefix: "/x" } } }).outputs.size,
    }));
    expect(main["module"]).toEqual({
      leaf: {
        source: "../leaf",
        min_size: 1,
        rules: { "My Key": { path_prefix: "/x" } },
        providers: { aws: "aws", "aws.us_east_1": "aws.us_east_1" },
      },
    });
  });

  test("of a module that runs in another region gets the caller's provider of that region", () => {
    const { main } = call((stack) => ({
      result: new Leaf(stack, "leaf", { minSize: 1 }, { providers: { aws: awsInUsEast1 } }).outputs.size,
    }));
    expect(main["module"]!["leaf"]).toMatchObject({
      providers: { aws: "aws.us_east_1", "aws.us_east_1": "aws.us_east_1" },
    });
  });

  test("leaves tokens to Terraform", () => {
    const { main } = call((stack) => ({
      result: new Leaf(stack, "leaf", { minSize: tf`var.size`, rules: { a: { pathPrefix: tf`var.size` } } })
        .outputs.size,
    }));
    expect(main["module"]!["leaf"]).toMatchObject({
      min_size: "${var.size}",
      rules: { a: { path_prefix: "${var.size}" } },
    });
  });

  test("refers to outputs directly, under a condition, and as a map under for_each", () => {
    const output = (options: object) =>
      call((stack) => ({ result: new Leaf(stack, "leaf", { minSize: 1 }, options).outputs.ruleNames }))
        .outputs["output"]!["result"];
    expect(output({})).toMatchObject({ value: "${module.leaf.rule_names}" });
    expect(output({ when: tf`var.size > 1` })).toMatchObject({
      value: "${(var.size > 1 ? module.leaf[0].rule_names : null)}",
    });
    expect(output({ forEach: tf`toset(["a"])` })).toMatchObject({
      value: "${{for key, call in module.leaf : key => call.rule_names}}",
    });
  });

  test("lists every problem at once, with where, what is allowed and what was given", () => {
    const inputs = { minSize: 0, maxSize: "4", rule: {}, rules: { a: { pathPrfix: "/x" } }, token: "ab" };
    expect(Leaf.problems(inputs, "envs/prod: leaf.")).toEqual([
      "envs/prod: leaf.rule is not an input; did you mean rules? (allowed: minSize, maxSize, rules, token)",
      "envs/prod: leaf.minSize must be at least 1 (got 0)",
      'envs/prod: leaf.maxSize must be a number (got "4")',
      "envs/prod: leaf.rules.a.pathPrefix is required",
      "envs/prod: leaf.rules.a.pathPrfix is not an input; did you mean pathPrefix? (allowed: pathPrefix)",
      "envs/prod: leaf.token must have at least 3 characters (got a sensitive value)",
    ]);
    expect(() => call((stack) => ({ result: new Leaf(stack, "leaf", { minSize: 0 }).outputs.size }))).toThrow(
      "modules/caller: caller/leaf: minSize must be at least 1 (got 0)",
    );
  });

  test("neither shows nor stores an input that is never to be stored", () => {
    const values = neverStored(z.record(z.string(), z.string())).default({}).describe("Secrets.");
    const definition = { name: "leaf", inputs: { values }, providers: [], outputs: {} } as never;
    expect(variablesOf(definition).variable["values"]).toMatchObject({ sensitive: true, ephemeral: true });
  });

  test("checks conditions over several inputs, defaults included, and leaves tokens to Terraform", () => {
    expect(Leaf.problems({ minSize: 5 }, "")).toEqual(["minSize must not be above maxSize (got 5)"]);
    expect(Leaf.problems({ minSize: 5, maxSize: tf`var.size` }, "")).toEqual([]);
    const outdir = temporaryFolder();
    writeModule(Leaf.definition as never, outdir);
    const variables = synthesized(outdir, "leaf", "variables.tf.json")["variable"]!;
    expect(variables["min_size"]).toMatchObject({
      validation: expect.arrayContaining([
        {
          condition: "${var.min_size <= var.max_size}",
          error_message: "min_size must not be above max_size.",
        },
      ]),
    });
  });
});

describe("a rule", () => {
  const secret = z.string().meta({ sensitive: true, description: "A secret." });
  const refused = (rule: Partial<Rule>, value: unknown, schema: z.ZodType) => {
    const broken: Rule = { inputs: ["value"], message: "is wrong", check: () => false, ...rule };
    return moduleWithInput(schema, [broken]).problems({ value }, "");
  };

  test("shows the value where it reports the problem", () => {
    const pair = z.strictObject({ a: z.int().default(1), b: z.int().optional() }).optional();
    expect(refused({ at: "value.a" }, { b: 2 }, pair)).toEqual(["value.a is wrong (got 1)"]);
    expect(refused({ at: "value.b" }, {}, pair)).toEqual(["value.b is wrong"]);
    expect(refused({}, undefined, pair)).toEqual(["value is wrong"]);
  });

  test("never shows a secret, nor what holds one", () => {
    const login = z.strictObject({ user: z.string(), password: secret });
    const value = { user: "u", password: "hunter2" };
    expect(refused({}, "hunter2", secret)).toEqual(["value is wrong (got a sensitive value)"]);
    expect(refused({}, value, login)).toEqual(["value is wrong (got a sensitive value)"]);
    expect(refused({ at: "value.password" }, value, login)).toEqual([
      "value.password is wrong (got a sensitive value)",
    ]);
    expect(refused({ at: "value.user" }, value, login)).toEqual(['value.user is wrong (got "u")']);
    const hidden = login.meta({ sensitive: true, description: "A login." });
    expect(refused({ at: "value.user" }, value, hidden)).toEqual([
      "value.user is wrong (got a sensitive value)",
    ]);
  });

  test.each<[string, string, Partial<Rule>]>([
    ["looks at", "valeu", { inputs: ["value", "valeu"] }],
    ["reports at", "valeu.a", { at: "valeu.a" }],
    ["reports at, below an input,", "value.a", { at: "value.a" }],
  ])("is a mistake of the module's if what it %s is no input", (_, named, rule) => {
    const { definition } = moduleWithInput(z.string(), [
      { inputs: ["value"], message: "is wrong", check: () => true, ...rule },
    ]);
    expect(() => writeModule(definition as never, temporaryFolder())).toThrow(
      'modules/example: the rule "is wrong" is about ' + `${named}, which is no input`,
    );
  });
});

describe("what a problem says was given", () => {
  const problems = (schema: z.ZodType, value?: unknown) =>
    moduleWithInput(schema).problems(value === undefined ? {} : { value }, "");

  test("is no secret, however deep", () => {
    const password = z.string().min(9).meta({ sensitive: true });
    expect(
      problems(z.record(z.string(), z.strictObject({ password })), { a: { password: "hunter2" } }),
    ).toEqual(["value.a.password must have at least 9 characters (got a sensitive value)"]);
    expect(problems(z.strictObject({ password }), "hunter2")).toEqual([
      "value must be an object (got a sensitive value)",
    ]);
  });

  test("is the key where a map's key is wrong", () => {
    expect(problems(z.record(z.string().max(2), z.string()), { abc: "x" })).toEqual([
      'value.abc must have at most 2 characters (got "abc")',
    ]);
  });

  test("is nothing that every JavaScript object has", () => {
    const { definition } = moduleWithInput(z.string());
    const inputs = { constructor: z.string().describe("Builder."), ...definition.inputs };
    expect(terraformModule({ ...definition, inputs } as never).problems({ value: "x" }, "")).toEqual([
      "constructor is required",
    ]);
  });

  test("does not matter for a misspelt key beside a token, which Terraform would drop silently", () => {
    const schema = z.strictObject({ size: z.int(), zone: z.string().optional() });
    expect(problems(schema, { size: tf`var.size`, zoen: "a" })).toEqual([
      "value.zoen is not an input; did you mean zone? (allowed: size, zone)",
    ]);
    expect(problems(schema, tf`var.pair`)).toEqual([]);
  });
});

describe("a module folder", () => {
  test("asks for version ranges and aliases, and carries neither provider nor backend", () => {
    const outdir = temporaryFolder();
    writeModule(Leaf.definition as never, outdir);
    expect(synthesized(outdir, "leaf", "versions.tf.json")).toEqual({
      terraform: {
        required_version: ">= 1.11",
        required_providers: {
          aws: {
            source: "hashicorp/aws",
            version: ">= 5.100, < 7.0",
            configuration_aliases: ["aws.us_east_1"],
          },
        },
      },
    });
    expect(synthesized(outdir, "leaf", "main.tf.json")).toEqual({});
  });
});

describe("logical ids", () => {
  const inStack = (...ids: string[]) => {
    const stack = new ModuleStack(new RootConstruct(), "example");
    const names = ids.map((id) => new Leaf(stack, id, { minSize: 1 }).friendlyUniqueId);
    stack.prepareStack();
    return names;
  };

  test("are the construct path, without a hash", () => {
    expect(inStack("app", "data-tier")).toEqual(["app", "data-tier"]);
  });

  test("that collide are an error that names both", () => {
    expect(() => inStack("a.b", "a:b")).toThrow(
      "example/a.b and example/a:b would both be Leaf.a_b; rename one of them",
    );
  });

  test("that are numbers are an error", () => {
    expect(() => inStack("0")).toThrow('the logical id "0" holds a number');
  });
});
