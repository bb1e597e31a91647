import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { localCloudEnvironment, startLocalCloud, stopLocalCloud } from "../local-cloud";
import { initTerraform, runTerraform, terraformEnvironment } from "../terraform";
import { Account } from "./account";
import { type Assumed, assumedBy } from "./assumed";
import { plannable } from "./root-module";

export { type Assumed, assumedBy } from "./assumed";
export { plannable } from "./root-module";

/** A plan that creates an environment from nothing. */
export interface OfflinePlan {
  /** `terraform show -json`, as text. */
  readonly json: string;
  /** `terraform graph`: the resources of the configuration and what they wait for, in DOT. */
  readonly graph: string;
  readonly assumed: Assumed;
}

export interface OfflinePlanOptions {
  /**
   * Types of resources whose modules exist before the plan, because much depends on what AWS answers for them: with `aws_kms_key`, the
   * plan shows which key encrypts what, instead of "known after apply". Default: none.
   */
  readonly existing?: readonly string[];
}

/**
 * Plans synthesized environments against a local cloud of their own, without credentials and without a state: what it would take to
 * create each of them. What an environment expects in its account is put there before.
 *
 * `outdir` is what synth writes; it stays as it is. `use` gets each plan as it comes.
 */
export async function planOffline(
  outdir: string,
  names: readonly string[],
  use: (name: string, plan: OfflinePlan) => Promise<void> | void,
  { existing = [] }: OfflinePlanOptions = {},
): Promise<void> {
  // Nobody else reads it: mkdtemp makes it with mode 0700.
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "offline-plan-"));
  const directory = path.join(folder, "cloud");
  try {
    const { url } = await startLocalCloud({ directory });
    const account = new Account(url);
    const copy = path.join(folder, "terraform");
    fs.cpSync(outdir, copy, { recursive: true, filter: (file) => !file.includes(".terraform") });
    for (const name of names)
      await use(name, await planned(path.join(copy, "envs", name), directory, account, existing));
  } finally {
    await stopLocalCloud({ directory });
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

async function planned(
  cwd: string,
  directory: string,
  account: Account,
  existing: readonly string[],
): Promise<OfflinePlan> {
  const root = plannable(cwd);
  const region = String(root.provider.aws[0]!["region"]);
  const assumed = assumedBy(root);
  await account.provide(assumed, region, (source) => engineOf(path.join(cwd, source)));
  const variables = Object.entries(assumed.variables).map(([name, value]) => [
    `TF_VAR_${name}`,
    typeof value === "string" ? value : JSON.stringify(value),
  ]);
  const env = await terraformEnvironment({
    env: {
      ...localCloudEnvironment(directory),
      AWS_REGION: region,
      ...(Object.fromEntries(variables) as NodeJS.ProcessEnv),
    },
  });
  const run = async (...args: string[]) => (await runTerraform(args, { cwd, env })).stdout;
  await initTerraform({ cwd, env });
  const graph = await run("graph");
  const targets = modulesOf(existing, graph).map((address) => `-target=${address}`);
  if (targets.length > 0) await run("apply", "-auto-approve", ...targets);
  await run("plan", "-out=offline.tfplan");
  return { json: await run("show", "-json", "offline.tfplan"), graph, assumed };
}

/**
 * The modules of a graph that hold resources of some types. Modules, because the graph has no keys: `module.a.aws_b.c` names nothing where
 * there is a `module.a[0]`, but `module.a` names all of them.
 */
function modulesOf(types: readonly string[], graph: string): string[] {
  const addresses = [...graph.matchAll(/^\s*"(\S+)" \[label=/gm)].map(([, address]) => address!);
  return [
    ...new Set(
      addresses.flatMap((address) =>
        types.flatMap((type) => {
          const end = address.indexOf(`.${type}.`);
          return end < 0 ? [] : [address.slice(0, end)];
        }),
      ),
    ),
  ];
}

/** The engine of the database in a module that is an application's. */
function engineOf(module: string): string {
  const text = fs.readFileSync(path.join(module, "main.tf.json"), "utf8");
  const { database } = (JSON.parse(text) as { module: Record<string, { engine?: string } | undefined> })
    .module;
  if (!database?.engine) throw new Error(`${module} has no database whose engine is written in it`);
  return database.engine;
}
