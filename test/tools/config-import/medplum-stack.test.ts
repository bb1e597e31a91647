import * as fs from "node:fs";
import * as path from "node:path";
import { environmentProblems } from "../../../app/environment";
import { type Imports, writeImports } from "../../../tools/terraform";
import { temporaryFolder } from "../../lib/example";
import { evaluate, runOn } from "./command";
import { account, config, edgeStack, type Entry, listing, mainStack } from "./medplum-stack";

const whole = [...mainStack(), ...edgeStack()];

interface Changes {
  readonly file?: object;
  readonly stack?: string;
  readonly edge?: string;
  readonly args?: readonly string[];
  readonly existing?: string;
}

/** Runs the command on the example's file and its stack. */
function run({ file = {}, stack = listing(whole), edge, args = [], existing }: Changes = {}) {
  const result = runOn({
    template: "medplum",
    file: "medplum.json",
    content: config(file),
    name: "staging",
    args: [
      ...["--name", "staging", "--stack", "stack.json"],
      ...(edge === undefined ? [] : ["--edge-stack", "edge.json"]),
      ...args,
    ],
    existing,
    others: { "stack.json": stack, ...(edge !== undefined && { "edge.json": edge }) },
  });
  const written = path.join(result.root, "terraform/envs/staging/imports.tf.json");
  return {
    ...result,
    imports: fs.existsSync(written)
      ? (JSON.parse(fs.readFileSync(written, "utf8")) as { import: Imports["imports"]; data?: object })
      : undefined,
    problems: result.error.split("\n").flatMap((line) => (line.startsWith("- ") ? [line.slice(2)] : [])),
  };
}

const changed = (logicalId: string, change: Partial<Entry>): string =>
  listing(whole.map((each) => (each.LogicalResourceId === logicalId ? { ...each, ...change } : each)));

test("the bucket with its settings, the parameters and the API's name are taken over", () => {
  const { error, imports, text, printed } = run();
  expect(error).toBe("");
  expect(environmentProblems("staging", evaluate(text))).toEqual([]);
  const bucket = "medplum-staging-storage";
  expect(imports).toMatchObject({
    data: { aws_route53_zone: { of_imports: { name: "medplum.com", private_zone: false } } },
    import: [
      {
        to: "module.medplum.aws_route53_record.api[0]",
        id: "${data.aws_route53_zone.of_imports.zone_id}_api.staging.medplum.com_A",
      },
      ...["DatabaseSecrets", "RedisSecrets", "awsRegion"].map((key) => ({
        to: `module.medplum.module.config.aws_ssm_parameter.value["${key}"]`,
        id: `/medplum/staging/${key}`,
      })),
      ...[
        "aws_s3_bucket.this",
        "aws_s3_bucket_policy.access",
        "aws_s3_bucket_public_access_block.private",
        "aws_s3_bucket_server_side_encryption_configuration.encryption",
        "aws_s3_bucket_versioning.versioning",
      ].map((address) => ({ to: `module.medplum.module.files.${address}`, id: bucket })),
      {
        to: 'module.medplum.module.storage_distribution[0].aws_route53_record.ipv4["storage"]',
        id: "${data.aws_route53_zone.of_imports.zone_id}_storage.staging.medplum.com_A",
      },
    ],
  });
  expect(printed).toContain("terraform/envs/staging/imports.tf.json is written, with 10 import blocks.");
});

test("each address is one that the modules have", () => {
  const modules = path.resolve(__dirname, "../../../terraform/modules");
  const mainOf = (name: string) =>
    JSON.parse(fs.readFileSync(path.join(modules, name, "main.tf.json"), "utf8")) as {
      resource: Record<string, Record<string, object>>;
      module?: Record<string, { source: string }>;
    };
  for (const { to } of run().imports!.import) {
    const parts = to.replace(/\[[^\]]*\]/g, "").split(".");
    let name = "medplum";
    let rest = parts.slice(2);
    while (rest[0] === "module") {
      name = path.basename(mainOf(name).module![rest[1]!]!.source);
      rest = rest.slice(2);
    }
    expect([to, Object.keys(mainOf(name).resource[rest[0]!] ?? {})]).toEqual([
      to,
      expect.arrayContaining([rest[1]]),
    ]);
  }
});

