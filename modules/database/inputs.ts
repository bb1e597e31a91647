import { z } from "zod";
import { arn, logRetention, namePrefix } from "../../lib/aws/inputs";
import { constrain } from "../../lib/requirements";
import { engines } from "./engine-versions";
import { reservedParameters } from "./parameters";
import { dailyWindow, weeklyWindow } from "./windows";

/** RDS refuses two hyphens in a row; everything else is the common prefix. */
const clusterName = constrain(namePrefix(40), {
  message: "must not have two hyphens in a row",
  check: (value) => !value.includes("--"),
  condition: (reference) => `!strcontains(${reference}, "--")`,
});

/** A class that Aurora offers today. Optimized-reads classes (r6gd, …) exist for PostgreSQL only; RDS says so. */
const instanceClass = () =>
  z
    .string()
    .regex(
      /^db\.(serverless|(t3|t4g)\.(medium|large)|(r5|r6g|r6gd|r6i|r6id|r7g|r7i|r8g|r8gd|x2g)\.([0-9]{1,2})?x?large)$/,
      "must be an Aurora instance class: db.serverless, db.t4g.medium or .large, or db.r5, r6g, r6i, r7g, r7i, r8g, " +
        "x2g.large and up (db.t3.small, db.t2 and micro sizes do not exist for Aurora MySQL 3 and Aurora PostgreSQL: " +
        "db.t4g.medium is the smallest)",
    );

const acu = (description: string) =>
  constrain(z.number().min(0).max(256), {
    message: "must be a multiple of 0.5",
    check: (value) => Number.isInteger(value * 2),
    condition: (reference) => `floor(${reference} * 2) == ${reference} * 2`,
  }).describe(description);

const parameters = () =>
  z.record(
    constrain(z.string().regex(/^[a-z][a-z0-9_.]*$/, "must be a parameter's name in lower case"), {
      message: `must not be ${reservedParameters.join(", ")}: the module sets them to enforce TLS`,
      check: (value) => !reservedParameters.includes(value),
      condition: (reference) =>
        `!contains([${reservedParameters.map((name) => `"${name}"`).join(", ")}], ${reference})`,
    }),
    z.strictObject({
      value: z.string().min(1).describe("Value, as RDS writes it."),
      applyMethod: z
        .enum(["immediate", "pending-reboot"])
        .default("pending-reboot")
        .describe(
          "`immediate` works for dynamic parameters only. Default: works for all, at the next reboot.",
        ),
    }),
  );

