import { z } from "zod";
import {
  arn,
  forceDestroyLogs,
  logKmsKeyArn,
  logRetention,
  namePrefix,
  noDoubleHyphens,
  uniqueValues,
} from "../../lib/aws/inputs";
import { inOneSecurityGroup } from "../../lib/aws/quotas";
import { notReserved } from "../../lib/aws/reserved-names";
import { dailyWindow, weeklyWindow } from "../../lib/aws/windows";
import type { InputReferences } from "../../lib/module";
import { constrain, oneOf } from "../../lib/requirements";
import { decides } from "../../lib/schema";
import { engines, exactVersion } from "./engine-versions";
import { instanceInputs } from "./instance-inputs";
import { reservedParameters } from "./parameters";
import { usersOfRds } from "./reserved-words";
import { fixedMasterPassword } from "./password-inputs";

/** RDS refuses two hyphens in a row; the rest is the common prefix. */
const clusterName = notReserved(
  constrain(namePrefix(40), noDoubleHyphens()),
  "securityGroups",
  "subnetGroups",
);

const groupName = () =>
  z.string().regex(/^[a-z][a-z0-9-]{0,31}$/, "must be 1 to 32 lower-case letters, digits and hyphens");

const reservedUsers = [...usersOfRds, "admin"];

const parameters = () =>
  z.record(
    constrain(z.string().regex(/^[a-z][a-z0-9_.]*$/, "must be the name of a parameter in lower case"), {
      message: `must not be any of ${reservedParameters.join(", ")}: the module sets them to enforce TLS`,
      check: (value) => !reservedParameters.includes(value),
      condition: (reference) => `!contains(local.tls_parameter_names, ${reference})`,
      locals: { tls_parameter_names: reservedParameters },
    }),
    z.strictObject({
      value: z.string().min(1).describe("Value, in the form that RDS uses."),
      applyMethod: z
        .enum(["immediate", "pending-reboot"])
        .default("pending-reboot")
        .describe(
          "When it takes effect. `immediate` works for dynamic parameters only. Default: at the next reboot, which works " +
            "for all.",
        ),
    }),
  );

