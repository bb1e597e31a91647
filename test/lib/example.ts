import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import type { z } from "zod";
import { terraformModule } from "../../lib/module";
import { writeModule } from "../../lib/module-folder";
import type { Rule } from "../../lib/rules";

/** A folder that is gone after the test file and all of its hooks (test/environment.mjs). */
export function temporaryFolder(): string {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "kit-"));
  (globalThis as unknown as { temporaryFolders: string[] }).temporaryFolders.push(folder);
  return folder;
}

/** A module without resources that takes one input, to look at what the kit makes of its schema. */
export function moduleWithInput(value: z.ZodType, rules: readonly Rule[] = []) {
  return terraformModule({
    name: "example",
    summary: "Example.",
    providers: [],
    inputs: { value: value.description ? value : value.describe("A value.") },
    rules,
    outputs: { value: "The value." },
    resources: (_, inputs) => ({ value: inputs.value }),
  });
}

/** Reads a file of a synthesized module. */
export function synthesized(outdir: string, module: string, file: string): Record<string, never> {
  return JSON.parse(fs.readFileSync(path.join(outdir, "modules", module, file), "utf8")) as Record<
    string,
    never
  >;
}

/** The Terraform variable that a schema becomes. */
export function variableOf(value: z.ZodType): Record<string, unknown> {
  const outdir = temporaryFolder();
  writeModule(moduleWithInput(value).definition as never, outdir);
  return (synthesized(outdir, "example", "variables.tf.json") as Record<string, Record<string, unknown>>)[
    "variable"
  ]!["value"] as Record<string, unknown>;
}
