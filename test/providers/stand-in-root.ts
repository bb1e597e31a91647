import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import * as path from "node:path";
import {
  buildStandInProviders,
  initTerraform,
  runTerraform,
  terraformEnvironment,
  type RunResult,
} from "../../tools/terraform";

/** A root module in a temporary folder that uses the stand-ins, also where a registry offers the real providers. */
export interface StandInRoot {
  readonly folder: string;
  /** Runs Terraform in it; exit code 2 (`plan -detailed-exitcode`) is no failure. */
  terraform(...args: string[]): Promise<RunResult>;
  remove(): Promise<void>;
}

/** Makes the root module of testdata/main.tf, initialized. */
export async function standInRoot(): Promise<StandInRoot> {
  const mirror = await buildStandInProviders();
  const folder = await mkdtemp(path.join(tmpdir(), "stand-ins-"));
  const configuration = path.join(folder, "cli.tfrc");
  await writeFile(
    configuration,
    `provider_installation {\n  filesystem_mirror {\n    path = ${JSON.stringify(mirror)}\n  }\n}\n`,
  );
  const env = await terraformEnvironment({ env: { ...process.env, TF_CLI_CONFIG_FILE: configuration } });
  await writeFile(path.join(folder, "main.tf"), await readFile(path.join(__dirname, "testdata/main.tf")));

  const terraform = (...args: string[]): Promise<RunResult> =>
    runTerraform(args, { cwd: folder, env, timeoutMs: 3 * 60_000, allowedExitCodes: [0, 2] });
  await initTerraform({ cwd: folder, env });
  return { folder, terraform, remove: () => rm(folder, { recursive: true, force: true }) };
}
