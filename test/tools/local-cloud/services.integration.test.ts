import { createWriteStream, cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { pipeline } from "node:stream/promises";
import { ZipFile } from "yazl";
import {
  type LocalCloud,
  startLocalCloud,
  stopLocalCloud,
  withoutAwsVariables,
} from "../../../tools/local-cloud";
import { runProgram, terraformEnvironment } from "../../../tools/terraform";
import { call, callJson } from "./aws-call";

// The proof of every service: the real Terraform and provider deploy services/*.tf, would then change nothing, and remove all of it.
// Nothing but the profile leads them to the local cloud: no variable, no endpoint in the configuration.

const MINUTE = 60_000;
jest.setTimeout(10 * MINUTE);

// The root finds the profile at ../cloud, as an environment of the project finds it by a relative path.
const scratch = mkdtempSync(path.join(tmpdir(), "local-cloud-services-"));
const directory = path.join(scratch, "cloud");
const root = path.join(scratch, "root");
let cloud: LocalCloud;

async function terraform(...args: string[]): Promise<{ exitCode: number; stdout: string }> {
  // Keys that a developer's shell holds must not matter: a profile that is named in the configuration outranks them.
  const keys = { AWS_ACCESS_KEY_ID: "AKIAIOSFODNN7EXAMPLE", AWS_SECRET_ACCESS_KEY: "somebody's" };
  const env = await terraformEnvironment({ env: { ...withoutAwsVariables(), ...keys } });
  return runProgram("terraform", [...args, "-no-color", "-input=false"], {
    cwd: root,
    env,
    timeoutMs: 6 * MINUTE,
    allowedExitCodes: args[0] === "plan" ? [0, 2] : [0],
  });
}

async function json(service: string, target: string, body: object): Promise<unknown> {
  const answer = await callJson(cloud.url, service, target, body);
  expect(answer).toHaveProperty("status", 200);
  return JSON.parse(answer.body);
}

/** What the local cloud holds, by service: ARNs of all that is tagged, and what the tagging API does not know. */
async function holdings(): Promise<Record<string, number>> {
  const filter = { TagFilters: [{ Key: "ManagedBy", Values: ["terraform"] }], ResourcesPerPage: 100 };
  const arns: string[] = [];
  for (let token = ""; ;) {
    const page = (await json("tagging", "ResourceGroupsTaggingAPI_20170126.GetResources", {
      ...filter,
      ...(token && { PaginationToken: token }),
    })) as { ResourceTagMappingList: { ResourceARN: string }[]; PaginationToken?: string };
    arns.push(...page.ResourceTagMappingList.map((resource) => resource.ResourceARN));
    token = page.PaginationToken ?? "";
    if (!token) break;
  }
  const counts: Record<string, number> = {};
  for (const arn of arns) {
    // As on AWS, a key waits 30 days for its deletion, a deleted NAT gateway stays visible for an hour, and what is deleted in ECS is
    // INACTIVE for a while, revisions of task definitions for good.
    if (/:kms:|:natgateway\/|:ecs:/.test(arn)) continue;
    const service = arn.split(":")[2] as string;
    counts[service] = (counts[service] ?? 0) + 1;
  }
  const beanstalk = (Action: string) =>
    call(cloud.url, "elasticbeanstalk", "2010-12-01", { Action, IncludeDeleted: "false" });
  for (const [what, element] of [
    ["Applications", "ApplicationName"],
    ["Environments", "EnvironmentName"],
  ]) {
    const { body } = await beanstalk(`Describe${what}`);
    const count = body.split(`<${element}>`).length - 1;
    if (count > 0) counts[`beanstalk ${what}`] = count;
  }
  return counts;
}

beforeAll(async () => {
  cloud = await startLocalCloud({ directory, env: withoutAwsVariables() });
  cpSync(path.join(__dirname, "services"), root, { recursive: true });
  const zip = new ZipFile();
  zip.addBuffer(Buffer.from("exports.handler = async () => ({});\n"), "index.js", {
    mtime: new Date(0),
  });
  zip.end();
  await pipeline(zip.outputStream, createWriteStream(path.join(root, "function.zip")));

  const bucket = await fetch(`${cloud.url}/services-state`, { method: "PUT" });
  expect(bucket).toHaveProperty("status", 200);
  await json("dynamodb", "DynamoDB_20120810.CreateTable", {
    TableName: "services-state-lock",
    KeySchema: [{ AttributeName: "LockID", KeyType: "HASH" }],
    AttributeDefinitions: [{ AttributeName: "LockID", AttributeType: "S" }],
    BillingMode: "PAY_PER_REQUEST",
  });
});
afterAll(async () => {
  await stopLocalCloud({ directory });
  rmSync(scratch, { recursive: true, force: true });
});

test("every service that the modules use can be deployed, stays as deployed, and can be removed without a trace", async () => {
  await terraform("init");
  await terraform("apply", "-auto-approve", "-parallelism=30");

  const plan = await terraform("plan", "-detailed-exitcode");
  expect({ ...plan, stderr: "" }).toEqual({
    exitCode: 0,
    stdout: expect.stringContaining("No changes."),
    stderr: "",
  });

  const deployed = await holdings();
  expect(deployed).toMatchObject({ "beanstalk Applications": 1, "beanstalk Environments": 2 });
  expect(deployed.ec2).toBeGreaterThan(10);
  expect(deployed.rds).toBeGreaterThan(5);
  expect(deployed.s3).toBe(3);

  await terraform("destroy", "-auto-approve", "-parallelism=30", "-refresh=false");
  expect(await holdings()).toEqual({});
});
