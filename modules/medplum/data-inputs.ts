import { z } from "zod";
import { arn, secretArn } from "../../lib/aws/inputs";
import { constrain } from "../../lib/requirements";
import { decides } from "../../lib/schema";
import { Database } from "../database";
import { cacheSecretKeys } from "./caches";
import { cachePart, databasePart, proxyPart, serverPart } from "./parts";

const cacheNames = Object.keys(cacheSecretKeys);

/** Where Medplum keeps its data. */
export const dataInputs = {
  database: z
    .strictObject({
      ...databasePart.shape,
      databaseName: Database.definition.inputs.databaseName
        .default("medplum")
        .describe(
          "Name of Medplum's database. Default: medplum. A cluster restored from a snapshot keeps the snapshot's.",
        ),
      passwordGeneration: z
        .int()
        .min(1)
        .default(1)
        .describe("Raise it for a new password; the apply restarts the tasks. Default: 1."),
      certificateAuthorities: z
        .string()
        .optional()
        .describe(
          "RDS's CA certificates in PEM, for a region whose CA certificates the database module does not have (an error says so).",
        ),
    })
    .optional()
    .describe(
      "An Aurora PostgreSQL cluster. Exactly one of database and existingDatabase. [rdsInstances = a writer and readers; " +
        "rdsInstanceType = instance_class; rdsReaderInstanceType = reader_instance_class; rdsInstanceVersion = engine_version; " +
        "rdsClusterParameters = parameters]",
    ),
  databaseProxy: z
    .strictObject({
      ...proxyPart.shape,
      inUse: decides(z.boolean())
        .default(true)
        .describe(
          "Whether the server connects to the proxy. Set it to false and apply before you remove the proxy, so that no task still uses it. Default: true.",
        ),
    })
    .optional()
    .describe(
      "RDS Proxy between the tasks and the cluster, for many tasks with few queries each. Only with database. Default: none. " +
        "[rdsProxyEnabled]",
    ),
  existingDatabase: z
    .strictObject({
      secretArn: secretArn().describe(
        "Secret with the JSON {host, port, dbname, username, password, ssl}, which every plan reads and checks. [rdsSecretsArn]",
      ),
      reader: z
        .strictObject({ secretArn: secretArn().describe("Secret of the same form.") })
        .optional()
        .describe("Readers of the database. Default: none."),
      egress: constrain(serverPart.shape.egress.unwrap(), {
        message: "must have at least one rule: without one, no task reaches the database",
        check: (rules) => Object.keys(rules).length > 0,
        condition: (ref) => `length(${ref}) > 0`,
      }).describe(
        "Rules, by name, that let tasks connect to it and its readers: `{ database = { port = 5432, security_group_id = … } }`.",
      ),
      kmsKeyArns: z
        .array(arn("kms", "key/"))
        .default([])
        .describe("ARNs of the customer managed keys that encrypt these secrets."),
    })
    .optional()
    .describe(
      "An existing PostgreSQL database, which must admit the security group data_clients_security_group_id, an output. Exactly one of database and existingDatabase.",
    ),
  connectionsPerTask: z
    .int()
    .min(5)
    .max(500)
    .default(50)
    .describe(
      "Maximum number of database connections of a task, and as many again to readers. During a deployment, tasks run twice: keep " +
        "twice the sum below what the database accepts.",
    ),
  caches: constrain(
    cachePart.shape.groups,
    {
      message: `must be one of ${cacheNames.join(", ")}`,
      check: (groups) => Object.keys(groups).filter((name) => !cacheNames.includes(name)),
      offenders: (ref) =>
        `[for name, group in ${ref} : name if !contains(${JSON.stringify(cacheNames)}, name)]`,
    },
    {
      message: "must have main, which serves every purpose that has no group of its own",
      check: (groups) => Object.hasOwn(groups, "main"),
      condition: (ref) => `contains(keys(${ref}), "main")`,
    },
  )
    .prefault({ main: {} })
    .describe(
      "ElastiCache groups by purpose. main serves every purpose that has no group of its own: cache (cached resources), rate-limit, " +
        "pub-sub (subscriptions over WebSockets) and background-jobs (job queues, which need evictionPolicy noeviction). [cacheNodeType, " +
        "cacheEngine, cacheEngineVersion = main; cacheRedis, rateLimitRedis, pubSubRedis, backgroundJobsRedis]",
    ),
};
