import { z } from "zod";
import {
  arn,
  forceDestroyLogs,
  logKmsKeyArn,
  logRetention,
  namePrefix,
  noDoubleHyphens,
  recoveryWindowDays,
  secretArn,
  uniqueValues,
} from "../../lib/aws/inputs";
import { inOneSecurityGroup } from "../../lib/aws/quotas";
import { notReserved } from "../../lib/aws/reserved-names";
import type { InputReferences } from "../../lib/module";
import { constrain } from "../../lib/requirements";
import { type Rule, rulesOver } from "../../lib/rules";

const key = () =>
  z.string().regex(/^[a-z][a-z0-9-]{0,31}$/, "must be 1 to 32 lower-case letters, digits and hyphens");

const percent = (minimum: number) => z.int().min(minimum).max(100);

const connectionPool = constrain(
  z.strictObject({
    maxConnectionsPercent: percent(1)
      .default(90)
      .describe(
        "Maximum share of the database's max_connections. Default: leaves a tenth for administrators and for clients that do not " +
          "use the proxy.",
      ),
    maxIdleConnectionsPercent: percent(0)
      .default(50)
      .describe("Maximum share of max_connections that stays open without work."),
    borrowTimeoutSeconds: z
      .int()
      .min(0)
      .max(300)
      .default(120)
      .describe("How long a client waits for a connection when all are busy, before it gets an error."),
    initQuery: z
      .string()
      .min(1)
      .optional()
      .describe(
        "SQL that the proxy runs on each new connection, such as SET x = 1, which then pins no connection. Whoever may describe " +
          "the proxy reads it: no secrets.",
      ),
    excludeVariableSets: z
      .boolean()
      .default(false)
      .describe(
        "Shares connections although a client has set a session variable; another client may then find it set. Only for " +
          "applications that set the same on every connection.",
      ),
  }),
  {
    message: "must have maxIdleConnectionsPercent of at most maxConnectionsPercent",
    check: ({ maxIdleConnectionsPercent, maxConnectionsPercent }) =>
      maxIdleConnectionsPercent <= maxConnectionsPercent,
    condition: (ref) => `${ref}.max_idle_connections_percent <= ${ref}.max_connections_percent`,
  },
);

export const inputs = {
  name: notReserved(constrain(namePrefix(40), noDoubleHyphens()), "securityGroups").describe(
    "Name of the proxy, and prefix of every other name.",
  ),
  engine: z
    .enum(["aurora-mysql", "aurora-postgresql"])
    .describe("Engine of the cluster, as the module database has it."),
  clusterIdentifier: z.string().min(1).describe("Identifier of the Aurora cluster behind the proxy."),
  databaseSecurityGroupId: z
    .string()
    .min(1)
    .describe("Security group of the cluster. The module adds the rule that lets the proxy in."),
  vpcId: z.string().min(1).describe("VPC of the cluster."),
  subnetIds: z
    .array(z.string().min(1))
    .min(2, "must be at least 2 subnets, in different availability zones: RDS Proxy requires them")
    .describe("Subnets of the proxy, in two or more availability zones."),
  clients: inOneSecurityGroup(uniqueValues(z.record(key(), z.string().min(1))))
    .default({})
    .describe("Clients that may connect to the proxy: security group IDs by a name of your choice."),
  secretArns: constrain(z.record(key(), secretArn()), {
    message: "must have at least one secret",
    check: (secrets) => Object.keys(secrets).length > 0,
    condition: (ref) => `length(${ref}) > 0`,
  }).describe(
    "Secrets by a name of your choice, one for each database user that connects through the proxy: JSON with username and " +
      "password. A rotated one is fine, RDS's own included: the proxy reads it again.",
  ),
  secretsKmsKeyArn: arn("kms", "key/").describe("KMS key that encrypts the secrets in secretArns."),
  kmsKeyArn: arn("kms", "key/").describe("KMS key for the log group and the connection secrets."),
  logKmsKeyArn: logKmsKeyArn(),
  iamAuthentication: z
    .boolean()
    .default(false)
    .describe(
      "Clients must connect with an IAM token (rds-db:connect) in place of the password. Default: with the password.",
    ),
  idleClientTimeoutSeconds: z
    .int()
    .min(1)
    .max(28_800)
    .default(1800)
    .describe(
      "Seconds after which the proxy closes a client's idle connection; at most 8 hours. Longer than the idle timeout of the " +
        "client's own pool, so that the client closes first.",
    ),
  connectionPool: connectionPool
    .default(connectionPool.parse({}))
    .describe("The proxy's connections to each instance."),
  readerEndpoint: z
    .strictObject({})
    .optional()
    .describe(
      "An endpoint that balances over the cluster's readers, which must exist: it does not fall back on the writer. Default: none.",
    ),
  connectionSecret: z
    .strictObject({
      credentials: key().describe("Name in secretArns of the user whose connection secrets are written."),
      databaseName: z.string().min(1).describe("Database to connect to."),
      fingerprint: z
        .string()
        .min(1)
        .describe(
          "Text that changes with the credentials, such as the module database's connection_secret_fingerprint. Only with another " +
            "one is the password copied again.",
        ),
      recoveryWindowDays: recoveryWindowDays()
        .default(30)
        .describe("Days in which a deleted connection secret can be restored. 0 deletes at once."),
    })
    .optional()
    .describe(
      "Writes secrets with all that a client needs to connect to the proxy: host, port, dbname, username, password, ssl. Only for a " +
        "password that nobody rotates by schedule: the copy would be out of date. Default: none.",
    ),
  logRetentionDays: logRetention().default(90).describe("Days to keep the proxy's log."),
  forceDestroyLogs: forceDestroyLogs(),
};

export type Inputs = InputReferences<typeof inputs>;

const rule = rulesOver<typeof inputs>();

export const rules: readonly Rule[] = [
  rule(["connectionSecret", "secretArns"], {
    at: "connectionSecret.credentials",
    message: "must be one of the names in secretArns",
    check: ({ connectionSecret, secretArns }) =>
      !connectionSecret || Object.hasOwn(secretArns, connectionSecret.credentials),
    condition: "try(contains(keys(var.secret_arns), var.connection_secret.credentials), true)",
  }),
  rule(["connectionSecret", "iamAuthentication"], {
    message:
      "must not be given with iamAuthentication: clients then connect with a token, not with a password",
    check: ({ connectionSecret, iamAuthentication }) => !connectionSecret || !iamAuthentication,
    condition: "var.connection_secret == null || !var.iam_authentication",
  }),
];
