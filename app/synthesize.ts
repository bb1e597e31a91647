import * as fs from "node:fs";
import * as path from "node:path";
import { Construct } from "constructs";
import { type Environment, environmentProblems } from "./environment";
import { EnvironmentStack } from "./root-module";
import { PathApp } from "../lib/manifest";
import type { ModuleDefinition } from "../lib/module";
import { removeStaleModules, writeModule } from "../lib/module-folder";

/** What there is to synthesize. Environments by name. */
export interface Project {
  readonly modules: readonly ModuleDefinition[];
  readonly environments: Readonly<Record<string, Environment>>;
  /** Output folder, `terraform` in this repository. */
  readonly outdir: string;
}

/**
 * Writes every module once and every environment's root module. Throws before anything is written when an
 * environment has problems, and lists them all. Warns of environments that are gone and may still be deployed: an error
 * would keep cdktf from deploying the others.
 */
export function synthesize({ modules, environments, outdir }: Project): void {
  const problems = Object.entries(environments).flatMap(([name, values]) =>
    environmentProblems(name, values),
  );
  if (problems.length > 0) throw new Error(problems.join("\n"));
  withoutStackTraces(() => write({ modules, environments, outdir }));
  for (const name of Object.keys(environments)) selectWorkspace(path.join(outdir, "envs", name), name);
  for (const folder of abandonedRoots(Object.keys(environments), outdir)) {
    console.warn(
      `${folder} belongs to no environment any more. Destroy what it deployed (terraform -chdir=${folder} init, then ` +
        `terraform -chdir=${folder} destroy), then delete the folder.`,
    );
  }
}

function write({ modules, environments, outdir }: Project): void {
  for (const definition of modules) writeModule(definition, outdir);
  removeStaleModules(
    modules.map(({ name }) => name),
    outdir,
  );
  const app = new PathApp(outdir);
  const envs = new Construct(app, "envs");
  for (const [name, values] of Object.entries(environments)) new EnvironmentStack(envs, name, values);
  app.synth();
}

/** CDKTF takes a stack trace for every token. Nobody reads them, and they cost a tenth of synth. Errors keep theirs. */
function withoutStackTraces(work: () => void): void {
  const { captureStackTrace } = Error;
  Error.captureStackTrace = () => undefined;
  try {
    work();
  } finally {
    Error.captureStackTrace = captureStackTrace;
  }
}

/** Root modules of environments that no longer exist: without them, what they deployed could not be destroyed. */
function abandonedRoots(names: readonly string[], outdir: string): string[] {
  const envs = path.join(outdir, "envs");
  if (!fs.existsSync(envs)) return [];
  return fs
    .readdirSync(envs)
    .filter((name) => !names.includes(name) && fs.existsSync(path.join(envs, name, "cdk.tf.json")))
    .map((name) => path.relative(process.cwd(), path.join(envs, name)));
}

/** Selects the workspace, as `terraform workspace select` would, for the next Terraform that runs in the folder. */
function selectWorkspace(folder: string, workspace: string): void {
  fs.mkdirSync(path.join(folder, ".terraform"), { recursive: true });
  fs.writeFileSync(path.join(folder, ".terraform", "environment"), workspace);
}
