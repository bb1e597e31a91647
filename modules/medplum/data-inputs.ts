import { z } from "zod";
import { arn } from "../../lib/aws/inputs";
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
        .describe("Medplum's database. A restored cluster keeps the snapshot's."),
      passwordGeneration: z
        .int()
        .min(1)
        .default(1)
        .describe("Raise it for a new password. The apply restarts the tasks."),
      certificateAuthorities: z
        .string()
        .optional()
        .describe(
          "RDS's certificate authorities in PEM, for a region whose authorities the database module lacks (it says so).",
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
          "Whether the server connects to the proxy. Set it to false and apply before you remove the proxy, so that no task is left with it.",
        ),
    })
    .optional()
    .describe(
      "RDS Proxy between the tasks and the cluster, for many tasks with few queries each. Only with database. Default: none. " +
        "[rdsProxyEnabled]",
    ),
  existingDatabase: z
    .strictObject({
      secretArn: arn("secretsmanager", "secret:").describe(
        "Secret with the JSON {host, port, dbname, username, password, ssl}, which every plan looks into. [rdsSecretsArn]",
      ),
      reader: z
        .strictObject({ secretArn: arn("secretsmanager", "secret:").describe("Secret of the same form.") })
        .optional()
        .describe("How to reach readers. Default: there are none."),
      egress: constrain(serverPart.shape.egress.unwrap(), {
        message: "must have at least one rule: tasks reach nothing else",
        check: (rules) => Object.keys(rules).length > 0,
        condition: (ref) => `length(${ref}) > 0`,
      }).describe(
        "Where the tasks connect to it and its readers, by name: `{ database = { port = 5432, security_group_id = … } }`.",
      ),
      kmsKeyArns: z.array(arn("kms", "key/")).default([]).describe("Customer managed keys of these secrets."),
    })
    .optional()
    .describe(
      "An existing PostgreSQL, which must admit the output data_clients_security_group_id. Exactly one of database and existingDatabase.",
    ),
  connectionsPerTask: z
    .int()
    .min(5)
    .max(500)
    .default(50)
    .describe(
      "Database connections of a task, and as many again to readers. While a deployment overlaps, all tasks count twice: keep the " +
        "sum below what the database accepts.",
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
      message: "must have main, which takes what no other group does",
      check: (groups) => Object.hasOwn(groups, "main"),
      condition: (ref) => `contains(keys(${ref}), "main")`,
    },
  )
    .prefault({ main: {} })
    .describe(
      "ElastiCache groups by purpose: main; and, each instead of main for its purpose, cache (cached resources), rate-limit, pub-sub " +
        "(subscriptions over WebSockets) and background-jobs (queues, which want evictionPolicy noeviction). [cacheNodeType, " +
        "cacheEngine, cacheEngineVersion = main; cacheRedis, rateLimitRedis, pubSubRedis, backgroundJobsRedis]",
    ),
};
