import type { IResolvable } from "cdktf";
import { z } from "zod";
import { type Expression, tf } from "../../lib/expression";
import { type InputReferences, terraformModule } from "../../lib/module";
import { writeModule } from "../../lib/module-folder";
import { synthesized, temporaryFolder } from "./example";

const rule = z.strictObject({
  portRange: z.string().describe("Ports."),
  tags: z.record(z.string(), z.string()).default({}).describe("Tags."),
  archive: z
    .strictObject({ afterDays: z.int().describe("Days.") })
    .optional()
    .describe("Archive."),
});

const inputs = {
  name: z.string().describe("Name."),
  zones: z.array(z.string()).optional().describe("Zones."),
  enabled: z.boolean().default(true).describe("Whether."),
  web: z
    .strictObject({
      proxyServer: z.enum(["nginx", "apache"]).default("nginx").describe("Proxy."),
      size: z.int().optional().describe("Size."),
      ports: z.array(z.int()).default([]).describe("Ports."),
      limits: z
        .strictObject({ maxAge: z.int().default(1).describe("Age.") })
        .prefault({})
        .describe("Limits."),
    })
    .prefault({})
    .describe("Web."),
  mail: z
    .strictObject({
      existing: rule.optional().describe("Existing."),
      rules: z.record(z.string(), rule).describe("Rules."),
    })
    .optional()
    .describe("Mail."),
  rules: z.record(z.string(), rule).default({}).describe("Rules."),
  list: z.array(rule).default([]).describe("List."),
  subnets: z.record(z.string(), rule).optional().describe("Subnets."),
};

/** How Terraform reads what a definition makes of its inputs. */
function rendered(expression: (input: InputReferences<typeof inputs>) => unknown): string {
  const outdir = temporaryFolder();
  const Example = terraformModule({
    name: "example",
    summary: "Example.",
    providers: [],
    inputs,
    outputs: { value: "The value." },
    resources: (_, input) => ({ value: expression(input) }),
  });
  writeModule(Example.definition as never, outdir);
  const { output } = synthesized(outdir, "example", "outputs.tf.json") as unknown as {
    output: { value: { value: string } };
  };
  return output.value.value;
}

describe("a reference to an input", () => {
  test.each<[string, (input: InputReferences<typeof inputs>) => unknown]>([
    ["${var.name}", ({ name }) => name],
    ["${var.enabled}", ({ enabled }) => enabled],
    ["${var.zones}", ({ zones }) => zones],
    ["${var.web}", ({ web }) => web],
    ["${var.web.proxy_server}", ({ web }) => web.proxyServer],
    ["${var.web.size}", ({ web }) => web.size],
    ["${var.web.ports}", ({ web }) => web.ports],
    ["${var.web.limits.max_age}", ({ web }) => web.limits.maxAge],
    ["${var.mail != null}", ({ mail }) => mail.given],
    ["${var.mail}", ({ mail }) => mail],
    ["${(var.mail != null ? var.mail.existing : null)}", ({ mail }) => mail.orNull.existing],
    ["${(var.mail != null ? var.mail.existing != null : false)}", ({ mail }) => mail.orNull.existing.given],
    ["${try(var.mail.existing.port_range, null)}", ({ mail }) => mail.orNull.existing.orNull.portRange],
    [
      "${try(var.mail.existing.archive.after_days, null)}",
      ({ mail }) => mail.orNull.existing.orNull.archive.orNull.afterDays,
    ],
    ["${existing.value.port_range}", ({ mail }) => mail.orNull.existing.in("existing").portRange],
    ["${(var.mail != null ? var.mail.rules : null)}", ({ mail }) => mail.orNull.rules],
    ["${each.key}", ({ rules }) => rules.each.key],
    ["${each.value.port_range}", ({ rules }) => rules.each.value.portRange],
    ["${each.value.archive != null}", ({ rules }) => rules.each.value.archive.given],
    ["${try(each.value.archive.after_days, null)}", ({ rules }) => rules.each.value.archive.orNull.afterDays],
    ["${rule.value.tags}", ({ rules }) => rules.in("rule").value.tags],
    [
      "${[for rule in values(var.rules) : rule.port_range]}",
      ({ rules }) => tf`[for rule in values(${rules}) : ${rules.as("rule").portRange}]`,
    ],
    ["${var.rules[var.name].port_range}", ({ rules, name }) => rules.at(name).portRange],
    ['${var.rules["daily"].tags["a"]}', ({ rules }) => rules.at("daily").tags.at("a")],
    ["${var.list[0].port_range}", ({ list }) => list.at(0).portRange],
    [
      "${try(var.subnets[each.key].port_range, null)}",
      ({ subnets, rules }) => subnets.orNull.at(rules.each.key).portRange,
    ],
  ])("%s", (text, expression) => {
    expect(rendered(expression)).toBe(text);
  });

  test("keeps its attributes when an object is spread", () => {
    expect(rendered(({ web }) => ({ ...web }).proxyServer)).toBe("${var.web.proxy_server}");
  });

  test("that is misspelt, or leads through what may be absent, does not compile", () => {
    const misuse = (input: InputReferences<typeof inputs>): unknown[] => [
      // @ts-expect-error misspelt
      input.web.proxySrver as Expression,
      // @ts-expect-error may be absent
      input.mail.existing as Expression,
      // @ts-expect-error an object where a boolean is expected
      input.mail satisfies boolean | IResolvable,
      // @ts-expect-error a map has no attributes
      input.rules.portRange as Expression,
    ];
    expect(misuse).toBeDefined();
  });
});
