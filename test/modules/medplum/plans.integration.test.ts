import { Medplum } from "../../../modules/medplum";
import { makePrerequisites } from "../../../tools/local/prerequisites";
import { modules } from "../../contract/examples";
import { askJson, cloudOf } from "../../iam/cloud";
import { inLocalCloud } from "../local-cloud";
import { argumentsOf, planCalls, printedPlan } from "../synthesis";
import { base, changed, kmsKey, publicKey } from "./base";

// What only a plan shows: what AWS accepts and the server does not, and what is in an operator's own secrets.

const env = inLocalCloud();

const connection = {
  host: "database.example.edu",
  port: 5432,
  dbname: "medplum",
  username: "medplum",
  password: "secret",
  ssl: { require: true },
};

const egress = { database: { port: 5432, cidr: "10.0.0.0/8" } };

const secretArns: Record<string, string> = {};
const plan = (changes: object) =>
  printedPlan(
    Medplum,
    { medplum: argumentsOf(Medplum, changed(changes)) },
    { env: env(), nested: modules },
  ).then(unwrapped);
/** Terraform's text without its line breaks and frames. */
const unwrapped = (text: string): string => text.replace(/[│\s]+/g, " ");

beforeAll(async () => {
  const cloud = cloudOf(env());
  await makePrerequisites(cloud.url);
  const secrets = {
    whole: connection,
    hostless: { ...connection, host: undefined },
    plain: { ...connection, ssl: undefined },
  };
  for (const [name, content] of Object.entries(secrets)) {
    const { ARN } = await askJson(cloud, "secretsmanager.CreateSecret", {
      Name: name,
      SecretString: JSON.stringify(content),
      ClientRequestToken: `11111111-2222-3333-4444-${name.padEnd(12, "0")}`,
    });
    secretArns[name] = ARN as string;
  }
}, 300_000);

test("sizes with which the server does not start or work well, and too many connections, are warned of", async () => {
  const printed = await plan({
    server: { ...base.server, cpu: 256, memory: 512, image: "medplum/medplum-server:latest" },
    workers: { jobs: { cpu: 256, memory: 1024, scaling: { min: 1, max: 3, cpu: {} } } },
    connectionsPerTask: 100,
  });
  expect(printed).toMatch(/Less than 1024 MiB of memory: server\./);
  expect(printed).toMatch(/a quarter of a vCPU: jobs, server\./);
  expect(printed).toMatch(/up to 2 x 5 tasks with 100 connections each exceed the 383 that/);
  expect(printed).toMatch(/is tagged latest/);
}, 600_000);

test("what is large enough is not, and an existing database is taken from its secrets", async () => {
  const { whole } = secretArns;
  const printed = await plan({
    database: undefined,
    existingDatabase: { secretArn: whole, egress, reader: { secretArn: whole } },
    allowedOrigins: ["https://portal.example.edu"],
    mail: {
      supportEmail: "support@example.edu",
      existing: { identityArn: "arn:aws:ses:us-east-1:123456789012:identity/example.edu" },
    },
  });
  expect(printed).toMatch(/Plan: [0-9]+ to add, 0 to change, 0 to destroy/);
  expect(printed).not.toMatch(/Warning: Check block/);
  expect(printed).not.toMatch(/aws_rds_cluster/);
}, 600_000);

test("another key that signs is written to the server's settings", async () => {
  // A key of the operator's: the version depends on it, too.
  const call = (changes: object) =>
    argumentsOf(Medplum, changed({ existingKmsKey: { arn: kmsKey }, ...changes }));
  const keys = { a: {}, b: {} };
  const own = { own: { publicKey } };
  const secret = { secretSettings: { signingKey: {} }, secretValues: { signingKey: "private" } };
  const planned = await planCalls(
    Medplum,
    {
      first: call({ signingKey: { keys } }),
      second: call({ signingKey: { keys, activeKey: "b" } }),
      own: call({ signingKey: { keys: { a: own } }, ...secret }),
    },
    { env: env(), nested: modules },
  );
  const versions = Object.values(planned).map(
    (resources) =>
      resources.get('module.config.aws_ssm_parameter.secret["signingKey"]')!.values["value_wo_version"],
  );
  expect(versions.every((version) => Number.isInteger(version))).toBe(true);
  expect(new Set(versions).size).toBe(3);
}, 600_000);

test("secrets that the server cannot use, and an identity of another region, stop the plan", async () => {
  const { hostless, plain } = secretArns;
  const refused = plan({
    database: undefined,
    existingDatabase: { secretArn: plain, egress, reader: { secretArn: hostless } },
    mail: {
      supportEmail: "support@example.edu",
      existing: { identityArn: "arn:aws:ses:eu-west-1:123456789012:identity/example.edu" },
    },
  });
  const said = await refused.catch((error: Error) => unwrapped(error.message));
  expect(said).toMatch(
    /existing_database\.reader\.secret_arn must be the ARN of a secret with JSON that has host: without it, the server would not start/,
  );
  expect(said).toMatch(
    /existing_database\.secret_arn must be the ARN of a secret with JSON that has ssl as an object/,
  );
  expect(said).toMatch(
    /mail\.existing\.identity_arn must be an identity of us-east-1 in the account 123456789012: .* \(got arn:aws:ses:eu-west-1/,
  );
}, 600_000);
