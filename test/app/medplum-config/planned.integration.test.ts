import * as path from "node:path";
import { CreateHostedZoneCommand, Route53Client } from "@aws-sdk/client-route-53";
import { PutParameterCommand, SSMClient } from "@aws-sdk/client-ssm";
import { discoverModules } from "../../../app/discover";
import { synthesize } from "../../../app/synthesize";
import { plannable } from "../../../tools/offline-plan";
import { initTerraform, runTerraform } from "../../../tools/terraform";
import { stripModules } from "../../deployment/skeleton";
import { cloudOf } from "../../iam/cloud";
import { temporaryFolder } from "../../lib/example";
import { inLocalCloud } from "../../modules/local-cloud";
import { external, translated } from "./example";

// An environment whose values come from Medplum's file, from Parameter Store and from whoever runs Terraform, planned by the real provider.
// Without firewalls, which take most of a plan's time: tools/offline-plan plans environments with them.

const env = inLocalCloud();
const outdir = temporaryFolder();

const parameters = {
  "/medplum/image": "medplum/medplum-server:5.1.12",
  "/medplum/count": "3",
  "/medplum/class": "db.r6g.large",
};

/** The local cloud's account. */
const account = "123456789012";
const certificate = `arn:aws:acm:us-east-1:${account}:certificate/11111111-2222-3333-4444-555555555555`;

const { environment: staging } = translated({
  accountNumber: account,
  apiSslCertArn: certificate,
  appSslCertArn: certificate,
  storageSslCertArn: certificate,
  serverImage: external("/medplum/image", "string"),
  desiredServerCount: external("/medplum/count", "number"),
  rdsInstanceType: external("/medplum/class", "string"),
  rdsInstances: 2,
  rdsProxyEnabled: true,
  serverCpu: 1024,
  serverMemory: 2048,
  backgroundJobsRedis: {},
  workers: { enabled: ["subscription"], bullmq: { concurrency: 5 } },
  workerServices: [{ id: "jobs", desiredCount: 1, workers: { enabled: ["*"], bullmq: { concurrency: 2 } } }],
  fireLens: { enabled: true, logDriverConfig: { options: { Name: "cloudwatch" } } },
  blockedEmailDomains: "example.org",
  mtlsDomainName: "mtls.staging.medplum.com",
  storageBotInputExpirationDays: 30,
});

beforeAll(async () => {
  const { url: endpoint, region } = cloudOf(env());
  const client = { endpoint, region, credentials: { accessKeyId: "test", secretAccessKey: "test" } };
  const dns = new Route53Client(client);
  await dns.send(new CreateHostedZoneCommand({ Name: "medplum.com", CallerReference: "zone" }));
  const ssm = new SSMClient(client);
  for (const [Name, Value] of Object.entries(parameters))
    await ssm.send(new PutParameterCommand({ Name, Value, Type: "String" }));
  const modules = discoverModules(path.resolve(__dirname, "../../.."));
  synthesize({ modules, environments: { staging }, outdir });
  stripModules(path.join(outdir, "modules"), ["firewall"]);
}, 120_000);

/** What the plan says of a resource that it creates. */
const created = (plan: string, address: string): string =>
  new RegExp(`^  # ${address.replace(/[[\].]/g, "\\$&")} will be created\\n([^]*?)\\n    }$`, "m").exec(
    plan,
  )?.[1] ?? "";

test("Medplum's file, with values in Parameter Store, is planned as it says", async () => {
  const cwd = path.join(outdir, "envs/staging");
  plannable(cwd);
  const secrets = {
    signingKey: "-----BEGIN ENCRYPTED PRIVATE KEY-----",
    signingKeyPassphrase: "correct horse",
  };
  const run = { cwd, env: { ...env(), TF_VAR_medplum_secrets: JSON.stringify(secrets) } };
  await initTerraform(run);
  const plan = (await runTerraform(["plan", "-no-color"], run)).stdout;
  const of = (address: string) => created(plan, `module.medplum.${address}`);
  expect(of('module.database[0].aws_rds_cluster_instance.reader["reader-1"]')).toMatch(
    /instance_class += "db\.r6g\.large"/,
  );
  expect(of("module.server.aws_appautoscaling_target.bounds")).toMatch(/min_capacity += 3\n/);
  expect(of('module.worker["jobs"].aws_appautoscaling_target.bounds')).toMatch(/min_capacity += 1\n/);
  expect(of('module.cache.aws_elasticache_replication_group.this["background-jobs"]')).toMatch(
    /node_type += "cache\.t4g\.medium"/,
  );
  expect(of("module.database_proxy[0].aws_db_proxy.this")).not.toBe("");
  expect(of("module.mutual_tls_load_balancer[0].aws_lb.this")).not.toBe("");
  expect(of('module.config.aws_ssm_parameter.value["blockedEmailDomains"]')).toContain(
    "/medplum/staging/blockedEmailDomains",
  );
  expect(plan).not.toContain("correct horse");
}, 300_000);
