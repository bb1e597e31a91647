import { keys } from "../../modules/signing-key/keys";
import { external, problemsOf, staging } from "./example";

const account = staging["accountNumber"] as string;
const certificate = (region: string, of = account) => `arn:aws:acm:${region}:${of}:certificate/0123`;

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
  ["storagePublicKey", keys.large, "must have 2,048 bits"],
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
    "appDomainName",
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
    "no zone and no certificate for the app",
    { skipDns: true, appSslCertArn: undefined },
    "appSslCertArn is missing: with skipDns no certificate can be issued for appDomainName",
  ],
  [
    "no zone and no certificate for the files",
    { skipDns: true, storageSslCertArn: undefined },
    "storageSslCertArn is missing: with skipDns no certificate can be issued for storageDomainName",
  ],
  [
    "a VPC without its subnets",
    { vpcId: "vpc-0123456789abcdef0" },
    "vpcId needs the VPC's subnets, which the file does not have: give existingNetwork with vpcId, publicSubnetIds, appSubnetIds and " +
      "dataSubnetIds in the second argument of medplumConfig",
  ],
  [
    "a key for another curve",
    { storagePublicKey: keys.ec },
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
    "ClamAV without a log bucket",
    { clamscanLoggingBucket: undefined },
    "clamscanEnabled must come with clamscanLoggingBucket, as Medplum's CDK requires it, although nothing is written to it here: ",
  ],
  [
    "a certificate of a load balancer that does not exist",
    { mtlsSslCertArn: certificate("us-east-1") },
    "mtlsSslCertArn needs mtlsDomainName, the name of the load balancer for mutual TLS",
  ],
  [
    "an allow list of a region before CloudFront",
    { appWafIpSetArn: "arn:aws:wafv2:us-east-1:123456789012:regional/ipset/office/1" },
    "appWafIpSetArn must be an IP set of the web ACL's scope: for CLOUDFRONT one of CloudFront, whose ARN has us-east-1 and global/ipset; for REGIONAL one of the region, whose ARN has regional/ipset",
  ],
  [
    "an allow list of no load balancer",
    { mtlsWafIpSetArn: "arn:aws:wafv2:us-east-1:123456789012:regional/ipset/office/1" },
    "mtlsWafIpSetArn needs mtlsDomainName, the name of the load balancer for mutual TLS",
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