export const inputs = {
  name: clusterName.describe("Identifier of the cluster, and prefix of every other name."),
  engine: decides(z.enum(engines)).describe("Aurora MySQL or Aurora PostgreSQL."),
  engineVersion: z
    .string()
    .optional()
    .describe(
      "Exact engine version, out of a reviewed list of those under standard support (an error shows it). Default: the " +
        "newest patch of the long-term support line (Aurora MySQL 3.10, Aurora PostgreSQL 17.7), which AWS upgrades least.",
    ),
  unreviewedEngineVersion: z
    .strictObject({
      version: z
        .string()
        .regex(exactVersion, "must be an exact engine version, like 16.9 or 8.0.mysql_aurora.3.08.2")
        .describe("Exact engine version, as RDS names it."),
      reason: z.string().min(10).max(256).describe("Why the cluster stays on it. Every plan shows it."),
    })
    .optional()
    .describe(
      "A version that is not on the reviewed list, so that an existing cluster can stay on it, or be restored, until its " +
        "upgrade. Every plan warns. In place of engineVersion.",
    ),
  allowMajorVersionUpgrade: z
    .boolean()
    .default(false)
    .describe(
      "Allows engineVersion to change to another major version. Set it only during an upgrade; see the README.",
    ),
  extendedSupport: z
    .boolean()
    .default(false)
    .describe(
      "Enrols the cluster in RDS Extended Support: it stays on its major version after standard support has ended, billed " +
        "by vCPU-hour. Default: off; AWS then upgrades the major version by itself. Read only when the cluster is created.",
    ),
  databaseName: z
    .string()
    .regex(
      /^[A-Za-z][A-Za-z0-9_]{0,62}$/,
      "must be 1 to 63 letters, digits and underscores, beginning with a letter",
    )
    .describe(
      "Name of the initial database. Read only when the cluster is created; a restored cluster keeps the snapshot's.",
    ),
  masterUsername: constrain(
    z
      .string()
      .regex(
        /^[A-Za-z][A-Za-z0-9_]{0,15}$/,
        "must be 1 to 16 letters, digits and underscores, beginning with a letter",
      ),
    {
      message:
        "must not be a name that RDS reserves (admin is reserved for PostgreSQL, and easily guessed everywhere)",
      check: (value) => !reservedUsers.includes(value.toLowerCase()),
      condition: (reference) => `!contains(${JSON.stringify(reservedUsers)}, lower(${reference}))`,
    },
  )
    .default("master")
    .describe(
      "Master user. RDS generates its password, keeps it in Secrets Manager and rotates it, unless fixed_master_password is given.",
    ),
  fixedMasterPassword,
  vpcId: z.string().min(1).describe("VPC of the cluster's security group."),
  subnetIds: z
    .array(z.string().min(1))
    .min(2, "must be at least 2 subnets, in different availability zones: Aurora requires them")
    .describe("Subnets without a route to the internet, in two or more availability zones."),
  clients: inOneSecurityGroup(uniqueValues(z.record(groupName(), z.string().min(1))), 1)
    .default({})
    .describe(
      "Clients that may connect: security group IDs by a name of your choice. Each has a rule of its own, so that one can " +
        "change without the others.",
    ),
  additionalSecurityGroupIds: uniqueValues(z.record(groupName(), z.string().min(1)))
    .default({})
    .describe(
      "Existing security groups of the cluster, by a name of your choice, in addition to the module's own. Whom they let in is for " +
        "them to say. RDS allows five in all.",
    ),
  ...instanceInputs,
  kmsKeyArn: arn("kms", "key/").describe(
    "Key for storage, backups, the master user's secret, logs and Performance Insights.",
  ),
  logKmsKeyArn: logKmsKeyArn(),
  parameters: parameters()
    .default({})
    .describe(
      "Cluster parameters, in addition to those for TLS and audit that the module sets; audit parameters may be overridden.",
    ),
  instanceParameters: parameters()
    .default({})
    .describe(
      "Instance parameters, which the engine has per instance (MySQL: sort_buffer_size, read_rnd_buffer_size, …).",
    ),
  snapshot: z
    .strictObject({
      identifier: z.string().min(1).describe("Name of the cluster snapshot, or its ARN if it is shared."),
    })
    .optional()
    .describe(
      "Cluster snapshot to restore. Read only when the cluster is created. A snapshot of another engine is refused.",
    ),
  backupRetentionDays: z
    .int()
    .min(1)
    .max(35)
    .default(35)
    .describe(
      "Days of point-in-time recovery. Default: the maximum of RDS; AWS Backup can keep backups longer.",
    ),
  backupWindow: dailyWindow().default("03:00-04:00").describe("Daily backup window in UTC."),
  maintenanceWindow: weeklyWindow()
    .default("sun:05:00-sun:06:00")
    .describe("Weekly maintenance window in UTC; must not overlap the backup window."),
  deletionProtection: z
    .boolean()
    .default(true)
    .describe("Protects the cluster from deletion, by Terraform too."),
  skipFinalSnapshot: z
    .boolean()
    .default(false)
    .describe(
      "Deletes the cluster without a final snapshot, and its automated backups with it. For short-lived environments.",
    ),
  applyImmediately: z
    .boolean()
    .default(false)
    .describe("Applies changes immediately, restarts included, instead of in the maintenance window."),
  autoMinorVersionUpgrade: z
    .boolean()
    .default(false)
    .describe(
      "Lets RDS upgrade minor versions in the maintenance window. Default: off, as AWS recommends for long-term support lines, which it could " +
        "leave; AWS patches such a line once a year all the same. After an upgrade, the plan stops until engineVersion is what RDS upgraded to.",
    ),
  iamDatabaseAuthentication: z
    .boolean()
    .default(false)
    .describe("Lets IAM principals connect with a token instead of a password."),
  caCertificateIdentifier: z
    .enum(["rds-ca-rsa2048-g1", "rds-ca-rsa4096-g1", "rds-ca-ecc384-g1"])
    .default("rds-ca-rsa2048-g1")
    .describe("Certificate authority of the instances. Default: the one that every client library accepts."),
  storageType: z
    .enum(["aurora", "aurora-iopt1"])
    .default("aurora")
    .describe(
      "Storage type. `aurora-iopt1` (I/O-Optimized) costs more per GB and nothing per I/O: cheaper once I/O is over a " +
        "quarter of the bill.",
    ),
  logTypes: decides(
    z.array(z.enum(["audit", "error", "slowquery", "postgresql", "iam-db-auth-error", "instance"])),
  )
    .optional()
    .describe(
      "Logs to send to CloudWatch. Default: audit, error, slowquery (MySQL); postgresql (PostgreSQL).",
    ),
  auditLogRetentionDays: logRetention()
    .default(2192)
    .describe("Days to keep the logs with the audit trail. Default: six years, 45 CFR 164.316(b)(2)(i)."),
  logRetentionDays: logRetention().default(90).describe("Days to keep the other logs."),
  forceDestroyLogs: forceDestroyLogs(),
  monitoringIntervalSeconds: decides(
    oneOf(z.number(), [0, 1, 5, 10, 15, 30, 60], "must be 0 (off), 1, 5, 10, 15, 30 or 60"),
  )
    .default(60)
    .describe("Seconds between the samples of Enhanced Monitoring. 0 turns it off."),
  performanceInsights: z
    .enum(["off", "standard", "advanced"])
    .default("standard")
    .describe(
      "Performance Insights and the mode of Database Insights. `standard`: 7 days of load by statement, free. `advanced`: " +
        "15 months, billed by vCPU.",
    ),
};

export type Inputs = InputReferences<typeof inputs>;
