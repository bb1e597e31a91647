import { generateKeyPairSync } from "node:crypto";
import type { Additions } from "../../../app/medplum-config";
import { external, problemsOf, staging, translated } from "./example";

const account = staging["accountNumber"] as string;
const certificate = (region: string, of = account) => `arn:aws:acm:${region}:${of}:certificate/0123`;
const publicKey = (type: "rsa" | "ec") => {
  const pair =
    type === "rsa"
      ? generateKeyPairSync("rsa", { modulusLength: 4096 })
      : generateKeyPairSync("ec", { namedCurve: "P-256" });
  return pair.publicKey.export({ type: "spki", format: "pem" });
};

/** Each key of the original document's example, broken, and the one message that follows. */
const broken: [string, unknown, string][] = [
  [
    "name",
    "hospital-staging",
    "must have 1 to 12 letters, digits and hyphens, since AWS resources are called medplum-<name>; for another prefix, give the input name " +
      'in the second argument of medplumConfig (got "hospital-staging")',
  ],
  ["stackName", 5, "must be text (got 5)"],
  [
    "accountNumber",
    "64799193260",
    'must be an AWS account number: 12 digits, as a string (got "64799193260")',
  ],
  ["region", "use-east-1", 'must be an AWS region; did you mean us-east-1? (got "use-east-1")'],
  [
    "domainName",
    "medplum.org",
    "must lead to a zone that holds apiDomainName, appDomainName, storageDomainName: none of them is medplum.org or a name below it " +
      '(got "medplum.org")',
  ],
  [
    "apiDomainName",
    "api.staging.medplum.org",
    'must be the name of the zone or a name below it (got "api.staging.medplum.org")',
  ],
  ["apiPort", 80, "must be at least 1024 (got 80)"],
  [
    "apiSslCertArn",
    certificate("eu-west-1"),
    `must be a certificate in us-east-1, the region of the deployment (got "${certificate("eu-west-1")}")`,
  ],
  [
    "appDomainName",
    "api.staging.medplum.com",
    'must differ from apiDomainName: each needs a name of its own (got "api.staging.medplum.com")',
  ],
  [
    "appSslCertArn",
    certificate("eu-west-1"),
    `must be a certificate in us-east-1, from which CloudFront takes certificates (got "${certificate("eu-west-1")}")`,
  ],
  [
    "storageBucketName",
    "Medplum_Storage",
    "must be a bucket name: 3 to 63 lower-case letters, digits, dots and hyphens, with a letter or digit at both ends " +
      '(got "Medplum_Storage")',
  ],
  [
    "storageDomainName",
    "app.staging.medplum.com",
    'must differ from apiDomainName and appDomainName: each needs a name of its own (got "app.staging.medplum.com")',
  ],
  [
    "storageSslCertArn",
    certificate("us-east-1", "111122223333"),
    `must be a certificate of the account ${account}, as accountNumber says (got one of 111122223333)`,
  ],
  ["storagePublicKey", publicKey("rsa"), "must have 2,048 bits"],
  [
    "maxAzs",
    1,
    "must be a whole number of at least 2, since load balancers and Aurora need two availability zones (got 1)",
  ],
  ["rdsInstances", 0, "must be a whole number from 1 to 16: a writer, and up to 15 readers (got 0)"],
  ["desiredServerCount", -1, "must be at least 0 (got -1)"],
  [
    "serverImage",
    "medplum/medplum-server",
    'must have a tag or a digest: without one, it means whatever is latest (got "medplum/medplum-server")',
  ],
  [
    "serverMemory",
    8192,
    "must be one of Fargate's sizes for cpu: nearest with cpu 256 is 2048 MiB; 8192 MiB needs cpu 1024 or 2048 or 4096 (got 8192)",
  ],
  ["serverCpu", 300, "must be one of 256, 512, 1024, 2048, 4096, 8192, 16384 (got 300)"],
  ["loadBalancerLoggingEnabled", "true", 'must be true or false (got "true")'],
  ["loadBalancerLoggingBucket", true, "must be text (got true)"],
  ["loadBalancerLoggingPrefix", null, "must be text (got null)"],
  ["clamscanEnabled", 1, "must be true or false (got 1)"],
  [
    "clamscanLoggingBucket",
    "TODO",
    'must be filled in: medplum aws init writes TODO for what it could not create (got "TODO")',
  ],
  ["clamscanLoggingPrefix", [], "must be text (got [])"],
];

