import { spawn } from "node:child_process";
import { once } from "node:events";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { CreateBucketCommand, GetBucketPolicyCommand, GetObjectCommand, S3Client } from "@aws-sdk/client-s3";
import local from "../../envs/local";
import type { Environment } from "../../app/environment";
import { stateWrites } from "../../modules/ci-access/state";
import { bootstrap } from "../../tools/bootstrap/index";
import { cdktf } from "../../tools/local/cdktf";
import {
  LOCAL_ACCOUNT,
  profileFiles,
  startLocalCloud,
  stopLocalCloud,
  withoutAwsVariables,
} from "../../tools/local-cloud";
import { makePrerequisites } from "../../tools/local/prerequisites";
import { findTerraform, ProgramError, runTerraform, terraformEnvironment } from "../../tools/terraform";
import { RecordedCalls } from "../iam/calls";
import { temporaryFolder } from "../lib/example";
import { type Inputs, plannedAddresses } from "./addresses";
import { lackedBy, unreachable } from "./ci-rights";
import { holdings, silent, taskDefinitionFamilies } from "./holdings";
import { expectRestart, MedplumServer, restartedOn, startsAsDeployed } from "./medplum-server";
import { canonical, type Plan, stateOf } from "./plan";
import { writePlainRoot } from "./plain-root";
import { trialProject } from "./project";
import { exceptions, secretsIn, secretValues } from "./secrets";
import { addressesOf, type State } from "./state";
import { cloudWithBucketOfSomebodyElse } from "./stranger";
import { upgradesByCommand } from "./upgrade";
import { servesTheWebApp } from "./web-app";

// The life of an environment, from an empty account to an empty account, in order: each test goes on where the one before
// it ended. It is envs/local in a local cloud of its own, deployed as users do it: by the bootstrap command and by cdktf.

const MINUTE = 60_000;
jest.setTimeout(20 * MINUTE);

const scratch = temporaryFolder();
const directory = path.join(scratch, "cloud");
const project = trialProject(path.join(scratch, "project"), "local");
const bucket = `terraform-state-${LOCAL_ACCOUNT}-us-east-1`;
const { config, credentials } = profileFiles(directory);
const disabled = { disabled: { reason: "REDCap and the web app have theirs" } };
const values: Environment = {
  ...local,
  // As production has it, so that both ways of locking are exercised.
  state: { lock: "both" },
  sharedConfigFiles: [config],
  sharedCredentialsFiles: [credentials],
  medplum: {
    ...local.medplum!,
    // A setting that the server has a default for, so that it can be changed.
    settings: { maxBatchSize: "60mb" },
    // One firewall for each scope is enough: they take the provider longer than all the rest, in each of a dozen commands.
    firewall: { api: disabled, storage: disabled },
  },
};

/** What Terraform calls, for which the roles of ci-access must have rights. */
const calls = new RecordedCalls(path.join(scratch, "calls"));

let env: NodeJS.ProcessEnv;
let url: string;
let s3: S3Client;
const cloud = () => ({ url, region: "us-east-1" });
/** Medplum's: the server's and its workers'. */
const services = ["medplum-local", "medplum-local-jobs"];

const terraform = (args: readonly string[], cwd = project.root, more: NodeJS.ProcessEnv = {}) =>
  runTerraform(args, { cwd, env: { ...env, ...more }, timeoutMs: 15 * MINUTE, allowedExitCodes: [0, 2] });
const failure = async (work: Promise<unknown>): Promise<string> => {
  const error: unknown = await work.then(
    () => new Error("it succeeded"),
    (reason: unknown) => reason,
  );
  return error instanceof ProgramError ? error.stdout + error.stderr : (error as Error).message;
};
const text = async (Key: string): Promise<string> => {
  const { Body } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key }));
  return Body!.transformToString();
};
const stateKey = "envs/local/terraform.tfstate";
const state = async (Key = stateKey) => JSON.parse(await text(Key)) as State;

const bootstrapFolder = path.join(scratch, "bootstrap");
const runBootstrap = (environment: Environment = values, more: NodeJS.ProcessEnv = {}) =>
  bootstrap("local", environment, {
    env: { ...env, ...more },
    modules: project.modules,
    folder: bootstrapFolder,
  });

/** What Medplum's tasks restarted on last, before a setting changes. */
let fingerprints: string[];

