import { z } from "zod";
import { writeModule } from "../../../lib/module-folder";
import { moduleWithInput, temporaryFolder, variableOf } from "../example";
import { kinds } from "../kinds";

describe.each(Object.entries(kinds))("%s", (_, { schema, good, bad }) => {
  test("accepts its good values", () => {
    for (const value of good)
      expect({ value, ok: schema.safeParse(value).success }).toEqual({ value, ok: true });
  });

  test("refuses its bad values", () => {
    for (const value of bad)
      expect({ value, ok: schema.safeParse(value).success }).toEqual({ value, ok: false });
  });
});

describe("the Terraform variable of a schema", () => {
  test("spells nested types, optional attributes and their defaults", () => {
    const schema = z.strictObject({
      minSize: z.int().default(1).describe("Size."),
      zones: z.array(z.string()).describe("Zones."),
      kms: z.string().optional().describe("Key."),
    });
    expect(variableOf(z.record(z.string(), schema))["type"]).toBe(
      "map(object({ min_size = optional(number, 1), zones = list(string), kms = optional(string) }))",
    );
  });

  test("is required and not nullable, unless the schema is optional or has a default", () => {
    expect(variableOf(z.string())).toMatchObject({ nullable: false });
    expect(variableOf(z.string())).not.toHaveProperty("default");
    expect(variableOf(z.string().optional())).toMatchObject({ nullable: true, default: null });
    expect(variableOf(z.string().default("x"))).toMatchObject({ nullable: false, default: "x" });
  });

  test("writes attribute names of a default in snake_case", () => {
    const schema = z.strictObject({ minSize: z.int().describe("Size.") }).default({ minSize: 2 });
    expect(variableOf(schema)["default"]).toEqual({ min_size: 2 });
  });

  test("is sensitive when the schema says so", () => {
    expect(variableOf(z.string().meta({ sensitive: true, description: "A secret." }))).toMatchObject({
      sensitive: true,
    });
  });

  test("names where and what in its error message", () => {
    const schema = z.strictObject({ maxSize: z.int().min(1).describe("Size.") });
    expect(variableOf(schema)["validation"]).toContainEqual({
      condition: "${var.value.max_size >= 1}",
      error_message: "value.max_size must be at least 1.",
    });
  });
});

describe("the texts of a variable", () => {
  test("have the names of inputs and attributes as Terraform writes them, and no other word changed", () => {
    const schema = z
      .strictObject({
        maxAge: z.int().min(1, "must be a maxAge; includeSubDomains").describe("maxAge, jsonKey."),
      })
      .describe("Has maxAge; notBreaching.");
    expect(variableOf(schema)).toMatchObject({
      description: "Has max_age; notBreaching.\n- max_age: max_age, jsonKey.",
      validation: expect.arrayContaining([
        expect.objectContaining({ error_message: "value.max_age must be a max_age; includeSubDomains." }),
      ]) as unknown,
    });
  });

  test("have their template markers escaped in messages, which Terraform reads as templates", () => {
    expect(variableOf(z.string().regex(/^a[$]{2}$/))["validation"]).toEqual([
      { condition: '${can(regex("^a[$]{2}$", var.value))}', error_message: "value must match /^a[$]{2}$/." },
    ]);
    expect(variableOf(z.string().min(1, "must look like ${x}"))["validation"]).toEqual([
      { condition: "${length(var.value) >= 1}", error_message: "value must look like $${x}." },
    ]);
  });

  test("hide a value of which a part is sensitive", () => {
    const password = z.string().meta({ sensitive: true, description: "A password." });
    expect(variableOf(z.record(z.string(), z.strictObject({ password })))).toMatchObject({ sensitive: true });
  });
});

describe("a schema that Terraform cannot express fails at synth and names the input", () => {
  test.each([
    [
      "union",
      z.union([z.string(), z.number()]),
      /modules\/example: value: a zod "union" has no Terraform type/,
    ],
    [
      "transform",
      z.string().transform((s) => s.length),
      /modules\/example: value: a zod "pipe" has no Terraform type/,
    ],
    [
      "open object",
      z.object({ a: z.string() }),
      /modules\/example: value: z\.object\(\) lets misspelt keys pass/,
    ],
    ["nested date", z.strictObject({ at: z.date() }), /modules\/example: value\.at: a zod "date"/],
    [
      "check without a condition",
      z.string().refine(() => true),
      /value: the zod check "custom" has no Terraform condition/,
    ],
    [
      "format without a condition",
      z.string().check(z.email()),
      /value: the zod check "email" has no Terraform condition/,
    ],
    [
      "look-ahead",
      z.string().regex(/^(?=a)/),
      /value: .* does not mean the same in JavaScript and in Terraform's RE2/,
    ],
    ["flags", z.string().regex(/a/i), /value: .* does not mean the same/],
    [
      "conversion",
      z.strictObject({ size: z.coerce.number() }),
      /value\.size: Terraform does not convert as z\.coerce does; use z\.number\(\)/,
    ],
    [
      "map that must have every key",
      z.record(z.enum(["a", "b"]), z.string()),
      /value: no Terraform type asks for every key/,
    ],
    [
      "two attributes of one name",
      z.array(z.strictObject({ minSize: z.int().describe("One."), min_size: z.int().describe("Two.") })),
      "modules/example: value[*].minSize and min_size are both min_size in Terraform; rename one",
    ],
  ])("%s", (_, schema, message) => {
    expect(() => variableOf(schema.describe("A value."))).toThrow(message);
  });

  test("two inputs of one name", () => {
    const { definition } = moduleWithInput(z.string());
    const inputs = { ...definition.inputs, maxSize: z.int(), max_size: z.int() };
    expect(() => writeModule({ ...definition, inputs } as never, temporaryFolder())).toThrow(
      "modules/example: maxSize and max_size are both max_size in Terraform; rename one",
    );
  });

  test("an input without a description", () => {
    const { definition } = moduleWithInput(z.string());
    const silent = { ...definition, inputs: { value: z.string() } };
    expect(() => writeModule(silent as never, temporaryFolder())).toThrow(
      "modules/example: value has no description",
    );
  });

  test("an attribute without a description, however deep", () => {
    expect(() => variableOf(z.record(z.string(), z.strictObject({ maxSize: z.int() })))).toThrow(
      "modules/example: value.maxSize has no description",
    );
  });

  test.each(["string", "map", "resolve"])("an attribute %s, which every expression has by itself", (name) => {
    expect(() => variableOf(z.strictObject({ [name]: z.string().describe("Text.") }))).toThrow(
      `modules/example: value.${name}: every expression has a member of that name; choose another`,
    );
  });
});