test("what cannot be taken over is named, with the reason and the other way", () => {
  const { printed } = run();
  for (const sentence of [
    /the database \(staging-subnets-xyz, staging-backenddatabasecluster4d-xyz, staging-instance1-xyz\) cannot be taken over: its KMS key/,
    /Redis \(stb1xyz\) cannot be taken over/,
    /the signing key \(K2ABCDEFGHIJKL\) cannot be taken over.*The same key pair goes on/,
    /the distributions \(E1ABCDEFGHIJKL, E2ABCDEFGHIJKL\) cannot be taken over/,
    /log groups \(\/ecs\/medplum\/staging\) have other names here/,
    /roles \(staging-BackEndBotLambdaRole-XYZ\) have rights of their own/,
    /delete \/medplum\/staging\/botLambdaRoleArn before the apply: the server reads whatever is below its path/,
    /7 further resources hold nothing to keep and are made again \(CDK::Metadata, EC2::Subnet, EC2::VPC/,
    /DeletionPolicy: Retain, or CloudFormation deletes what Terraform owns: StorageStorageBucket2F, .*StorageStorageBucketPolicy3A/,
  ])
    expect(printed).toMatch(sentence);
});

test("a snapshot, and another path that leaves the stack's parameters alone, are options", () => {
  const { error, text, imports, printed } = run({
    args: ["--snapshot", "before-the-move", "--parameter-path", "/medplum/staging-2/"],
  });
  expect(error).toBe("");
  expect(evaluate(text).medplum).toMatchObject({
    parameterPath: "/medplum/staging-2/",
    database: { snapshot: { identifier: "before-the-move" }, masterUsername: "clusteradmin" },
  });
  expect(imports!.import.filter(({ to }) => to.includes("ssm_parameter"))).toEqual([]);
  expect(printed).toContain("parameters below /medplum/staging/ stay with the stack");
});

test("a cache of its own and the bots' role bring their parameters along", () => {
  const parameter = whole.find(({ PhysicalResourceId: id }) => id === "/medplum/staging/awsRegion")!;
  const { imports } = run({
    file: { cacheRedis: { nodeType: "cache.t4g.small" } },
    stack: listing([
      ...whole,
      { ...parameter, LogicalResourceId: "Cache", PhysicalResourceId: "/medplum/staging/CacheRedisSecrets" },
    ]),
  });
  expect(imports!.import.map(({ id }) => id)).toContain("/medplum/staging/CacheRedisSecrets");
});

test("without a zone, DNS stays as it is", () => {
  const { imports, printed } = run({ file: { skipDns: true } });
  expect(imports).not.toHaveProperty("data");
  expect(imports!.import.filter(({ to }) => to.includes("route53"))).toEqual([]);
  expect(printed).toContain("no zone is given: DNS stays as it is");
});

test("in another region, the stack in us-east-1 has a listing of its own", () => {
  const region = "eu-central-1";
  const file = {
    region,
    apiSslCertArn: `arn:aws:acm:${region}:${account}:certificate/0123`,
  };
  const { error, printed } = run({ file, stack: listing(mainStack(region)), edge: listing(edgeStack()) });
  expect(error).toBe("");
  expect(printed).toContain("the distributions (E1ABCDEFGHIJKL, E2ABCDEFGHIJKL) cannot be taken over");
  expect(run({ file, stack: listing(edgeStack()), edge: listing(mainStack(region)) }).problems).toEqual([
    expect.stringMatching(/^stack\.json is the listing of another stack: it has no ECS service/),
    expect.stringMatching(/^edge\.json is not the listing of the stack in us-east-1/),
  ]);
});

test.each<[string, Changes, RegExp]>([
  ["text", { stack: "Stack" }, /^stack\.json is not JSON: save what aws cloudformation list-stack-resources/],
  [
    "another command's output",
    { stack: "[]" },
    /^stack\.json is not the listing of a stack, which has Stack/,
  ],
  [
    "describe-stack-resources, which ends early",
    { stack: JSON.stringify({ StackResources: [] }) },
    /^stack\.json is what describe-stack-resources prints, which ends after 100/,
  ],
  ["a page", { stack: listing(whole, { NextToken: "abc" }) }, /^stack\.json is one page of several/],
  [
    "an entry that is none",
    { stack: listing([...whole, { Name: "x" } as never]) },
    /^stack\.json is not the listing of a stack: entry 23 has no LogicalResourceId/,
  ],
  [
    "a stack that changes",
    { stack: changed("BackEndFargateService8B", { ResourceStatus: "UPDATE_IN_PROGRESS" }) },
    /^stack\.json was made while the stack was changing: BackEndFargateService8B is UPDATE_IN_PROGRESS/,
  ],
  [
    "a stack that is deleted",
    { stack: listing(whole.map((each) => ({ ...each, ResourceStatus: "DELETE_COMPLETE" }))) },
    /^stack\.json is of a stack that is deleted, and that kept nothing/,
  ],
  [
    "a bucket that is deleted",
    { stack: changed("StorageStorageBucket2F", { ResourceStatus: "DELETE_COMPLETE" }) },
    /^stack\.json lists StorageStorageBucket2F \(medplum-staging-storage\) as DELETE_COMPLETE: it does not exist/,
  ],
  [
    "another application's stack",
    { stack: listing(whole.filter(({ ResourceType: type }) => type !== "AWS::SSM::Parameter")) },
    /^stack\.json is the listing of another stack/,
  ],
  [
    "the stack of another environment",
    { stack: listing(whole).replaceAll("/medplum/staging/", "/medplum/prod/") },
    /^stack\.json is the listing of Medplum's environment prod; medplum\.json is that of staging$/,
  ],
  [
    "the stack of another region",
    { stack: listing([...mainStack("us-west-2"), ...edgeStack()]) },
    /^stack\.json is of a stack in us-west-2; medplum\.json says us-east-1$/,
  ],
  [
    "the stack of another account",
    { stack: listing(whole).replaceAll(account, "999988887777") },
    /^stack\.json is of a stack in the account 999988887777; medplum\.json says /,
  ],
  [
    "a second stack where there is one",
    { edge: listing(edgeStack()) },
    /^edge\.json is not needed: in us-east-1, Medplum's CDK makes one stack/,
  ],
])("%s is refused, and nothing is written", (_, changes, message) => {
  const { problems, text, imports } = run(changes);
  expect(problems).toEqual([expect.stringMatching(message)]);
  expect(text).toBe("");
  expect(imports).toBeUndefined();
});

test("a replaced bucket's earlier entry does not matter where a living one has the ID", () => {
  const bucket = whole.find(({ ResourceType: type }) => type === "AWS::S3::Bucket")!;
  const { error } = run({
    stack: listing([
      { ...bucket, LogicalResourceId: "Earlier", ResourceStatus: "DELETE_COMPLETE" },
      ...whole,
    ]),
  });
  expect(error).toBe("");
});

test("what a deleted stack retained can be taken over", () => {
  const { error, imports } = run({
    stack: listing(
      whole.map((each) => ({
        ...each,
        ResourceStatus: each.ResourceType === "AWS::S3::Bucket" ? "DELETE_SKIPPED" : "DELETE_COMPLETE",
      })),
    ),
    file: { skipDns: true },
    args: ["--parameter-path", "/medplum/staging-2/"],
  });
  expect(error).toBe("");
  expect(imports!.import).toHaveLength(5);
});

test("--imports-only leaves an environment's file as it is", () => {
  const { error, text, imports, printed } = run({ args: ["--imports-only"], existing: "// mine\n" });
  expect(error).toBe("");
  expect(text).toBe("// mine\n");
  expect(imports!.import).toHaveLength(10);
  expect(printed).not.toContain("envs/staging.ts is written");
});

test("options of a stack need the stack", () => {
  const { error } = runOn({
    template: "medplum",
    file: "medplum.json",
    content: config(),
    name: "staging",
    args: ["--name", "staging", "--imports-only", "--edge-stack", "edge.json"],
  });
  expect(error).toMatch(/--edge-stack needs --stack[^]*--imports-only needs --stack/);
});

test("import blocks of several commands are in one file, one for each address", () => {
  const folder = temporaryFolder();
  const data = (name: string) => ({ aws_route53_zone: { [name]: { name: "example.edu" } } });
  writeImports(folder, {
    imports: [
      { to: "aws_a.b", id: "1" },
      { to: "aws_c.d", id: "2" },
    ],
    data: data("one"),
  });
  const file = writeImports(folder, { imports: [{ to: "aws_a.b", id: "3" }], data: data("other") });
  expect(JSON.parse(fs.readFileSync(file, "utf8"))).toEqual({
    "//": expect.stringContaining("Delete this file") as string,
    data: { aws_route53_zone: { ...data("one").aws_route53_zone, ...data("other").aws_route53_zone } },
    import: [
      { to: "aws_a.b", id: "3" },
      { to: "aws_c.d", id: "2" },
    ],
  });
});