/** The account before anything is deployed: what a hospital has, and the state backend. */
let before: Awaited<ReturnType<typeof holdings>>;

beforeAll(async () => {
  env = await terraformEnvironment({ env: withoutAwsVariables() });
  const recording = { ...withoutAwsVariables(), LOCAL_CLOUD_CALLS: calls.file };
  ({ url } = await startLocalCloud({ directory, env: recording }));
  const account = { accessKeyId: LOCAL_ACCOUNT, secretAccessKey: "local" };
  s3 = new S3Client({ endpoint: url, region: "us-east-1", credentials: account, forcePathStyle: true });
  await makePrerequisites(url);
  project.write(values);
  await cdktf(["synth"], { cwd: project.folder, env });
}, 5 * MINUTE);
afterAll(() => stopLocalCloud({ directory }), MINUTE);

describe("bootstrap", () => {
  test("refuses credentials of another account", async () => {
    await expect(runBootstrap({ ...values, account: "999988887777" })).rejects.toThrow(
      `envs/local: account is 999988887777, but the credentials belong to ${LOCAL_ACCOUNT}. Use credentials of ` +
        "999988887777, or correct its account.",
    );
    expect(fs.readdirSync(bootstrapFolder)).toEqual([]);
  });

  test("refuses a bucket that somebody else owns, and one that no bootstrap made", async () => {
    await s3.send(new CreateBucketCommand({ Bucket: "in-use" }));
    const stranger = await cloudWithBucketOfSomebodyElse(url, "taken", path.join(scratch, "stranger"));
    await expect(runBootstrap({ ...values, ...stranger, state: { bucket: "taken" } })).rejects.toThrow(
      `envs/local: the bucket taken exists, but not as a bucket of account ${LOCAL_ACCOUNT} in us-east-1 that these ` +
        "credentials may read: bucket names are unique across AWS. Set state.bucket to another name in envs/local.ts.",
    );
    await expect(runBootstrap({ ...values, state: { bucket: "in-use" } })).rejects.toThrow(
      `envs/local: the bucket in-use exists in account ${LOCAL_ACCOUNT}, but no bootstrap created it`,
    );
    expect(fs.readdirSync(bootstrapFolder)).toEqual([]);
  });

  test("that is interrupted before the state has moved into the bucket is finished by the next one", async () => {
    // A Terraform that dies where the state is to be moved.
    const { command } = await findTerraform(env);
    const dying = path.join(scratch, "terraform");
    const script = `#!/bin/sh\ncase "$*" in *-migrate-state*) exit 1;; esac\nexec ${command} "$@"\n`;
    fs.writeFileSync(dying, script, { mode: 0o755 });
    expect(await failure(runBootstrap(values, { TERRAFORM_BINARY_NAME: dying }))).not.toBe("it succeeded");
    expect(fs.existsSync(path.join(bootstrapFolder, "terraform.tfstate"))).toBe(true);

    await runBootstrap();
    expect(fs.existsSync(path.join(bootstrapFolder, "terraform.tfstate"))).toBe(false);
    expect((await state("state-backend.tfstate")).resources.length).toBeGreaterThan(8);
  });

  test("changes nothing when it is run again", async () => {
    const [resources, held] = [(await state("state-backend.tfstate")).resources, await holdings(url)];
    await runBootstrap();
    expect((await state("state-backend.tfstate")).resources).toEqual(resources);
    expect(await holdings(url)).toEqual(held);
  });
});