test("every key of the original document's example is broken once", () => {
  expect(broken.map(([key]) => key)).toEqual(Object.keys(staging));
});

test.each(broken)("%s, broken, is one problem, in the file's words", (key, value, message) => {
  const found = problemsOf({ [key]: value });
  expect(found).toHaveLength(1);
  const text = `medplum.json: ${key} ${message}`;
  expect(found[0]!.startsWith(text) ? text : found[0]).toBe(text);
});

test("all problems of a file come at once", () => {
  const changes = Object.fromEntries(broken.map(([key, value]) => [key, value]));
  const keys = problemsOf(changes).map((problem) => /^medplum\.json: ([A-Za-z]+)/.exec(problem)?.[1]);
  // What is compared with the region, the account, the CPU or the port's neighbours is seen once those are right.
  const hidden = [
    "domainName",
    "apiDomainName",
    "apiSslCertArn",
    "storageDomainName",
    "storageSslCertArn",
    "serverMemory",
  ];
  expect(keys.sort()).toEqual(
    Object.keys(staging)
      .filter((key) => !hidden.includes(key))
      .sort(),
  );
});

test.each([
  [
    "a key that there is not",
    { serverCpus: 1 },
    "serverCpus is not a key of Medplum's configuration; did you mean serverCpu?",
  ],
  [
    "certificates that init could not create",
    { apiSslCertArn: "TODO" },
    'apiSslCertArn must be filled in: medplum aws init writes TODO for what it could not create (got "TODO")',
  ],
  [
    "a database that is to be filled in",
    { rdsSecretsArn: "TODO" },
    'rdsSecretsArn must be filled in: medplum aws init writes TODO for what it could not create (got "TODO")',
  ],
  [
    "an account that is none of the certificates'",
    { accountNumber: "111122223333" },
    `accountNumber must be ${account}, the account of apiSslCertArn, appSslCertArn, storageSslCertArn (got "111122223333")`,
  ],
  [
    "a region in which the load balancer's certificate is not",
    { region: "eu-west-1" },
    `apiSslCertArn must be a certificate in eu-west-1, the region of the deployment (got ${JSON.stringify(staging["apiSslCertArn"])})`,
  ],
  [
    "what is no certificate",
    { appSslCertArn: `arn:aws:iam::${account}:server-certificate/x` },
    "appSslCertArn must be the ARN of a certificate, like arn:aws:acm:us-east-1:123456789012:certificate/… " +
      `(got "arn:aws:iam::${account}:server-certificate/x")`,
  ],
  [
    "no zone and no certificate",
    { skipDns: true, apiSslCertArn: undefined },
    "apiSslCertArn is missing: with skipDns no certificate can be issued for apiDomainName",
  ],
  [
    "a VPC without its subnets",
    { vpcId: "vpc-0123456789abcdef0" },
    "vpcId needs the VPC's subnets, which the file does not have: give existingNetwork with vpcId, publicSubnetIds, appSubnetIds and " +
      "dataSubnetIds in the second argument of medplumConfig",
  ],
  [
    "a key for another curve",
    { storagePublicKey: publicKey("ec") },
    "storagePublicKey must be an RSA key: software that signs URLs rarely supports others (got ",
  ],
  [
    "a major version",
    { rdsInstanceVersion: "16" },
    "rdsInstanceVersion must be an exact version of Aurora PostgreSQL, such as 16.14: the parameter group depends on its major version, and a " +
      'plan compares the whole version (got "16")',
  ],
  [
    "a class that Aurora no longer has",
    { rdsInstanceType: "t2.medium" },
    "rdsInstanceType must be an Aurora instance class, like db.r6g.large: ",
  ],
  [
    "a node type that AWS no longer offers",
    { cacheNodeType: "cache.t2.medium" },
    'cacheNodeType must be a node type that AWS still offers, such as cache.t4g.medium in place of cache.t2.medium (got "cache.t2.medium")',
  ],
  [
    "such a node type of a further group, of a size that the current family lacks",
    { rateLimitRedis: { nodeType: "m3.medium" } },
    'rateLimitRedis.nodeType must be a node type that AWS still offers, such as cache.m7g.large in place of cache.m3.medium (got "m3.medium")',
  ],
  [
    "an engine without replication",
    { cacheEngine: "memcached" },
    "cacheEngine must be valkey or redis. Memcached has neither replicas nor authentication, and no Redis client can talk to it (got ",
  ],
  [
    "a parameter that the module sets",
    { rdsClusterParameters: { "rds.force_ssl": "0" } },
    "rdsClusterParameters.rds.force_ssl must not be any of ",
  ],
  [
    "two workers of one name",
    { workerServices: [{ id: "Jobs" }, { id: "jobs" }] },
    'workerServices[1].id must differ from workerServices[0].id: both give the name jobs (got "jobs")',
  ],
  [
    "a worker whose id has no letter",
    { workerServices: [{ id: "42" }] },
    'workerServices[0].id must have a letter, since it names AWS resources (got "42")',
  ],
  ["a worker without id", { workerServices: [{ desiredCount: 1 }] }, "workerServices[0].id is missing"],
  [
    "a worker of an impossible size",
    { workerServices: [{ id: "jobs", serverCpu: 512, serverMemory: 512 }] },
    "workerServices[0].serverMemory must be one of Fargate's sizes for cpu: nearest with cpu 512 is 1024 MiB; 512 MiB needs cpu 256 (got 512)",
  ],
  [
    "a worker that sets its work in two ways",
    { workerServices: [{ id: "jobs", environment: { MEDPLUM_WORKERS_ENABLED: "[]" } }] },
    "workerServices[0] must not have MEDPLUM_WORKERS_ENABLED in environment: enabled sets it (got ",
  ],
  [
    "a sidecar without an image",
    { additionalContainers: [{ name: "otel" }] },
    "additionalContainers[0].image is required",
  ],
  [
    "two sidecars of one name",
    {
      additionalContainers: [
        { name: "a", image: "a:1" },
        { name: "A", image: "a:1" },
      ],
    },
    'additionalContainers[1].name must differ from additionalContainers[0].name: both give the name a (got "A")',
  ],
  [
    "scaling from many to few",
    { fargateAutoScaling: { minCapacity: 4, maxCapacity: 2 } },
    "fargateAutoScaling must have min up to max (got ",
  ],
  [
    "a variable that is no name",
    { environment: { "A B": "c" } },
    "environment.A B must be letters, digits, dots and underscores, not beginning with a digit (got ",
  ],
  [
    "two malware scans",
    { guardDutyMalwareProtectionEnabled: true },
    "clamscanEnabled must not be true with guardDutyMalwareProtectionEnabled: choose one of them",
  ],
  [
    "a certificate of a load balancer that does not exist",
    { mtlsSslCertArn: certificate("us-east-1") },
    "mtlsSslCertArn needs mtlsDomainName, the name of the load balancer for mutual TLS",
  ],
  [
    "a secret of FireLens that is none",
    { fireLens: { enabled: true, logDriverConfig: { secretOptions: { key: "abc" } } } },
    "fireLens.logDriverConfig.secretOptions.key must be the ARN of a secret, perhaps with ",
  ],
  ["a missing key", { apiDomainName: undefined }, "apiDomainName is missing"],
  ["no domain", { domainName: undefined }, "domainName is missing"],
  ["no region", { region: undefined }, "region is missing"],
  ["no account", { accountNumber: undefined }, "accountNumber is missing"],
  ["no name", { name: undefined }, "name is missing"],
  ["no image", { serverImage: undefined }, "serverImage is missing"],
  [
    "an address in Parameter Store that is no text",
    { domainName: external("", "string") },
    "domainName must have the name",
  ],
] satisfies [string, object, string][])("%s is one problem", (_what, changes, message) => {
  const found = problemsOf(changes);
  expect(found).toHaveLength(1);
  const text = `medplum.json: ${message}`;
  expect(found[0]!.startsWith(text) ? text : found[0]).toBe(text);
});

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

