import { z } from "zod";
import { tf } from "../../lib/expression";
import { terraformModule } from "../../lib/module";
import { writeModule } from "../../lib/module-folder";
import { part } from "../../lib/part";
import { constrain, oneOf } from "../../lib/requirements";
import { type Rule, rulesOver } from "../../lib/rules";
import { synthesized, temporaryFolder, variableOf } from "./example";

const inputs = {
  minSize: z.int().default(1).describe("Minimum."),
  name: z.string().describe("Name."),
  maxSize: z.int().default(4).describe("Maximum."),
  zone: z.string().optional().describe("Zone."),
  network: z.string().optional().describe("Network."),
  ports: z
    .record(z.string(), z.strictObject({ fromPort: z.int().describe("Port.") }))
    .default({})
    .describe("Ports."),
  list: z.array(z.int()).default([]).describe("List."),
};
const rule = rulesOver<typeof inputs>();
const ordered = rule(["minSize", "maxSize"], {
  message: "must not be above maxSize",
  check: ({ minSize, maxSize }) => minSize <= maxSize,
  condition: "var.min_size <= var.max_size",
});
const free = rule(["ports"], {
  message: 'must not use fromPort 22, "ssh"',
  check: ({ ports }) => Object.keys(ports).filter((key) => ports[key]!.fromPort === 22),
  offenders: "[for key, port in var.ports : key if port.from_port == local.ssh]",
  locals: { ssh: 22 },
});
const even = rule(["list", "name"], {
  message: "must be even",
  check: ({ list }) => list.flatMap((number, i) => (number % 2 ? [i] : [])),
  offenders: "[for i, number in var.list : i if number % 2 != 0]",
});

function moduleWith(rules: readonly Rule[], shape: Record<string, z.ZodType> = inputs) {
  return terraformModule({
    name: "example",
    summary: "Example.",
    providers: [],
    inputs: shape,
    rules,
    outputs: {},
    resources: () => ({}),
  });
}

/** What Terraform reads of the variables of a module with these rules. */
function variables(rules: readonly Rule[], shape?: Record<string, z.ZodType>) {
  const outdir = temporaryFolder();
  writeModule(moduleWith(rules, shape).definition as never, outdir);
  return synthesized(outdir, "example", "variables.tf.json") as unknown as {
    variable: Record<string, { validation?: { condition: string; error_message: string }[] }>;
    locals?: object;
  };
}

describe("a rule over several inputs", () => {
  test("is carried by the first required input, so that Terraform shows the call", () => {
    const { variable } = variables([ordered]);
    expect(variable["min_size"]).not.toHaveProperty(["validation", 1]);
    expect(variable["name"]!.validation).toEqual([
      {
        condition: "${length([var.name]) == 1 && (var.min_size <= var.max_size)}",
        error_message: "min_size must not be above max_size.",
      },
    ]);
  });

  test("cannot be carried where no input is required", () => {
    const { minSize, maxSize } = inputs;
    expect(() => variables([ordered], { minSize, maxSize })).toThrow(
      'modules/example: the rule "must not be above maxSize" is about several inputs, and there is no required one to carry it',
    );
  });

  test("is left to Terraform where a value is known to it only", () => {
    expect(moduleWith([ordered]).problems({ name: "a", minSize: 9 }, "")).toEqual([
      "minSize must not be above maxSize (got 9)",
    ]);
    expect(moduleWith([ordered]).problems({ name: "a", minSize: 9, maxSize: tf`var.x` }, "")).toEqual([]);
  });
});

describe("a rule with a detail", () => {
  const detailed = rule(["maxSize", "minSize"], {
    message: "must not be below minSize",
    detail: {
      text: ({ minSize }) => `: the nearest is ${minSize}`,
      expression: 'format(": the nearest is %d", var.min_size)',
    },
    check: ({ minSize, maxSize }) => minSize <= maxSize,
    condition: "var.min_size <= var.max_size",
  });

  test("says in both languages what depends on the values", () => {
    expect(moduleWith([detailed]).problems({ name: "a", minSize: 7 }, "")).toEqual([
      "maxSize must not be below minSize: the nearest is 7 (got 4)",
    ]);
    expect(variables([detailed]).variable["name"]!.validation![0]!.error_message).toBe(
      'max_size must not be below min_size${format(": the nearest is %d", var.min_size)}.',
    );
  });

  test("says it where a composing module's callers give the values, too", () => {
    const Inner = moduleWith([detailed]);
    const rules = part(Inner as never, ["minSize", "maxSize"] as never).rules({
      inputs: ["web"],
      at: (input) => `web.${input}`,
      given: ({ web }: { web: object }) => web,
    });
    const web = z.strictObject({ minSize: z.int().describe("A."), maxSize: z.int().describe("B.") });
    expect(
      moduleWith(rules, { web: web.describe("Web.") }).problems({ web: { minSize: 5, maxSize: 4 } }, ""),
    ).toEqual(["web.maxSize must not be below minSize: the nearest is 5 (got 4)"]);
  });
});