describe("a deployment", () => {
  test("by cdktf; meanwhile a second apply is refused, which names the holder, and so is another workspace", async () => {
    before = await holdings(url);
    calls.skip();
    const second = path.join(path.dirname(project.root), "second");
    fs.cpSync(project.root, second, { recursive: true });
    await terraform(["init"], second);

    const deployment = cdktf(["deploy", "envs/local", "--auto-approve", "--terraform-parallelism=30"], {
      cwd: project.folder,
      env,
    });
    try {
      const holder = await lockOf("OperationTypeApply", deployment);
      const refused = await failure(terraform(["apply", "-auto-approve"], second));
      expect(refused).toContain("Error acquiring the state lock");
      expect(refused.replace(/ +/g, " ")).toContain(`Who: ${holder.Who}`);
      expect(holder.Who).toContain(`@${os.hostname()}`);

      const other = await failure(terraform(["plan", "-refresh=false"], second, { TF_WORKSPACE: "other" }));
      expect(other.replace(/\s+/g, " ")).toContain(
        "envs/local belongs to the workspace local, but the selected one is other. Run terraform workspace select local, " +
          "or set TF_WORKSPACE=local.",
      );
    } finally {
      await deployment;
    }
  });

  test("takes no right but what the apply role of ci-access has, at the ARNs of what it made", async () => {
    const called = calls.next();
    expect(called.length).toBeGreaterThan(250);
    expect(lackedBy("apply", called)).toEqual([]);
    const known = { name: ["redcap-local", "medplum-local"], path: ["/medplum/medplum-local/"] };
    expect(unreachable(await state(), known)).toEqual([]);
  });

  test.each(["redcap", "medplum"] as const)(
    "makes what the plan of the modules' skeletons says of %s, so that these can speak for addresses",
    async (application) => {
      const call = `module.${application}.`;
      const made = addressesOf(await state()).filter((address) => address.startsWith(call));
      const { local: planned } = await plannedAddresses(
        application,
        { local: values[application] as Inputs },
        env,
      );
      expect(made.map((address) => address.slice(call.length))).toEqual(planned);
    },
  );

  test("is taken over by plain Terraform: a root in HCL with the same values has the same addresses, and nothing to change; ci-access has the rights", async () => {
    const plain = path.join(path.dirname(project.root), "plain");
    writePlainRoot(project.root, plain);
    expect(fs.readdirSync(plain)).toEqual(["main.tf"]);
    await terraform(["init"], plain, { TF_WORKSPACE: "local" });
    calls.skip();
    const { stdout } = await terraform(["plan"], plain, { TF_WORKSPACE: "local" });
    expect(stdout).toContain("No changes. Your infrastructure matches the configuration.");
    const called = calls.next();
    expect(lackedBy("drift", called)).toEqual([]);
    // The plan role locks nothing, and reads no secret: pull requests plan without refreshing.
    const beyondLocks = lackedBy("plan", called).filter((action) => !stateWrites.includes(action));
    expect(beyondLocks).toEqual(["secretsmanager:GetSecretValue"]);
  });

  test("leaves no secret in any state, but for the keys that an application accepts nothing else than", async () => {
    expect(await secretsIn(url, await text(stateKey), await state())).toEqual(exceptions);
    expect(
      await secretsIn(url, await text("state-backend.tfstate"), await state("state-backend.tfstate")),
    ).toEqual([]);
  });

  test("shows in every list by which its destruction is judged, but for what these small applications have not", async () => {
    const held = await holdings(url);
    const unchanged = Object.keys(before).filter((list) => held[list] === before[list]);
    expect(unchanged.filter((list) => !silent.includes(list))).toEqual([]);
  });

  test("keeps everybody but GuardDuty and AWS Backup from Medplum's files until they are tagged as clean", async () => {
    const Bucket = `medplum-local-files-${LOCAL_ACCOUNT}-us-east-1`;
    const { Policy } = await s3.send(new GetBucketPolicyCommand({ Bucket }));
    const { Statement } = JSON.parse(Policy!) as { Statement: { Sid: string }[] };
    expect(Statement.find(({ Sid }) => Sid === "OnlyTaggedAsGood")).toMatchObject({
      Effect: "Deny",
      Principal: "*",
      Action: ["s3:GetObject", "s3:GetObjectVersion"],
      Condition: {
        ArnNotEquals: {
          "aws:PrincipalArn": ["malware-plan", "backup", "restore"].map(
            (role) => `arn:aws:iam::${LOCAL_ACCOUNT}:role/medplum-local-us-east-1-${role}`,
          ),
        },
        StringNotEquals: { "s3:ExistingObjectTag/GuardDutyMalwareScanStatus": ["NO_THREATS_FOUND"] },
      },
    });
  });

  test("changes with a value of each application what that value means, and nothing else", async () => {
    fingerprints = await restartedOn(cloud(), services);
    project.write({
      ...values,
      redcap: { ...values.redcap!, logRetentionDays: 731 },
      medplum: { ...values.medplum!, settings: { maxBatchSize: "80mb" } },
    });
    await cdktf(["synth"], { cwd: project.folder, env });
    await terraform(["plan", "-out=change.tfplan"]);
    const { stdout } = await terraform(["show", "-json", "change.tfplan"]);
    const plan = JSON.parse(stdout) as Plan;
    // An environment's Auto Scaling group is looked up again with every change of the environment.
    const changed = plan.resource_changes.filter(
      ({ change }) => !["no-op", "read"].includes(change.actions.join()),
    );
    const redcap = changed.filter(({ address }) => address.startsWith("module.redcap."));
    expect(
      [...new Set(redcap.map(({ type, change }) => [type, ...change.actions].join(" ")))].sort(),
    ).toEqual(["aws_cloudwatch_log_group update", "aws_elastic_beanstalk_environment update"]);
    for (const { change } of redcap) {
      const [old, next] = [change.before, change.after].map(canonical);
      // Whole values only: a random id can have these digits within.
      expect(next!.replace(/(?<=:"?)731(?="?[,}])/g, "365")).toBe(old!);
    }
    expectRestart(
      changed.filter((change) => !redcap.includes(change)),
      { maxBatchSize: ["60mb", "80mb"] },
    );
    expect(await secretsIn(url, stdout, stateOf(plan))).toEqual(exceptions);
    const shown = await terraform(["show", "change.tfplan"]);
    expect((await secretValues(url)).filter((secret) => shown.stdout.includes(secret))).toEqual([]);
  });

  test("whose Terraform is killed half-way leaves a lock, and the apply after it converges", async () => {
    const { command } = await findTerraform(env);
    const child = spawn(command, ["apply", "-no-color", "-parallelism=1", "change.tfplan"], {
      cwd: project.root,
      env,
      stdio: ["ignore", "pipe", "inherit"],
      detached: true,
    });
    const exit = once(child, "exit");
    let said = "";
    for await (const part of child.stdout.setEncoding("utf8")) {
      said += part as string;
      if (said.includes("Modifications complete")) break;
    }
    // The whole group: Terraform's providers do not notice that it is gone.
    process.kill(-child.pid!, "SIGKILL");
    await exit;

    const refused = await failure(terraform(["apply", "-auto-approve"]));
    const id = /ID: +([0-9a-f-]{36})/.exec(refused)![1]!;
    await terraform(["force-unlock", "-force", id]);
    const { stdout } = await terraform(["apply", "-auto-approve", "-parallelism=30"]);
    expect(stdout).toMatch(/Apply complete! Resources: [0-2] added, [1-9]\d* changed, [0-2] destroyed/);
    const plan = await terraform(["plan", "-detailed-exitcode"]);
    expect(plan).toMatchObject({ exitCode: 0, stdout: expect.stringContaining("No changes.") as string });
    // New tasks, since a setting has changed.
    const changed = await restartedOn(cloud(), services);
    expect(changed.filter((fingerprint, i) => fingerprint !== fingerprints[i])).toHaveLength(2);
  });

  servesTheWebApp("local", { values, root: project.root, url: () => url, env: () => env });

  upgradesByCommand("local", { project, values, services, cloud, env: () => env });

  describe("of Medplum's server, by a program that reads its configuration as the server does", () => {
    let server: MedplumServer;
    beforeAll(async () => {
      server = await MedplumServer.open(cloud(), "medplum-local");
    }, 5 * MINUTE);
    afterAll(() => server?.close(), MINUTE);
    startsAsDeployed(() => server, { maxBatchSize: "80mb" });
  });

  test("is gone without a trace when it is destroyed, but for revisions of task definitions", async () => {
    calls.skip();
    await terraform(["destroy", "-auto-approve", "-refresh=false", "-parallelism=30"]);
    expect(lackedBy("apply", calls.next())).toEqual([]);
    expect(await holdings(url)).toEqual(before);
    expect(await taskDefinitionFamilies(url)).toEqual(services);
  });
});

/** Waits until somebody holds the lock for an operation. */
async function lockOf(operation: string, work: Promise<unknown>): Promise<{ Who: string }> {
  let ended = false;
  work.then(
    () => (ended = true),
    () => (ended = true),
  );
  while (!ended) {
    const lock = JSON.parse(await text("envs/local/terraform.tfstate.tflock").catch(() => "{}")) as {
      Operation?: string;
      Who: string;
    };
    if (lock.Operation === operation) return lock;
    await sleep(200);
  }
  throw new Error("the deployment ended without a lock");
}