describe("warnings and notes", () => {
  test("the example has four warnings", () => {
    const { warnings } = translated({});
    expect(warnings.map((text) => /^\w+/.exec(text)?.[0])).toEqual([
      "serverImage",
      "serverMemory",
      "serverCpu",
      "clamscanEnabled",
    ]);
    expect(warnings[1]).toContain("use serverMemory 2048 with serverCpu 1024");
  });

  test.each<[string, object, string]>([
    [
      "a version of a line that has ended",
      { rdsInstanceVersion: "12.9" },
      "rdsInstanceVersion: 12.9 is not on the reviewed list",
    ],
    [
      "an allow list without a counterpart yet",
      { apiWafIpSetArn: "arn:x" },
      "apiWafIpSetArn has no counterpart yet: web ACLs come with a later version; until then any address may connect",
    ],
    [
      "a database whose place the file does not say",
      { rdsSecretsArn: `arn:aws:secretsmanager:us-east-1:${account}:secret:db-AbCdEf` },
      "rdsSecretsArn: the tasks may connect to port 5432 of any address",
    ],
    [
      "a signing key by ID alone",
      { storagePublicKey: undefined, signingKeyId: "K2JCJMDEHXQW5F" },
      "signingKeyId has no effect",
    ],
    [
      "migrations that nobody does",
      { workers: { enabled: ["subscription"] } },
      "workers.enabled: post-deploy-migration is enabled nowhere",
    ],
    [
      "a small worker",
      {
        serverCpu: 1024,
        serverMemory: 2048,
        workerServices: [{ id: "a", serverCpu: 256, serverMemory: 512 }],
      },
      "workerServices[0].serverMemory: with 512 MiB",
    ],
  ])("%s is warned of, and accepted", (_what, changes, message) => {
    const { warnings, problems } = translated(changes);
    expect(problems).toEqual([]);
    expect(warnings.filter((text) => text.startsWith(message))).toHaveLength(1);
  });

  test.each<[string, object, string]>([
    [
      "a class without db.",
      { rdsInstanceType: "r6g.large" },
      "rdsInstanceType: r6g.large becomes db.r6g.large.",
    ],
    [
      "a version of a line with reviewed ones",
      { rdsInstanceVersion: "16.4" },
      "rdsInstanceVersion: 16.4 is not on the reviewed list and becomes 16.8, the next one that is.",
    ],
    [
      "Redis 6",
      { cacheEngineVersion: "6.2" },
      "cacheEngineVersion: 6.2 is not on the reviewed list and becomes 7.1.",
    ],
    ["a bucket with dots", { storageBucketName: "files.medplum.com" }, "storageBucketName: a name with dots"],
    [
      "a name with capitals",
      { name: "Staging" },
      "name: Staging becomes staging in the names of AWS resources",
    ],
    [
      "a node type that is not on the list",
      { cacheNodeType: "r4.xlarge" },
      "cacheNodeType: r4.xlarge is not on the reviewed list and becomes cache.r7g.xlarge, the nearest that is.",
    ],
    [
      "all zones",
      { maxAzs: 99 },
      "maxAzs: the zones are us-east-1a, us-east-1b, us-east-1c, us-east-1d, us-east-1f, all that accounts usually see",
    ],
    [
      "a worker of a later version",
      { workers: { enabled: ["*", "telepathy"] } },
      "workers.enabled[1]: telepathy is not a known worker",
    ],
    [
      "an id that AWS would not take",
      { workerServices: [{ id: "bulk_export" }] },
      "workerServices[0].id: bulk_export becomes bulkexport",
    ],
    [
      "keys of a cluster with an existing database",
      { rdsInstances: 2, rdsSecretsArn: `arn:aws:secretsmanager:us-east-1:${account}:secret:db-AbCdEf` },
      "rdsInstances has no effect",
    ],
    [
      "a class with NVMe",
      { rdsInstanceType: "db.r6gd.xlarge" },
      "rdsInstanceType: db.r6gd.xlarge has local NVMe storage",
    ],
    [
      "a fixed number of tasks in addition to scaling",
      { fargateAutoScaling: { minCapacity: 1, maxCapacity: 2 } },
      "desiredServerCount has no effect",
    ],
    ["a router that is off", { fireLens: { enabled: false } }, "fireLens is not enabled"],
  ])("%s is accepted with a note", (_what, changes, message) => {
    const { notes, problems } = translated(changes);
    expect(problems).toEqual([]);
    expect(notes.filter((text) => text.startsWith(message))).toHaveLength(1);
  });

  test("the server's size, which a worker takes as well, is warned of once", () => {
    const { warnings } = translated({ workerServices: [{ id: "jobs" }] });
    expect(warnings).toEqual(translated({}).warnings);
  });

  test("bigger tasks of a named version have no warning but the scan's", () => {
    const changes = { serverImage: "medplum/medplum-server:5.1.12", serverMemory: 2048, serverCpu: 1024 };
    expect(translated(changes).warnings).toHaveLength(1);
    expect(translated({ ...changes, clamscanEnabled: false }).warnings).toEqual([]);
  });
});