describe("a rule about entries", () => {
  test("names each that is wrong, in both languages", () => {
    const ports = { web: { fromPort: 443 }, admin: { fromPort: 22 }, old: { fromPort: 22 } };
    expect(moduleWith([free]).problems({ name: "a", ports }, "")).toEqual([
      'ports.admin must not use fromPort 22, "ssh" (got {"fromPort":22})',
      'ports.old must not use fromPort 22, "ssh" (got {"fromPort":22})',
    ]);
    const { variable, locals } = variables([free]);
    expect(variable["ports"]!.validation!.at(-1)).toEqual({
      condition: "${length([for key, port in var.ports : key if port.from_port == local.ssh]) == 0}",
      error_message:
        '${join("\\n", [for key in [for key, port in var.ports : key if port.from_port == local.ssh] : ' +
        '"ports.${key} must not use from_port 22, \\"ssh\\"."])}',
    });
    expect(locals).toEqual({ ssh: 22 });
  });

  test("names them by index in a list", () => {
    expect(moduleWith([even]).problems({ name: "a", list: [2, 3] }, "")).toEqual([
      "list[1] must be even (got 3)",
    ]);
    expect(variables([even]).variable["name"]!.validation![0]!.error_message).toContain(
      '"list[${key}] must be even."',
    );
  });
});

describe("exactly one of two", () => {
  const one = rule.exactlyOne("zone", "network", "a zone to use, or a network");
  test.each<[string, object, boolean]>([
    ["none", {}, false],
    ["one", { zone: "a" }, true],
    ["the other", { network: "a" }, true],
    ["both", { zone: "a", network: "b" }, false],
  ])("%s", (_, given, ok) => {
    const said = moduleWith([one]).problems({ name: "a", ...given }, "");
    expect(said.length === 0).toBe(ok);
    if (!ok)
      expect(said[0]).toMatch(/^zone or network must be given, exactly one: a zone to use, or a network/);
  });
});

describe("a constraint", () => {
  test("is written once for many, and its named values are written with the variables", () => {
    const known = {
      message: "must be known",
      check: (value: string) => ["a", "b"].includes(value),
      condition: (ref: string) => `contains(local.known, ${ref})`,
      locals: { known: ["a", "b"] },
    };
    const short = {
      message: "must be short",
      check: (v: string) => v.length < 3,
      condition: (ref: string) => `length(${ref}) < 3`,
    };
    const schema = z.record(z.string(), constrain(z.string(), known, short)).describe("Values.");
    const { locals, variable } = variables([], { value: schema });
    expect(locals).toEqual({ known: ["a", "b"] });
    expect(variable["value"]!.validation).toHaveLength(2);
    expect(moduleWith([], { value: schema }).problems({ value: { x: "cccc" } }, "")).toEqual([
      'value.x must be known (got "cccc")',
      'value.x must be short (got "cccc")',
    ]);
  });

  test("of numbers out of a list", () => {
    expect(variableOf(oneOf(z.number(), [60, 300]).describe("Seconds."))["validation"]).toContainEqual({
      condition: "${contains([60,300], var.value)}",
      error_message: "value must be one of 60, 300.",
    });
  });
});

describe("a part of another module's inputs", () => {
  const Inner = moduleWith([ordered, free]);
  const sizes = part(Inner as never, ["minSize", "maxSize"] as never);

  test("gives schemas, and what the call gets", () => {
    expect(Object.keys(sizes.shape)).toEqual(["minSize", "maxSize"]);
    expect(sizes.from({ minSize: 1, maxSize: 2, other: 3 } as never)).toEqual({ minSize: 1, maxSize: 2 });
  });

  test("brings the rules about these inputs, and no others, to where they are given", () => {
    const rules = sizes.rules({
      inputs: ["web"],
      at: (input) => `web.${input}`,
      given: ({ web }: { web?: object }) => web,
    });
    const web = z
      .strictObject({ minSize: z.int().describe("A."), maxSize: z.int().describe("B.") })
      .optional();
    const outer = moduleWith(rules, { web: web.describe("Web.") });
    expect(outer.problems({ web: { minSize: 5, maxSize: 4 } }, "")).toEqual([
      "web.minSize must not be above maxSize (got 5)",
    ]);
    expect(outer.problems({}, "")).toEqual([]);
    // Terraform checks them with the inner module's own variables.
    expect(JSON.stringify(variables(rules, { web: web.describe("Web.") }))).not.toContain(
      "must not be above",
    );
  });
});