export const inputs = {
  name: clusterName.describe("Identifier of the cluster, and prefix of every other name."),
  engine: z.enum(engines).describe("Engine: MySQL- or PostgreSQL-compatible Aurora."),
  engineVersion: z
    .string()
    .optional()
    .describe(
      "Exact engine version, one of the reviewed list in modules/database/engine-versions.ts. Default: the newest " +
        "patch of the long-term support line (Aurora MySQL 3.10, Aurora PostgreSQL 17.7), which AWS upgrades least.",
    ),
  allowMajorVersionUpgrade: z
    .boolean()
    .default(false)
    .describe(
      "Lets a change of engineVersion cross major versions. Only for the time of an upgrade; see the README.",
    ),
  extendedSupport: z
    .boolean()
    .default(false)
    .describe(
      "Lets the cluster stay on its major version after standard support has ended, paid by the vCPU and hour (RDS Extended " +
        "Support). Default: off; AWS then upgrades the major version by itself. Counts only when the cluster is made.",
    ),
  databaseName: z
    .string()
    .regex(
      /^[A-Za-z][A-Za-z0-9_]{0,62}$/,
      "must be 1 to 63 letters, digits and underscores, beginning with a letter",
    )
    .describe(
      "Database to create. Counts only when the cluster is made; a restored cluster keeps the snapshot's.",
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
        "must not be a name that RDS reserves (admin is reserved for PostgreSQL, and too easily guessed)",
      check: (value) => !["rdsadmin", "rdsrepladmin", "rdstopmgr", "admin"].includes(value.toLowerCase()),
      condition: (reference) =>
        `!contains(["rdsadmin", "rdsrepladmin", "rdstopmgr", "admin"], lower(${reference}))`,
    },
  )
    .default("master")
    .describe(
      "Master user. Its password is made, kept and rotated by RDS in Secrets Manager; Terraform never sees it.",
    ),
  vpcId: z.string().min(1).describe("VPC of the cluster's security group."),
  subnetIds: z
    .array(z.string().min(1))
    .min(2, "must be at least 2 subnets, in different zones: Aurora refuses fewer")
    .describe("Subnets without a route to the internet, in two or more zones."),
  clients: z
    .record(
      z.string().regex(/^[a-z][a-z0-9-]{0,31}$/, "must be 1 to 32 lower-case letters, digits and hyphens"),
      z.string().min(1),
    )
    .default({})
    .describe(
      "Who may connect: security group ID by a name of your choice. One rule each, so that they change alone.",
    ),
  instanceClass: instanceClass()
    .optional()
    .describe(
      "Class of the writer, and of readers that name none. Default: db.t4g.medium, or db.serverless with capacity.",
    ),
  capacity: z
    .strictObject({
      minAcu: acu(
        "Least capacity in ACU (2 GiB each). Below 1 an idle cluster answers slowly at first; 0 pauses it.",
      ),
      maxAcu: acu("Most capacity in ACU: the upper bound of the bill."),
      secondsUntilAutoPause: z
        .int()
        .min(300)
        .max(86_400)
        .optional()
        .describe("Idle seconds before a cluster with minAcu 0 pauses. Needed with 0, refused otherwise."),
    })
    .optional()
    .describe(
      "Serverless v2 capacity of each db.serverless instance, in steps of 0.5 ACU. Default: provisioned instances.",
    ),
  readers: z
    .record(
      constrain(
        z
          .string()
          .regex(/^[a-z]([a-z0-9-]{0,18}[a-z0-9])?$/, "must be 1 to 20 lower-case letters, digits, hyphens"),
        {
          message: "must not be writer, nor have two hyphens in a row",
          check: (value) => value !== "writer" && !value.includes("--"),
          condition: (reference) => `${reference} != "writer" && !strcontains(${reference}, "--")`,
        },
      ),
      z.strictObject({
        instanceClass: instanceClass().optional().describe("Class of this reader. Default: the writer's."),
        promotionTier: z
          .int()
          .min(0)
          .max(15)
          .default(1)
          .describe("Order of failover, 0 first. Default: after the writer."),
        availabilityZone: z
          .string()
          .min(1)
          .optional()
          .describe("Zone, such as eu-west-1b. Default: RDS spreads."),
      }),
    )
    .default({})
    .describe(
      "Readers by name; each is a failover target. One or more, in another zone, is what makes a cluster survive.",
    ),
  kmsKeyArn: arn("kms", "key/").describe("Key for storage, backups, the master secret, logs and insights."),
  parameters: parameters()
    .default({})
    .describe("Cluster parameters beside TLS and audit, which the module sets; audit ones may be replaced."),
  instanceParameters: parameters()
    .default({})
    .describe(
      "Parameters that the engine sets per instance (MySQL: sort_buffer_size, read_rnd_buffer_size, …).",
    ),
  snapshot: z
    .strictObject({
      identifier: z.string().min(1).describe("Name of the cluster snapshot, or its ARN if it is shared."),
    })
    .optional()
    .describe(
      "Cluster snapshot to make the cluster from. Read when the cluster is made, ignored afterwards. A snapshot of another " +
        "engine is refused.",
    ),
  backupRetentionDays: z
    .int()
    .min(1)
    .max(35)
    .default(35)
    .describe("Days of point-in-time recovery. Default: the most that RDS keeps; AWS Backup keeps longer."),
  backupWindow: dailyWindow().default("03:00-04:00").describe("Daily backup window in UTC."),
  maintenanceWindow: weeklyWindow()
    .default("sun:05:00-sun:06:00")
    .describe("Weekly maintenance window in UTC; must not overlap the backup window."),
  deletionProtection: z
    .boolean()
    .default(true)
    .describe("Refuses to delete the cluster, from Terraform too."),
  skipFinalSnapshot: z
    .boolean()
    .default(false)
    .describe("Deletes without a last snapshot, and automated backups with it. For throw-away environments."),
  applyImmediately: z
    .boolean()
    .default(false)
    .describe("Applies changes at once, with their restarts, instead of in the maintenance window."),
  autoMinorVersionUpgrade: z
    .boolean()
    .default(false)
    .describe(
      "Lets RDS move to newer minor versions. Default: off, since versions are pinned and go through dev and staging " +
        "first; on, the plan would want to go back.",
    ),
  iamDatabaseAuthentication: z
    .boolean()
    .default(false)
    .describe(
      "Lets IAM principals connect with a token. Default: off; REDCap 16's AWS SDK lacks the classes for it.",
    ),
  caCertificateIdentifier: z
    .enum(["rds-ca-rsa2048-g1", "rds-ca-rsa4096-g1", "rds-ca-ecc384-g1"])
    .default("rds-ca-rsa2048-g1")
    .describe(
      "Authority of the instances' certificates. Default: the one that every client library accepts.",
    ),
  storageType: z
    .enum(["aurora", "aurora-iopt1"])
    .default("aurora")
    .describe(
      "`aurora-iopt1` costs more per GB and nothing per I/O: cheaper once I/O is over a quarter of the bill.",
    ),
  logTypes: z
    .array(z.enum(["audit", "error", "slowquery", "postgresql", "iam-db-auth-error", "instance"]))
    .optional()
    .describe(
      "Logs to send to CloudWatch. Default: audit, error, slowquery (MySQL); postgresql (PostgreSQL).",
    ),
  auditLogRetentionDays: logRetention()
    .default(2192)
    .describe("Days to keep the log with the audit trail. Default: six years, 45 CFR 164.316(b)(2)(i)."),
  logRetentionDays: logRetention().default(90).describe("Days to keep the other logs."),
  monitoringIntervalSeconds: constrain(z.int(), {
    message: "must be 0 (off), 1, 5, 10, 15, 30 or 60",
    check: (value) => [0, 1, 5, 10, 15, 30, 60].includes(value),
    condition: (reference) => `contains([0, 1, 5, 10, 15, 30, 60], ${reference})`,
  })
    .default(60)
    .describe("Seconds between samples of the operating system (enhanced monitoring). 0 turns it off."),
  insights: z
    .enum(["off", "standard", "advanced"])
    .default("standard")
    .describe(
      "Database Insights. `standard`: 7 days of load by statement, free. `advanced`: 15 months, paid by the vCPU.",
    ),
} as const;
