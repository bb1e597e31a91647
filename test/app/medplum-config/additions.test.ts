import type { Additions } from "../../../app/medplum-config";
import { external, problemsOf, staging, translated } from "./example";

const account = staging["accountNumber"] as string;

describe("what an environment's file adds", () => {
  test("is merged over the file, entry by entry", () => {
    const { inputs, problems } = translated(
      { backgroundJobsRedis: {} },
      {
        mail: { supportEmail: "help@medplum.com" },
        caches: { main: { replicas: 2 } },
        server: { memory: 2048, cpu: 1024 },
        monitoring: { subscriptions: { ops: { protocol: "email", endpoint: "ops@medplum.com" } } },
      },
    );
    expect(problems).toEqual([]);
    expect(inputs).toMatchObject({
      mail: { supportEmail: "help@medplum.com", domain: "medplum.com" },
      caches: { main: { nodeType: "cache.t4g.medium", replicas: 2 }, "background-jobs": {} },
      server: { image: staging["serverImage"], memory: 2048, cpu: 1024, scaling: { min: 1 } },
      monitoring: { subscriptions: { ops: { endpoint: "ops@medplum.com" } } },
    });
  });

  test("is reported as the environment's own", () => {
    expect(problemsOf({}, { server: { memory: 3000 } })).toEqual([
      "envs/prod: medplum.server.memory must be one of Fargate's sizes for cpu: nearest with cpu 256 is 2048 MiB (got 3000)",
    ]);
    expect(problemsOf({}, { mail: { supportEmail: "help@elsewhere.org" } })).toEqual([
      'envs/prod: medplum.mail.supportEmail must be an address of mail.domain or of its subdomains: SES sends from no other (got "help@elsewhere.org")',
    ]);
  });

  test("replaces what is wrong with the file", () => {
    const zones = ["us-east-1b", "us-east-1c"];
    const { inputs, problems } = translated(
      { maxAzs: external("/medplum/zones", "number"), cacheNodeType: "cache.t2.medium" },
      { network: { availabilityZones: zones }, caches: { main: { nodeType: "cache.t4g.small" } } },
    );
    expect(problems).toEqual([]);
    expect(inputs).toMatchObject({
      network: { availabilityZones: zones },
      caches: { main: { nodeType: "cache.t4g.small" } },
    });
    expect(problemsOf({ maxAzs: 1 }, { network: { availabilityZones: ["us-east-1a"] } })).toEqual([
      expect.stringMatching(/^envs\/prod: medplum\.network\.availabilityZones must have at least 2/),
    ]);
  });

  const identityArn = `arn:aws:ses:us-east-1:${account}:identity/medplum.com`;
  test.each<[string, object, Additions, object]>([
    [
      "an existing identity",
      {},
      { mail: { existing: { identityArn } } },
      { mail: { supportEmail: "support@medplum.com", existing: { identityArn } } },
    ],
    [
      "a key without a passphrase",
      {},
      { signingKey: { encrypted: false } },
      { secretSettings: { signingKey: {} } },
    ],
    [
      "the place of an existing database",
      { rdsSecretsArn: `arn:aws:secretsmanager:us-east-1:${account}:secret:db-AbCdEf` },
      { existingDatabase: { egress: { database: { port: 5432, securityGroupId: "sg-0123456789abcdef0" } } } },
      {
        existingDatabase: {
          secretArn: `arn:aws:secretsmanager:us-east-1:${account}:secret:db-AbCdEf`,
          egress: { database: { port: 5432, securityGroupId: "sg-0123456789abcdef0" } },
        },
      },
    ],
    [
      "a version that a running cluster keeps",
      { rdsInstanceVersion: "16.9" },
      { database: { unreviewedEngineVersion: { version: "16.9", reason: "Upgrade in the spring" } } },
      { database: { unreviewedEngineVersion: { version: "16.9", reason: "Upgrade in the spring" } } },
    ],
    [
      "another prefix of names",
      { name: "hospital-production" },
      { name: "medplum-prod" },
      { name: "medplum-prod" },
    ],
    [
      "a zone by ID",
      { skipDns: true },
      { zone: { id: "Z0123456789ABCDEFGHIJ" } },
      { zone: { id: "Z0123456789ABCDEFGHIJ" } },
    ],
  ])("%s replaces what the file would make", (_what, changes, additions, expected) => {
    const { inputs, problems } = translated(changes, additions);
    expect(problems).toEqual([]);
    for (const [key, value] of Object.entries(expected))
      expect({ [key]: inputs[key] }).toEqual({ [key]: value });
  });

  test("an existing network must be that of the file", () => {
    const subnets = {
      publicSubnetIds: ["subnet-0a", "subnet-1a"],
      appSubnetIds: ["subnet-0b", "subnet-1b"],
      dataSubnetIds: ["subnet-0c", "subnet-1c"],
    };
    const existingNetwork = { vpcId: "vpc-0fedcba9876543210", ...subnets };
    expect(problemsOf({ vpcId: "vpc-0123456789abcdef0" }, { existingNetwork })).toEqual([
      'medplum.json: vpcId must be the VPC of existingNetwork, vpc-0fedcba9876543210 (got "vpc-0123456789abcdef0")',
    ]);
  });
});
