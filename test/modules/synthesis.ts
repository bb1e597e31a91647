import * as fs from "node:fs";
import * as path from "node:path";
import type { ModuleDefinition } from "../../lib/module";
import { writeModule } from "../../lib/module-folder";
import { snakeCase } from "../../lib/names";
import { argumentOf } from "../../lib/values";
import type { Inputs } from "../../tools/standalone/cases";
import { linesOf } from "../../tools/standalone/lines";
import { initTerraform, runTerraform, terraformEnvironment } from "../../tools/terraform";
import { stripModules } from "../deployment/skeleton";
import { synthesized, temporaryFolder } from "../lib/example";
import { awsProviders, passedProviders, providersOf } from "./aliases";

type Blocks = Readonly<Record<string, Readonly<Record<string, Record<string, unknown>>>>>;

/** What a test needs of a module's class. */
export interface ModuleUnderTest {
  readonly definition: unknown;
  problems(inputs: object, prefix: string): string[];
}

/** The blocks that Terraform reads of a module, by type and name. */
export function synthesize(module: ModuleUnderTest): {
  readonly resource: Blocks;
  readonly module: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly locals: Readonly<Record<string, unknown>>;
  readonly output: Readonly<Record<string, { readonly value: string }>>;
} {
  const definition = module.definition as ModuleDefinition;
  const outdir = temporaryFolder();
  writeModule(definition, outdir);
  const read = (file: string): unknown => synthesized(outdir, definition.name, file);
  return {
    ...(read("main.tf.json") as Pick<ReturnType<typeof synthesize>, "resource" | "module" | "locals">),
    ...(read("outputs.tf.json") as { output: Record<string, { value: string }> }),
  };
}

export type { Inputs };

/** Inputs as plain Terraform has them, for a call. */
export function argumentsOf(module: ModuleUnderTest, inputs: Inputs): Record<string, unknown> {
  const { inputs: schemas } = module.definition as ModuleDefinition;
  const entries = Object.entries(inputs).filter(([, value]) => value !== undefined);
  return Object.fromEntries(
    entries.map(([key, value]) => [snakeCase(key), argumentOf(schemas[key]!, value, key)]),
  );
}

/** What Terraform says of a set of inputs. */
export interface TerraformProblems {
  /** The messages of the validations that refuse it; empty for a good one. */
  readonly said: string;
  /** The variables that have these validations. */
  readonly variables: readonly string[];
}

/**
 * What the real Terraform says of sets of inputs, by their names. It looks at the module's variables only, so that no provider is started.
 */
export async function terraformProblems(
  module: ModuleUnderTest,
  cases: Readonly<Record<string, Inputs>>,
): Promise<Map<string, TerraformProblems>> {
  const definition = module.definition as ModuleDefinition;
  const outdir = temporaryFolder();
  writeModule(definition, outdir);
  const folder = path.join(outdir, "modules", definition.name);
  for (const file of fs.readdirSync(folder).filter((name) => name !== "variables.tf.json")) {
    fs.rmSync(path.join(folder, file), { recursive: true });
  }
  Object.values(cases).forEach((inputs, i) => {
    const variables = argumentsOf(module, inputs);
    // A file each, since Terraform skips what comes after a failed run in the same file.
    fs.writeFileSync(
      path.join(folder, `case_${i}.tftest.json`),
      JSON.stringify({ run: { [`case_${i}`]: { command: "plan", variables } } }),
    );
  });
  const env = await terraformEnvironment();
  await initTerraform({ cwd: folder, env });
  const { stdout } = await runTerraform(["test", "-json"], { cwd: folder, env, allowedExitCodes: [0, 1] });
  const lines = stdout
    .split("\n")
    .filter((line) => line.startsWith("{"))
    .map(
      (line) =>
        JSON.parse(line) as {
          diagnostic?: { detail: string };
          test_run?: { progress?: string };
          "@testrun"?: string;
        },
    );
  const ran = lines.filter((line) => line.test_run?.progress === "complete");
  if (ran.length !== Object.keys(cases).length) throw new Error(`only ${ran.length} cases ran:\n${stdout}`);
  const variableAt = variablesByLine(path.join(folder, "variables.tf.json"));
  return new Map(
    Object.keys(cases).map((name, i) => {
      const said = lines
        .filter((line) => line["@testrun"] === `case_${i}` && line.diagnostic)
        .map((line) => line.diagnostic!.detail)
        .join("\n");
      const places = [...said.matchAll(/validation rule at variables\.tf\.json:(\d+),/g)];
      return [name, { said, variables: [...new Set(places.map(([, line]) => variableAt(Number(line))))] }];
    }),
  );
}

/** Tells which variable of a file a line belongs to. */
function variablesByLine(file: string): (line: number) => string {
  const starts = [...linesOf(fs.readFileSync(file, "utf8"))].filter(([at]) => /^variable\.[^.]+$/.test(at));
  return (line) => starts.findLast(([, start]) => start <= line)![0].replace("variable.", "");
}

