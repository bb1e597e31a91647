import * as fs from "node:fs";
import * as path from "node:path";
import {
  ChangeResourceRecordSetsCommand,
  CreateHostedZoneCommand,
  Route53Client,
} from "@aws-sdk/client-route-53";
import {
  CreateBucketCommand,
  PutBucketEncryptionCommand,
  PutBucketPolicyCommand,
  PutBucketVersioningCommand,
  PutPublicAccessBlockCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { PutParameterCommand, SSMClient } from "@aws-sdk/client-ssm";
import { discoverModules } from "../../../app/discover";
import { synthesize } from "../../../app/synthesize";
import { plannable } from "../../../tools/offline-plan";
import { IMPORTS_FILE, initTerraform, runTerraform } from "../../../tools/terraform";
import { stripModules } from "../../deployment/skeleton";
import { cloudOf } from "../../iam/cloud";
import { temporaryFolder } from "../../lib/example";
import { inLocalCloud } from "../../modules/local-cloud";
import { evaluate, runOn } from "./command";
import { account, config, edgeStack, listing, mainStack } from "./medplum-stack";

// What Medplum's CDK left in the account, taken over by the real Terraform; without firewalls, of which nothing is taken over.

const env = inLocalCloud();
const outdir = temporaryFolder();
const local = "123456789012";
const Bucket = "medplum-staging-storage";
const names = ["api.staging.medplum.com", "storage.staging.medplum.com"];

/** What the stack has of the bucket, as Medplum's CDK sets it. */
async function makeBucket(s3: S3Client): Promise<void> {
  await s3.send(new CreateBucketCommand({ Bucket }));
  await s3.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: "Enabled" } }));
  await s3.send(
    new PutBucketEncryptionCommand({
      Bucket,
      ServerSideEncryptionConfiguration: {
        Rules: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: "AES256" } }],
      },
    }),
  );
  await s3.send(
    new PutPublicAccessBlockCommand({
      Bucket,
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      },
    }),
  );
  const identity = "arn:aws:iam::cloudfront:user/CloudFront Origin Access Identity E1";
  const Policy = JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Principal: { AWS: identity },
        Action: "s3:GetObject*",
        Resource: `arn:aws:s3:::${Bucket}/*`,
      },
    ],
  });
  await s3.send(new PutBucketPolicyCommand({ Bucket, Policy }));
}

async function makeRecord(dns: Route53Client): Promise<void> {
  const { HostedZone: zone } = await dns.send(
    new CreateHostedZoneCommand({ Name: "medplum.com", CallerReference: "zone" }),
  );
  await dns.send(
    new ChangeResourceRecordSetsCommand({
      HostedZoneId: zone!.Id,
      ChangeBatch: {
        Changes: names.map((Name) => ({
          Action: "CREATE",
          ResourceRecordSet: {
            Name,
            Type: "A",
            AliasTarget: {
              DNSName: "old-stack-1.us-east-1.elb.amazonaws.com",
              HostedZoneId: "Z35SXDOTRQ7X7K",
              EvaluateTargetHealth: false,
            },
          },
        })),
      },
    }),
  );
}

let plan: string;

beforeAll(async () => {
  const { url: endpoint, region } = cloudOf(env());
  const client = { endpoint, region, credentials: { accessKeyId: "test", secretAccessKey: "test" } };
  await makeBucket(new S3Client({ ...client, forcePathStyle: true }));
  await makeRecord(new Route53Client(client));
  const ssm = new SSMClient(client);
  for (const key of ["awsRegion", "DatabaseSecrets", "RedisSecrets"])
    await ssm.send(
      new PutParameterCommand({ Name: `/medplum/staging/${key}`, Value: "the stack's", Type: "String" }),
    );

  const certificate = `arn:aws:acm:us-east-1:${local}:certificate/0123`;
  const certificates = {
    apiSslCertArn: certificate,
    appSslCertArn: certificate,
    storageSslCertArn: certificate,
  };
  const { root, text, error } = runOn({
    template: "medplum",
    file: "medplum.json",
    content: config({ accountNumber: local, ...certificates }),
    name: "staging",
    args: ["--name", "staging", "--stack", "stack.json"],
    others: { "stack.json": listing([...mainStack(), ...edgeStack()]).replaceAll(account, local) },
  });
  expect(error).toBe("");
  synthesize({
    modules: discoverModules(path.resolve(__dirname, "../../..")),
    environments: { staging: evaluate(text) },
    outdir,
  });
  stripModules(path.join(outdir, "modules"), ["firewall"]);
  const cwd = path.join(outdir, "envs", "staging");
  plannable(cwd);
  fs.copyFileSync(path.join(root, "terraform/envs/staging", IMPORTS_FILE), path.join(cwd, IMPORTS_FILE));
  const secrets = { signingKey: "-----BEGIN ENCRYPTED PRIVATE KEY-----", signingKeyPassphrase: "horse" };
  const run = { cwd, env: { ...env(), TF_VAR_medplum_secrets: JSON.stringify(secrets) } };
  await initTerraform(run);
  plan = (await runTerraform(["plan", "-no-color"], run)).stdout;
}, 300_000);

test("the plan imports each of them, and destroys nothing", () => {
  expect(plan).toMatch(/^Plan: 10 to import, \d+ to add, \d+ to change, 0 to destroy\.$/m);
  expect(plan).not.toMatch(/# .* must be replaced/);
});

test("the bucket stays, under this environment's policy", () => {
  const files = "module.medplum.module.files";
  expect(plan).toMatch(new RegExp(`# ${files}.aws_s3_bucket.this will be (updated in-place|imported)`));
  expect(plan).toContain(`# ${files}.aws_s3_bucket_policy.access will be updated in-place`);
  expect(plan).not.toContain(`# ${files}.aws_s3_bucket_versioning.versioning will be created`);
});

test("names lead to the new load balancer and distribution, and parameters get this environment's values", () => {
  for (const address of [
    "aws_route53_record.api[0]",
    'module.storage_distribution[0].aws_route53_record.ipv4["storage"]',
    'module.config.aws_ssm_parameter.value["DatabaseSecrets"]',
    'module.config.aws_ssm_parameter.value["awsRegion"]',
  ])
    expect(plan).toContain(`# module.medplum.${address} will be updated in-place`);
});
