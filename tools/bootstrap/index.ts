import * as fs from "node:fs";
import * as path from "node:path";
import type { S3ClientConfig } from "@aws-sdk/client-s3";
import {
  type Environment,
  environmentProblems,
  type Settings,
  settingsOf,
  stateLocation,
} from "../../lib/environment";
import { writeJson } from "../../lib/json";
import { runTerraform } from "../terraform";
import { checkAccount, lookAtBucket } from "./bucket";
import { BOOTSTRAP_KEY, writeBootstrapRoot } from "./stack";

export interface BootstrapOptions {
  /** Environment variables for Terraform (from terraformEnvironment). */
  readonly env: NodeJS.ProcessEnv;
  /** Folder of the synthesized modules: `terraform/modules`. */
  readonly modules: string;
  /** Working folder; holds the state until the bucket does. */
  readonly folder: string;
  /** Shows what Terraform says. Default: false. */
  readonly stream?: boolean;
}

/**
 * Makes what an environment's state needs: bucket, lock table, key and workspace. Terraform makes it, first with its
 * state beside itself, then moves that state into the new bucket. Running it again changes nothing, or finishes what
 * an interrupted run began. Environments of one account and region share one backend.
 */
export async function bootstrap(name: string, values: Environment, options: BootstrapOptions): Promise<void> {
  const problems = environmentProblems(name, values);
  if (problems.length > 0) throw new Error(problems.join("\n"));
  const root = path.join(options.modules, "..", "envs", name);
  const settings = withAbsolutePaths(settingsOf(values), root);
  const { bucket } = stateLocation(settings);
  const { modules, folder } = options;
  fs.mkdirSync(folder, { recursive: true });
  const localState = path.join(folder, "terraform.tfstate");
  const terraform = (...args: string[]) =>
    runTerraform(args, { cwd: folder, env: options.env, stream: options.stream });

  const client = clientConfig(settings);
  await checkAccount(name, settings.account, client);
  const found = await lookAtBucket(name, bucket, settings.account, BOOTSTRAP_KEY, client);
  // A state beside the root means that an earlier run did not come to its end.
  const unfinished = fs.existsSync(localState);
  if (found === "empty" && !unfinished) {
    throw new Error(
      `envs/${name}: the bucket ${bucket} exists in account ${settings.account}, but no bootstrap made it (it holds no ` +
        `${BOOTSTRAP_KEY}). Give state.bucket another name in envs/${name}.ts; or, if its contents may go, delete it.`,
    );
  }
  if (found === "bootstrapped") {
    writeBootstrapRoot(name, folder, modules, settings, true);
    await terraform("init", "-reconfigure");
    await terraform("apply", "-auto-approve");
  } else {
    writeBootstrapRoot(name, folder, modules, settings, false);
    await terraform("init", "-reconfigure");
    await terraform("apply", "-auto-approve");
    writeBootstrapRoot(name, folder, modules, settings, true);
    await terraform("init", "-migrate-state", "-force-copy");
  }
  fs.rmSync(localState, { force: true });
  fs.rmSync(`${localState}.backup`, { force: true });
  await createWorkspace(
    name,
    options,
    JSON.parse(fs.readFileSync(path.join(folder, "main.tf.json"), "utf8")) as Root,
  );
}

interface Root {
  readonly terraform: { readonly backend: { readonly s3: object } };
}

/** Creates the environment's workspace, from a root that has nothing but the backend. */
async function createWorkspace(
  name: string,
  { env, folder, stream }: BootstrapOptions,
  root: Root,
): Promise<void> {
  const cwd = path.join(folder, "workspace");
  const s3 = { ...root.terraform.backend.s3, key: "terraform.tfstate" };
  writeJson(path.join(cwd, "main.tf.json"), { terraform: { backend: { s3 } } });
  await runTerraform(["init", "-reconfigure"], { cwd, env, stream });
  await runTerraform(["workspace", "select", "-or-create", name], { cwd, env, stream });
}

/** The settings with the paths of AWS's files made absolute: the environment's root module is what they start from. */
function withAbsolutePaths(settings: Settings, root: string): Settings {
  const absolute = (files?: readonly string[]) => files?.map((file) => path.resolve(root, file));
  return {
    ...settings,
    sharedConfigFiles: absolute(settings.sharedConfigFiles),
    sharedCredentialsFiles: absolute(settings.sharedCredentialsFiles),
  };
}

/** The SDK's way to the same AWS that the environment's provider uses. It takes files and profile from variables only. */
function clientConfig(settings: Settings): S3ClientConfig {
  const { profile, sharedConfigFiles, sharedCredentialsFiles } = settings;
  if (sharedConfigFiles?.[0]) process.env["AWS_CONFIG_FILE"] = sharedConfigFiles[0];
  if (sharedCredentialsFiles?.[0]) process.env["AWS_SHARED_CREDENTIALS_FILE"] = sharedCredentialsFiles[0];
  if (profile) process.env["AWS_PROFILE"] = profile;
  return { region: stateLocation(settings).region };
}
