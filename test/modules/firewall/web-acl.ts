import * as fs from "node:fs";
import * as path from "node:path";
import type { ModuleDefinition } from "../../../lib/module";
import { writeModule } from "../../../lib/module-folder";
import { snakeCase } from "../../../lib/names";
import { argumentOf } from "../../../lib/values";
import { Firewall } from "../../../modules/firewall";
import { inputs } from "../../../modules/firewall/inputs";
import { managedRuleGroups } from "../../../modules/firewall/managed-rules";
import { initTerraform, runTerraform } from "../../../tools/terraform";
import { temporaryFolder } from "../../lib/example";
import { synthesize } from "../synthesis";
import { completes } from "./complete";

export type Statement = Readonly<Record<string, readonly Readonly<Record<string, unknown>>[]>>;
export interface Rule {
  readonly name: string;
  readonly priority: number;
  readonly action: readonly Readonly<Record<string, readonly unknown[]>>[];
  readonly override_action?: readonly Readonly<Record<string, readonly unknown[]>>[];
  readonly statement: readonly Statement[];
}

/** Capacity units of a statement by AWS's documentation, as if it shared no transformation with another: the most it can be. */
export function capacity(statement: Statement): number {
  const nested = (block: Readonly<Record<string, unknown>>): number =>
    [block["statement"], block["scope_down_statement"]]
      .flatMap((statements) => (statements ?? []) as Statement[])
      .reduce((sum, inner) => sum + capacity(inner), 0);
  const own: Readonly<Record<string, (block: Readonly<Record<string, unknown>>) => number>> = {
    managed_rule_group_statement: ({ name }) => managedRuleGroups[name as string]!.capacity,
    rate_based_statement: () => 2,
    regex_match_statement: ({ text_transformation: all }) =>
      3 + 10 * (all as { type: string }[]).filter(({ type }) => type !== "NONE").length,
    ip_set_reference_statement: () => 1,
    geo_match_statement: () => 1,
    label_match_statement: () => 1,
    and_statement: () => 0,
    or_statement: () => 0,
    not_statement: () => 0,
  };
  return Object.entries(statement)
    .flatMap(([type, blocks]) => blocks.map((block) => own[type]!(block) + nested(block)))
    .reduce((sum, part) => sum + part, 0);
}

/** Every feature at once, as plain Terraform gives it. */
export const everything: Readonly<Record<string, unknown>> = Object.fromEntries(
  Object.entries(completes.regional).map(([name, value]) => [
    snakeCase(name),
    argumentOf(inputs[name as keyof typeof inputs], value, name),
  ]),
);

/**
 * The capacity that the module computes for each of some calls, as Terraform evaluates it: of its variables and of those local values
 * that refer to no resource, so that no provider is started and what a first plan cannot know is missing.
 */
export async function expectedCapacities(
  calls: Readonly<Record<string, object>>,
  env: NodeJS.ProcessEnv,
  root: object,
): Promise<Record<string, number>> {
  const cwd = temporaryFolder();
  writeModule(Firewall.definition as unknown as ModuleDefinition, cwd);
  const folder = path.join(cwd, "modules/firewall");
  const write = (file: string, content: object): void =>
    fs.writeFileSync(file, JSON.stringify(content, null, 2));
  for (const file of ["outputs.tf.json", "versions.tf.json"]) fs.rmSync(path.join(folder, file));
  const known = Object.entries(synthesize(Firewall).locals).filter(
    ([, value]) => !/\b(aws_\w+|data|terraform_data)\./.test(JSON.stringify(value)),
  );
  write(path.join(folder, "main.tf.json"), {
    locals: Object.fromEntries(known),
    output: { capacity: { value: "${local.capacity}" } },
  });
  const names = Object.keys(calls);
  write(path.join(cwd, "main.tf.json"), {
    ...root,
    module: Object.fromEntries(names.map((name) => [name, { source: "./modules/firewall", ...calls[name] }])),
    output: Object.fromEntries(names.map((name) => [name, { value: `\${module.${name}.capacity}` }])),
  });
  await initTerraform({ cwd, env });
  await runTerraform(["plan", "-out=plan"], { cwd, env });
  const { stdout } = await runTerraform(["show", "-json", "plan"], { cwd, env });
  const { output_changes: changes } = JSON.parse(stdout) as {
    output_changes: Record<string, { after: number }>;
  };
  return Object.fromEntries(Object.entries(changes).map(([name, { after }]) => [name, after]));
}
