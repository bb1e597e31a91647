import * as fs from "node:fs";
import * as path from "node:path";
import { stateLocation } from "../../app/backend";
import { type Environment, environmentProblems } from "../../app/environment";
import { type Settings, settingsOf } from "../../app/settings";
import { writeJson } from "../../lib/json";
import { withAccess } from "../support/aws-access";
import { runTerraform } from "../terraform";
import { lookAtBucket } from "./bucket";
import { BOOTSTRAP_KEY, writeBootstrapRoot } from "./stack";
import { type BackendState, contentsOf, keyOf, lockTableOf, logBucketOf, stateIn } from "./state";

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
 * Makes what an environment's state needs: bucket, lock table, key, access logs and workspace. Terraform makes it, first with its
 * state next to itself, then moves that state into the new bucket. Running it again changes nothing, or finishes what
 * an interrupted run began. Environments of one account and region share one backend.
 */
export async function bootstrap(name: string, values: Environment, options: BootstrapOptions): Promise<void> {
  const problems = environmentProblems(name, values);
  if (problems.length > 0) throw new Error(problems.join("\n"));
  const root = path.join(options.modules, "..", "envs", name);
  const settings = withAbsolutePaths(settingsOf(values), root);
  const { bucket, region } = stateLocation(settings);
  const { modules, folder } = options;
  // The state in it is nobody else's business; a folder of an earlier version may be open.
  fs.mkdirSync(folder, { recursive: true, mode: 0o700 });
  fs.chmodSync(folder, 0o700);
  const localState = path.join(folder, "terraform.tfstate");
  const terraform = (...args: string[]) =>
    runTerraform(args, { cwd: folder, env: options.env, stream: options.stream });

  const found = await withAccess({ label: `envs/${name}`, settings, root, env: options.env }, () =>
    lookAtBucket(name, bucket, settings.account, BOOTSTRAP_KEY, { region }),
  );
  // A state next to the root means that an earlier run did not finish.
  const unfinished = stateIn(localState);
  if (found === "foreign" && !unfinished) {
    throw new Error(
      `envs/${name}: the bucket ${bucket} exists in account ${settings.account}, but no bootstrap created it (it has no ` +
        `${BOOTSTRAP_KEY}). Set state.bucket to another name in envs/${name}.ts; or, if a bootstrap was interrupted elsewhere, ` +
        `run it again where its .cache/bootstrap is.`,
    );
  }
  const stored = typeof found === "object" ? (JSON.parse(found.state) as BackendState) : undefined;
  if (stored && unfinished) refuseAnother(name, unfinished, stored, bucket, localState);
  refuseChange(name, settings, stored ?? unfinished);
  // Terraform would ask whether to move it.
  if (stored) forget(localState);

  // What earlier runs left: a selected workspace, and the checksums of providers that came from elsewhere.
  fs.rmSync(path.join(folder, ".terraform", "environment"), { force: true });
  fs.rmSync(path.join(folder, ".terraform.lock.hcl"), { force: true });
  if (stored) {
    writeBootstrapRoot(name, folder, modules, settings, { remote: true });
    await terraform("init", "-reconfigure");
    await terraform("apply", "-auto-approve");
  } else {
    const tableIsNew = !unfinished || lockTableOf(unfinished) === undefined;
    writeBootstrapRoot(name, folder, modules, settings, { remote: false, tableIsNew });
    await terraform("init", "-reconfigure");
    await terraform("apply", "-auto-approve");
    writeBootstrapRoot(name, folder, modules, settings, { remote: true });
    await terraform("init", "-migrate-state", "-force-copy");
  }
  forget(localState);
  await createWorkspace(
    name,
    options,
    JSON.parse(fs.readFileSync(path.join(folder, "main.tf.json"), "utf8")) as Root,
  );
}

function forget(state: string): void {
  for (const file of [state, `${state}.backup`]) fs.rmSync(file, { force: true });
}

/** Two states of one backend: the one that is left over may know things that nothing else knows. */
function refuseAnother(
  name: string,
  unfinished: BackendState,
  stored: BackendState,
  bucket: string,
  file: string,
): void {
  const contents = contentsOf(unfinished);
  if (unfinished.lineage === stored.lineage || contents.length === 0) return;
  throw new Error(
    [
      `envs/${name}: an earlier bootstrap did not finish, and meanwhile another one created ${bucket}. Only ${file} lists`,
      ...contents.map((line) => `  ${line}`),
      `Delete from the account and region whichever of these the bucket does not use, then that file, and run bootstrap again.`,
    ].join("\n"),
  );
}

/** Lock table, key and log bucket are every environment's that uses the bucket: with another one Terraform would replace them. */
function refuseChange(name: string, settings: Settings, state: BackendState | undefined): void {
  if (!state) return;
  const { bucket, lockTable, logs: wanted } = stateLocation(settings);
  const [table, key, logs] = [lockTableOf(state), keyOf(state), logBucketOf(state)];
  const given = settings.state.kmsKeyArn ?? "own";
  const problems: string[] = [];
  if (table !== undefined && table !== lockTable) {
    problems.push(
      `envs/${name}: state.lockTable is ${lockTable}, but the lock table of ${bucket} is ${table}, for every environment ` +
        `there. Set state.lockTable to "${table}" in envs/${name}.ts.`,
    );
  }
  if (key !== undefined && key !== given) {
    problems.push(
      `envs/${name}: state.kmsKeyArn is ${settings.state.kmsKeyArn ?? "not set"}, but ${bucket} has ` +
        `${key === "own" ? "a key of its own" : `the key ${key}`}, for every environment there. ` +
        `${key === "own" ? "Leave state.kmsKeyArn out of" : `Set state.kmsKeyArn to "${key}" in`} envs/${name}.ts.`,
    );
  }
  if (logs !== undefined && (logs.name !== wanted.name || logs.own !== wanted.own)) {
    const here = logs.own
      ? `state.logBucket to { bucketName: "${logs.name}" }`
      : `state.existingLogBucket to { name: "${logs.name}" }`;
    problems.push(
      `envs/${name}: state.${wanted.own ? "logBucket" : "existingLogBucket"} is ${wanted.name}, but the access logs of ${bucket} go to ` +
        `${logs.name}, ${logs.own ? "which bootstrap made" : "an existing bucket"}, for every environment there. Set ${here} in envs/${name}.ts` +
        `${logs.own === wanted.own ? "" : ` instead of state.${wanted.own ? "logBucket" : "existingLogBucket"}`}.`,
    );
  }
  if (problems.length > 0) throw new Error(problems.join("\n"));
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
  // Terraform would ask what to do about a selected workspace that is gone.
  fs.rmSync(path.join(cwd, ".terraform"), { recursive: true, force: true });
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
