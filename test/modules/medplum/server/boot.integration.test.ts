import { askJson, type Cloud, cloudOf } from "../../../iam/cloud";
import { temporaryFolder } from "../../../lib/example";
import { certificateAuthority } from "../../../servers/authority";
import { installServers } from "../../../servers/programs";
import { inLocalCloud } from "../../local-cloud";
import { startDependencies } from "../dependencies";
import { healthy, NotStarted, type RunningTask, startTask } from "../task";
import { administratorPassword, deploy, type Deployed, port, prefix } from "./deployed";

// What the program refuses, and settings that no deployment of the medplum module has. That it starts with what the module deploys,
// calls nothing but what its role grants, and what it does when others hold the lock or Redis fails: test/deployment.

// A start takes a second, or ten on a machine that runs all suites at once.
jest.setTimeout(180_000);

const env = inLocalCloud();
let cloud: Cloud;
let deployed: Deployed;

beforeAll(async () => {
  installServers();
  cloud = cloudOf(env());
  deployed = await deploy(env(), cloud);
}, 900_000);
afterAll(() => deployed?.dependencies.stop(), 60_000);

const running: RunningTask[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((task) => task.stop()));
});

/** Starts the deployed task. */
async function start(
  role = "all",
  variables: Readonly<Record<string, string>> = {},
  change: object = {},
): Promise<RunningTask> {
  const { dependencies } = deployed;
  const task = { ...(await deployed.task(role)), ...change };
  const started = await startTask({ cloud, task, dependencies, variables });
  running.push(started);
  return started;
}

/** Starts a task that must not start, and gives what it said. */
async function refusalOf(...args: Parameters<typeof start>): Promise<NotStarted> {
  const reason: unknown = await start(...args).catch((error: unknown) => error);
  if (!(reason instanceof NotStarted)) throw new Error("the server has started", { cause: reason });
  expect(reason.exitCode).toBe(1);
  return reason;
}

test("it starts with what Terraform wrote, and answers the load balancer", async () => {
  const server = await start();
  expect(server.notes).toEqual([]);
  expect(server.configuration).toMatchObject({
    port,
    registerEnabled: false,
    defaultSuperAdminPassword: "***",
    binaryStorage: "s3:storage.example.org",
    database: { host: "medplum.cluster-c0ntract.us-east-1.rds.amazonaws.com", password: "***" },
    redis: { port: "6379", tls: {} },
    cacheRedis: { username: "medplum" },
  });
  expect(server.log()).not.toContain(administratorPassword);
  for (const path of ["/healthcheck", "/api/healthcheck"])
    expect(await server.get(path)).toEqual(healthy("redis", "cacheRedis"));
  const sessions = await deployed.dependencies.postgres.query(
    "postgres",
    "SELECT DISTINCT usename, ssl FROM pg_stat_activity JOIN pg_stat_ssl USING (pid) WHERE datname = 'medplum'",
  );
  expect(sessions).toEqual([{ usename: "medplum", ssl: true }]);
  expect(await server.stop()).toBe(0);
});

