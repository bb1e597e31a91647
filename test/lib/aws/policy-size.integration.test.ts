import * as fs from "node:fs";
import * as path from "node:path";
import { CreateBucketCommand, PutBucketPolicyCommand, S3Client } from "@aws-sdk/client-s3";
import type { ModuleDefinition } from "../../../lib/module";
import { writeModule } from "../../../lib/module-folder";
import { requiredProviders } from "../../../lib/provider-requirement";
import { BotRuntime } from "../../../modules/bot-runtime";
import { DatabaseProxy } from "../../../modules/database-proxy";
import { Email } from "../../../modules/email";
import { EncryptionKey } from "../../../modules/encryption-key";
import { FargateService } from "../../../modules/fargate-service";
import { FileStorage } from "../../../modules/file-storage";
import { LogBucket } from "../../../modules/log-bucket";
import { MalwareScan } from "../../../modules/malware-scan";
import { SourceBundle } from "../../../modules/source-bundle";
import { initTerraform, type ProgramError, runTerraform } from "../../../tools/terraform";
import { cloudOf } from "../../iam/cloud";
import { good as proxy } from "../../modules/database-proxy/cases";
import { good as service } from "../../modules/fargate-service/base";
import { inLocalCloud } from "../../modules/local-cloud";
import { argumentsOf, type Inputs } from "../../modules/synthesis";
import { call, callJson, element } from "../../tools/local-cloud/aws-call";
import { temporaryFolder } from "../example";

const environment = inLocalCloud();
const key = "arn:aws:kms:us-east-1:123456789012:key/11111111-2222-3333-4444-555555555555";

/** As many entries, by a name each. */
const many = (count: number, entry: (i: number) => string): Record<string, string> =>
  Object.fromEntries(Array.from({ length: count }, (_, i) => [`n${i}`, entry(i)]));
const distributions = (count: number) =>
  many(count, (i) => `arn:aws:cloudfront::123456789012:distribution/E${1_000_000_000_000 + i}`);
const secrets = (count: number) =>
  many(
    count,
    (i) => `arn:aws:secretsmanager:us-east-1:123456789012:secret:a/${"long".repeat(10)}/${i}-AbCdEf`,
  );
const statement = {
  Effect: "Allow",
  Action: "s3:GetObject",
  Resource: `arn:aws:s3:::files/${"x".repeat(900)}`,
};
const long = JSON.stringify({
  Version: "2012-10-17",
  Statement: Array.from({ length: 11 }, () => statement),
});

/** Inputs that every rule allows, and no policy holds: by module, with what the plan says of them. */
const tooMuch = [
  [BotRuntime, { name: "bots", functionNamePrefix: "bot-", policies: { long } }, "policies must be shorter"],
  [DatabaseProxy, { ...proxy, secretArns: secrets(120) }, "secret_arns must have fewer secrets"],
  [
    Email,
    {
      name: "demo",
      domain: "example.edu",
      zone: { id: "Z0123456789ABCDEFGHIJ" },
      kmsKeyArn: key,
      transport: "smtp",
      fromAddresses: Object.values(many(60, (i) => `department-of-research-${i}@example.edu`)),
    },
    "from_addresses must be fewer or shorter",
  ],
  [
    EncryptionKey,
    { name: "demo", description: "Demo", cloudfront: { distributionArns: distributions(600) } },
    "service_principals, service",
  ],
  [FargateService, { ...service, taskPolicies: [long] }, "task_policies must be shorter"],
  [
    FargateService,
    { ...service, name: "secrets", secrets: secrets(120) },
    "The secrets, keys and ECR repositories",
  ],
  [
    FileStorage,
    { name: "demo", kmsKeyArn: key, distributionArns: distributions(500) },
    "distribution_arns, replica_sources",
  ],
  [
    FileStorage,
    {
      name: "client",
      kmsKeyArn: key,
      accessKeyUser: true,
      clientVpcIds: Object.values(many(80, (i) => `vpc-${String(i).padStart(17, "0")}`)),
    },
    "client_vpc_ids must have fewer VPCs.",
  ],
  [
    LogBucket,
    {
      name: "demo",
      loadBalancerPrefixes: Object.values(many(200, (i) => `load-balancer-of-department-${i}`)),
    },
    "load_balancer_prefixes and trails must",
  ],
  [
    MalwareScan,
    {
      name: "files",
      bucketName: "files-123456789012",
      bucketKmsKeyArn: key,
      kmsKeyArn: key,
      guardduty: {},
      distributionArns: distributions(500),
    },
    "distribution_arns must have fewer distributions",
  ],
  [
    SourceBundle,
    {
      name: "demo",
      targetBucket: "demo-bundles",
      kmsKeyArn: key,
      redcapSource: { kind: "s3", bucket: "demo-sources", key: "redcap16.0.18.zip" },
      sourceKmsKeyArns: Object.values(many(150, (i) => `${key.slice(0, -4)}${1000 + i}`)),
    },
    "source_kms_key_arns must have fewer keys",
  ],
] as const;