/** The reason for which both checkers refuse something; Terraform's users read the names of inputs in snake_case. */
export function inTerraform(reason: RegExp): RegExp {
  const camelCase = /\b[a-z][a-z0-9]*(?:[A-Z][a-z0-9]+)+\b/g;
  return new RegExp(
    reason.source.replace(camelCase, (name) => `(?:${name}|${snakeCase(name)})`),
    reason.flags,
  );
}

/** One resource of a plan: what Terraform would create, as far as it is known. */
export interface Planned {
  readonly address: string;
  readonly type: string;
  readonly name: string;
  readonly index?: string;
  readonly values: Readonly<Record<string, unknown>>;
}

/** How to plan calls. */
export interface CallOptions {
  readonly env: NodeJS.ProcessEnv;
  /** Argument of the aws provider beside `max_retries`. */
  readonly provider?: object;
  /** The modules that it calls. */
  readonly nested?: readonly ModuleDefinition[];
  /** Those of them whose resources are left out, by name. */
  readonly skeletons?: readonly string[];
  /** Further blocks of the root module. */
  readonly root?: object;
  /** Further arguments of the first apply. */
  readonly firstApply?: readonly string[];
}

/** Provider arguments with which Terraform plans without any AWS, as long as no data source is read. */
export const offline = {
  region: "us-east-1",
  access_key: "none",
  secret_key: "none",
  skip_credentials_validation: true,
  skip_requesting_account_id: true,
  skip_metadata_api_check: "true",
};

/**
 * Plans calls of a module side by side, from nothing; each value holds a call's inputs as plain Terraform has them.
 * Gives the resources of each call, by their address below it.
 */
export async function planCalls(
  module: ModuleUnderTest,
  calls: Readonly<Record<string, object>>,
  options: CallOptions,
): Promise<Record<string, Map<string, Planned>>> {
  const cwd = await initialized(module, calls, options);
  await runTerraform(["plan", "-out=plan"], { cwd, env: options.env });
  const { stdout } = await runTerraform(["show", "-json", "plan"], { cwd, env: options.env });
  const { planned_values: values } = JSON.parse(stdout) as { planned_values: { root_module: PlannedModule } };
  return Object.fromEntries(
    (values.root_module.child_modules ?? []).map((call) => [
      call.address.replace("module.", ""),
      new Map(
        resourcesOf(call).map((resource) => [resource.address.replace(`${call.address}.`, ""), resource]),
      ),
    ]),
  );
}

/** What Terraform prints for a plan of such calls, warnings included. */
export async function printedPlan(
  module: ModuleUnderTest,
  calls: Readonly<Record<string, object>>,
  options: CallOptions,
): Promise<string> {
  const cwd = await initialized(module, calls, options);
  return (await runTerraform(["plan"], { cwd, env: options.env })).stdout;
}

/** Deploys calls of a module; gives what runs Terraform on them again, with further arguments, and returns what it prints. */
export async function deployCalls(
  module: ModuleUnderTest,
  calls: Readonly<Record<string, object>>,
  options: CallOptions,
): Promise<(...args: string[]) => Promise<string>> {
  const cwd = await initialized(module, calls, options);
  const run = async (...args: string[]) => (await runTerraform(args, { cwd, env: options.env })).stdout;
  await run("apply", "-auto-approve", ...(options.firstApply ?? []));
  return run;
}

interface PlannedModule {
  readonly address: string;
  readonly resources?: readonly Planned[];
  readonly child_modules?: readonly PlannedModule[];
}
const resourcesOf = ({ resources = [], child_modules: modules = [] }: PlannedModule): readonly Planned[] => [
  ...resources,
  ...modules.flatMap(resourcesOf),
];

async function initialized(
  module: ModuleUnderTest,
  calls: Readonly<Record<string, object>>,
  { env, provider, nested = [], skeletons = [], root }: CallOptions,
): Promise<string> {
  const definition = module.definition as ModuleDefinition;
  const folder = temporaryFolder();
  for (const written of new Set([definition, ...nested])) writeModule(written, folder);
  stripModules(path.join(folder, "modules"), skeletons);
  const cwd = path.join(folder, "root");
  fs.mkdirSync(cwd);
  const blocks = Object.entries(calls).map(([name, inputs]) => [
    name,
    { source: `../modules/${definition.name}`, ...passedProviders(definition), ...inputs },
  ]);
  fs.writeFileSync(
    path.join(cwd, "main.tf.json"),
    JSON.stringify({
      terraform: { required_providers: providersOf([definition]) },
      provider: { aws: awsProviders([definition], { max_retries: 5, ...provider }) },
      module: Object.fromEntries(blocks) as object,
      ...root,
    }),
  );
  await initTerraform({ cwd, env });
  return cwd;
}