test.each([
  [
    "without_parameters",
    /not authorized to perform: ssm:GetParametersByPath on resource: arn:aws:ssm:us-east-1:\d+:parameter\/medplum\/contract\//,
  ],
  [
    "without_secrets",
    /not authorized to perform: secretsmanager:GetSecretValue on resource: arn:aws:secretsmanager:us-east-1:\d+:secret:medplum-contract-database-/,
  ],
  ["without_key", /not authorized to perform: kms:Decrypt on resource: arn:aws:kms:us-east-1:\d+:key\//],
])("%s it ends, and names action and resource", async (role, message) => {
  expect((await refusalOf(role)).log).toMatch(message);
});

test("variables come over parameters where the command says so, and only there", async () => {
  const environment = { MEDPLUM_WORKERS_ENABLED: '["subscription"]', MEDPLUM_DATABASE_MAX_CONNECTIONS: "3" };
  const [command] = (await deployed.task()).command;
  const worker = await start("all", {}, { command: [`${command},env`], environment });
  expect(worker.configuration).toMatchObject({
    workers: { enabled: ["subscription"] },
    database: { maxConnections: 3 },
  });
  const server = await start("all", {}, { environment });
  expect(server.configuration).not.toHaveProperty("workers");
});

test.each([
  [[], "ENOENT: no such file or directory, open 'medplum.config.json'"],
  [["aws:us-east-1:/medplum/contract/", "env"], "must be exactly one argument (got 2)"],
  [["aws:us-east-1:/medplum/contract"], "must end with a slash"],
  [["aws:us-east-1:/medplum/contract/nothing/"], "baseUrl is missing"],
])("with the command %j it ends", async (command, message) => {
  expect((await refusalOf("all", {}, { command })).log).toContain(message);
});

test("it ends with everything that it would misread, and does not look into the folders below its own", async () => {
  const wrong: Readonly<Record<string, string>> = {
    port: "8104",
    baseUrl: "https://api.example.org",
    storageBaseUrl: "https://api.example.org/storage/",
    binaryStorage: "storage.example.org",
    vmContextBotsEnabled: "false",
    autoDownloadEnabled: "false",
    heartbeatEnabled: "false",
    registerEnabled: "no",
    "database.ssl": '{"require":true}',
    "redis.tls": "{}",
    "bullmq.concurrency": "many",
    workers: "all",
    DatabaseSecrets: "medplum-database",
    audience: "https://api.example.org",
    suportEmail: "support@example.org",
  };
  for (const [key, Value] of Object.entries(wrong))
    await askJson(cloud, "AmazonSSM.PutParameter", {
      Name: `${prefix}misread/${key}`,
      Value,
      Type: "String",
    });
  const { log } = await refusalOf("all", {}, { command: [`aws:us-east-1:${prefix}misread/`] });
  expect(log.trim().split("\n").sort()).toEqual([
    "DatabaseSecrets is missing",
    "DatabaseSecrets must be the ARN of a secret (got medplum-database)",
    "Note: suportEmail is not a setting that the server is known to read; did you mean supportEmail?",
    "RedisSecrets is missing",
    "appBaseUrl is missing",
    "audience has no effect: the server does not read it. Older versions did.",
    "autoDownloadEnabled can only be true: the server does not parse it, and takes any text as true (got false)",
    "baseUrl must be a URL that ends with a slash (got https://api.example.org)",
    "binaryStorage must be s3: and the name of a bucket (got storage.example.org)",
    "bullmq.concurrency must be a whole number (got many)",
    "database.ssl would stay text: the server does not parse it as a parameter. Write ssl.require and ssl.ca, or put them into the database's secret.",
    "heartbeatEnabled can only be true: the server does not parse it, and takes any text as true (got false)",
    "port must be the container's, 8103 (got 8104)",
    "redis.tls would stay text: the server does not parse it as a parameter. Put tls, an object, into its secret.",
    "registerEnabled must be true or false (got no)",
    "storageBaseUrl must not begin with baseUrl, https://api.example.org: the server would sign and serve files itself (got https://api.example.org/storage/)",
    "vmContextBotsEnabled must be left out or true: the server does not parse it, and takes any text as true (got false)",
    "workers must be a JSON object or list (got all)",
  ]);
});

/** Changes the database's secret for as long as some work takes. */
async function withDatabase<T>(change: object, work: () => Promise<T>): Promise<T> {
  const SecretId = "medplum-contract-database";
  const { SecretString } = await askJson(cloud, "secretsmanager.GetSecretValue", { SecretId });
  const write = (value: object) =>
    askJson(cloud, "secretsmanager.PutSecretValue", { SecretId, SecretString: JSON.stringify(value) });
  const original = JSON.parse(SecretString as string) as object;
  await write({ ...original, ...change });
  try {
    return await work();
  } finally {
    await write(original);
  }
}

test.each<[string, object, string]>([
  [
    "only what RDS writes itself",
    { host: undefined, dbname: undefined },
    "DatabaseSecrets lacks host, dbname: a master secret that RDS manages has no host and no dbname",
  ],
  ["ssl: true", { ssl: true }, "database.ssl must be an object, such as {} (got true)"],
  ["no TLS", { ssl: undefined }, "no pg_hba.conf entry for host"],
  ["TLS without RDS's authority", { ssl: { require: true } }, "UNABLE_TO_VERIFY_LEAF_SIGNATURE"],
  ["another password", { password: "another" }, "password authentication failed"],
])("with %s in the database's secret it ends", async (_, change, message) => {
  expect((await withDatabase(change, () => refusalOf())).log).toContain(message);
});

test("the test's authority counts as one of RDS's where those are trusted", async () => {
  const { certificate } = certificateAuthority(temporaryFolder(), "Amazon RDS us-east-1 Root CA");
  const server = await withDatabase({ ssl: { require: true, ca: certificate } }, () => start());
  expect((await server.get("/healthcheck"))?.status).toBe(200);
});

test("a proxy of the database has a public certificate, so that RDS's authorities do not fit it", async () => {
  const path = `${prefix}proxied/`;
  const task = { ...(await deployed.task()), command: [`aws:us-east-1:${path}`] };
  const same = ["port", "baseUrl", "appBaseUrl", "DatabaseSecrets", "RedisSecrets"];
  const answer = await askJson(cloud, "AmazonSSM.GetParameters", { Names: same.map((key) => prefix + key) });
  const found = (answer["Parameters"] as { Name: string; Value: string }[]).map(
    ({ Name, Value }) => [Name.slice(prefix.length), Value] as const,
  );
  const endpoint = ["databaseProxyEndpoint", "medplum.proxy-c0ntract.us-east-1.rds.amazonaws.com"] as const;
  for (const [key, Value] of [...found, endpoint])
    await askJson(cloud, "AmazonSSM.PutParameter", { Name: path + key, Value, Type: "String" });
  const { authorities } = deployed;
  const dependencies = await startDependencies({ cloud, path, folder: temporaryFolder(), authorities });
  try {
    await expect(startTask({ cloud, task, dependencies })).rejects.toThrow(
      /SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_VERIFY_LEAF_SIGNATURE|UNABLE_TO_GET_ISSUER_CERT_LOCALLY/,
    );
    const server = await withDatabase({ ssl: undefined }, () => startTask({ cloud, task, dependencies }));
    running.push(server);
    expect((await server.get("/healthcheck"))?.status).toBe(200);
    expect(server.configuration).toMatchObject({ databaseProxyEndpoint: endpoint[1] });
  } finally {
    await dependencies.stop();
  }
});

test("a Redis whose authority is not trusted is not used", async () => {
  const { log } = await refusalOf("all", { NODE_EXTRA_CA_CERTS: "" });
  expect(log).toMatch(/(redis|cacheRedis): unable to verify the first certificate/);
});
