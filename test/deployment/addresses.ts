import * as fs from "node:fs";
import * as path from "node:path";
import type { z } from "zod";
import { type ApplicationName, applications } from "../../app/applications";
import { discoverModules } from "../../app/discover";
import { writeJson } from "../../lib/json";
import { writeModule } from "../../lib/module-folder";
import { snakeCase } from "../../lib/names";
import { toTerraform } from "../../lib/values";
import { initTerraform, runTerraform } from "../../tools/terraform";
import { temporaryFolder } from "../lib/example";
import { plannedChanges } from "../modules/planned-changes";
import { addressOf, stripModules } from "./skeleton";

/** Inputs of an application's module, as TypeScript callers write them. */
export type Inputs = Readonly<Record<string, unknown>>;

/** How many calls are planned at once: Terraform's time grows faster than a plan. */
const CALLS_A_PLAN = 2;

/**
 * The addresses of what Terraform would make of each call of an application's module, below the call, by the call's name. It
 * is Terraform itself that says so; see skeleton.ts.
 */
export async function plannedAddresses(
  application: ApplicationName,
  calls: Readonly<Record<string, Inputs>>,
  env: NodeJS.ProcessEnv,
): Promise<Record<string, string[]>> {
  const folder = temporaryFolder();
  for (const definition of discoverModules(path.resolve(__dirname, "../.."))) writeModule(definition, folder);
  stripModules(path.join(folder, "modules"));
  const entries = Object.entries(calls);
  const planned: Record<string, string[]> = Object.fromEntries(entries.map(([name]) => [name, []]));
  for (let first = 0; first < entries.length; first += CALLS_A_PLAN) {
    const cwd = path.join(folder, `root-${first}`);
    const blocks = entries
      .slice(first, first + CALLS_A_PLAN)
      .map(
        ([name, inputs]) =>
          [name, { source: `../modules/${application}`, ...variables(application, inputs) }] as const,
      );
    writeJson(path.join(cwd, "main.tf.json"), { module: Object.fromEntries(blocks) });
    await initTerraform({ cwd, env });
    const { changes } = await plannedChanges((...command) => runTerraform(command, { cwd, env }));
    for (const bone of Object.keys(changes)) {
      const [, call, below] = /^module\.([a-z0-9_]+)\.(.*)$/.exec(addressOf(bone) ?? "") ?? [];
      if (call) planned[call]!.push(below!);
    }
    fs.rmSync(cwd, { recursive: true });
  }
  return Object.fromEntries(Object.entries(planned).map(([name, addresses]) => [name, addresses.sort()]));
}

function variables(application: ApplicationName, inputs: Inputs): Record<string, unknown> {
  const shape: Readonly<Record<string, z.ZodType>> = applications[application].definition.inputs;
  const given = Object.entries(inputs).filter(([, value]) => value !== undefined);
  return Object.fromEntries(
    given.map(([key, value]) => [snakeCase(key), toTerraform(shape[key]!, value, key)]),
  );
}
