import * as fs from "node:fs";
import * as path from "node:path";
import * as fc from "fast-check";
import { z } from "zod";
import { reference } from "../../lib/expression";
import { terraformModule } from "../../lib/module";
import { writeModule } from "../../lib/module-folder";
import { initTerraform, runTerraform, terraformEnvironment } from "../../tools/terraform";
import { temporaryFolder } from "./example";

/** Texts that are templates, or half of one, or whose escapes differ between JSON and HCL; the same ones in every run. */
const texts = [
  "A ${B} %{if} hospital",
  "${path.cwd}",
  ...fc.sample(fc.string({ unit: fc.constantFrom(...'$%{}~"\\\n\b\fa') }), { seed: 20261122, numRuns: 100 }),
];
const entries = Object.fromEntries(texts.map((text, i) => [`${text} ${i}`, text]));

const Example = terraformModule({
  name: "example",
  summary: "Example.",
  providers: [],
  inputs: {
    given: z.record(z.string(), z.string()).describe("Given: ${x} %{y"),
    mixed: z.string().describe("Text around a token."),
    texts: z.array(z.string()).default(texts).describe("A default."),
    attribute: z
      .strictObject({ texts: z.array(z.string()).default(texts).describe("Texts.") })
      .prefault({})
      .describe("The default of an attribute."),
  },
  outputs: { given: "Given: ${x} %{y", mixed: "Mixed.", texts: "Default.", attribute: "Default." },
  resources: (_, inputs) => inputs,
});

const Caller = terraformModule({
  name: "caller",
  summary: "Caller.",
  providers: [],
  inputs: {},
  outputs: Example.definition.outputs,
  resources: (module) => {
    const mixed = `\${a} ${reference("terraform.workspace").string} %{b}`;
    return new Example(module, "example", { given: entries, mixed }).outputs;
  },
});

/** What the real Terraform makes of a module's call. */
describe("a text that looks like a template arrives as it was written", () => {
  let outputs: Record<string, { value: unknown }>;

  beforeAll(async () => {
    const folder = temporaryFolder();
    for (const { definition } of [Example, Caller]) {
      writeModule(definition as never, folder);
      fs.rmSync(path.join(folder, "modules", definition.name, "versions.tf.json"));
    }
    const options = { cwd: path.join(folder, "modules", "caller"), env: await terraformEnvironment() };
    await initTerraform(options);
    await runTerraform(["apply", "-auto-approve"], options);
    outputs = JSON.parse((await runTerraform(["output", "-json"], options)).stdout) as typeof outputs;
  }, 120_000);

  test("from a caller, with its keys", () => expect(outputs["given"]!.value).toEqual(entries));
  test("around a token", () => expect(outputs["mixed"]!.value).toBe("${a} default %{b}"));
  test("from a default", () => expect(outputs["texts"]!.value).toEqual(texts));
  test("from the default of an attribute", () => expect(outputs["attribute"]!.value).toEqual({ texts }));
});