test("a plan stops at what AWS would refuse in the middle of the apply, and says which inputs make it so long", async () => {
  const folder = temporaryFolder();
  const cwd = path.join(folder, "root");
  fs.mkdirSync(cwd);
  const modules = tooMuch.map(([module]) => module.definition as unknown as ModuleDefinition);
  for (const module of new Set(modules)) writeModule(module, folder);
  writeModule(FargateService.definition as unknown as ModuleDefinition, folder);
  const calls = tooMuch.map(([module, inputs], i) => [
    `m${i}`,
    { source: `../modules/${module.definition.name}`, ...argumentsOf(module as never, inputs as Inputs) },
  ]);
  fs.writeFileSync(
    path.join(cwd, "main.tf.json"),
    JSON.stringify(
      {
        terraform: { required_providers: requiredProviders(modules.flatMap(({ providers }) => providers)) },
        provider: { aws: { region: "us-east-1" } },
        module: Object.fromEntries(calls) as object,
      },
      null,
      1,
    ),
  );
  const terraform = (...args: string[]) => runTerraform(args, { cwd, env: environment() });
  await initTerraform({ cwd, env: environment() });
  const failure = (await terraform("plan", "-no-color").catch((error: unknown) => error)) as ProgramError;
  const said = failure.stderr.replace(/[\s│]+/g, " ");
  const unsaid = tooMuch.map(([, , message]) => message).filter((message) => !said.includes(message));
  expect([unsaid, unsaid.length > 0 ? said.slice(0, 3000) : ""]).toEqual([[], ""]);
  expect(said).toContain("AWS takes 2048 characters for all inline policies of the user; these would have");
}, 300_000);

describe("the local cloud refuses, as AWS does,", () => {
  const url = () => cloudOf(environment()).url;
  const iam = (Action: string, parameters: Record<string, string>) =>
    call(url(), "iam", "2010-05-08", { Action, ...parameters });
  const document = (size: number, pretty = false) => {
    const text = (Resource: string) =>
      JSON.stringify(
        { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "s3:GetObject", Resource }] },
        null,
        pretty ? 8 : 0,
      );
    const prefix = "arn:aws:s3:::b/";
    return text(prefix + "x".repeat(size - text(prefix).replace(/\s/g, "").length));
  };
  const trust = JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Principal: { Service: "ec2.amazonaws.com" }, Action: "sts:AssumeRole" }],
  });

  test("inline policies of a role and a user together, without white space", async () => {
    await iam("CreateRole", { RoleName: "r", AssumeRolePolicyDocument: trust });
    await iam("CreateUser", { UserName: "u" });
    const role = (PolicyName: string, PolicyDocument: string) =>
      iam("PutRolePolicy", { RoleName: "r", PolicyName, PolicyDocument });
    expect((await role("a", document(6000, true))).status).toBe(200);
    expect((await role("b", document(4240))).status).toBe(200);
    expect((await role("b", document(4000))).status).toBe(200);
    const refused = await role("c", document(241));
    expect(element(refused, "Code")).toBe("LimitExceeded");
    expect(element(refused, "Message")).toBe("Maximum policy size of 10240 bytes exceeded for role r");
    const user = (size: number) =>
      iam("PutUserPolicy", { UserName: "u", PolicyName: "p", PolicyDocument: document(size) });
    expect((await user(2048)).status).toBe(200);
    expect(element(await user(2049), "Message")).toBe(
      "Maximum policy size of 2048 bytes exceeded for user u",
    );
  });

  test("managed policies and trust policies", async () => {
    const managed = (PolicyName: string, size: number) =>
      iam("CreatePolicy", { PolicyName, PolicyDocument: document(size) });
    expect((await managed("fits", 6144)).status).toBe(200);
    expect(element(await managed("long", 6145), "Message")).toBe("Cannot exceed quota for PolicySize: 6144");
    const principal = { Principal: { Service: Array(100).fill("ec2.amazonaws.com") } };
    const wide = JSON.parse(trust) as { Statement: object[] };
    wide.Statement = wide.Statement.map((one) => ({ ...one, ...principal }));
    const refused = await iam("CreateRole", {
      RoleName: "w",
      AssumeRolePolicyDocument: JSON.stringify(wide),
    });
    expect(element(refused, "Message")).toBe("Cannot exceed quota for ACLSizePerRole: 2048");
  });

  test("policies of buckets and keys", async () => {
    const credentials = { accessKeyId: "local", secretAccessKey: "local" };
    const s3 = new S3Client({ endpoint: url(), region: "us-east-1", forcePathStyle: true, credentials });
    await s3.send(new CreateBucketCommand({ Bucket: "policies" }));
    const put = (Policy: string) => s3.send(new PutBucketPolicyCommand({ Bucket: "policies", Policy }));
    await put(document(20_480));
    await expect(put(document(20_481))).rejects.toThrow("Policy exceeds the maximum allowed document size.");
    s3.destroy();
    const create = (Policy: string) => callJson(url(), "kms", "TrentService.CreateKey", { Policy });
    expect((await create(document(32_768))).status).toBe(200);
    expect((await create(document(32_769))).body).toContain("LimitExceededException");
  });
});
