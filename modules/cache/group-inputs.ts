import { z } from "zod";
import { uniqueValues } from "../../lib/aws/inputs";
import { dailyWindow, weeklyWindow } from "../../lib/aws/windows";
import { constrain } from "../../lib/requirements";
import { decides } from "../../lib/schema";
import { describeVersions, type Engine, engines, versionsOf } from "./engine-versions";
import { evictionPolicies, reservedParameters } from "./parameters";
import { clientName } from "./client-name";
import { nodeType, oneShard } from "./node-type-input";

const engine = () =>
  constrain(z.string(), {
    message:
      "must be valkey or redis. Memcached has neither replicas nor authentication, and no Redis client can talk to it",
    check: (value) => (engines as readonly string[]).includes(value),
    condition: (ref) => `contains(${JSON.stringify(engines)}, ${ref})`,
  });

const parameterName = constrain(
  z.string().regex(/^[a-z][a-z0-9-]*$/, "must be the name of a parameter, like timeout"),
  {
    message:
      "must not be maxmemory-policy, which evictionPolicy sets, nor cluster-enabled, since the module makes groups with " +
      "cluster mode disabled only",
    check: (value) => !reservedParameters.includes(value),
    condition: (ref) => `!contains(${JSON.stringify(reservedParameters)}, ${ref})`,
  },
);

const user = z.strictObject({
  name: constrain(
    z
      .string()
      .regex(
        /^[a-z][a-z0-9_-]{0,39}$/,
        "must be 1 to 40 lower-case letters, digits, hyphens and underscores, beginning with a letter",
      ),
    {
      message:
        "must not be default: the engine logs in clients without a name by that user, which is turned off",
      check: (value) => value !== "default",
      condition: (ref) => `${ref} != "default"`,
    },
  )
    .default("app")
    .describe("Name with which clients log in."),
  accessString: z
    .string()
    .regex(/^on [^>]*$/, "must begin with on, and must not set a password: the module does")
    .default("on ~* &* +@all -@dangerous +info +client|list")
    .describe(
      "What the user may do, as an access string of ElastiCache. Default: everything on all keys and channels but dangerous " +
        "commands (FLUSHALL, KEYS, CONFIG, …); of those, INFO and CLIENT LIST, which clients and job queues need.",
    ),
});

const shape = {
  engine: engine().default("valkey").describe("`valkey` or `redis` (Redis OSS)."),
  engineVersion: z
    .string()
    .optional()
    .describe(
      "Major and minor version, out of a reviewed list (an error shows it). Default: 8.2 for valkey, 7.1 for redis.",
    ),
  nodeType: nodeType()
    .default("cache.t4g.small")
    .describe("Node type, out of a reviewed list (an error shows it). Serverless is refused."),
  replicas: decides(z.int().min(0).max(5))
    .default(1)
    .describe(
      "Number of replicas. With at least one, a failed primary is replaced by a replica automatically.",
    ),
  multiAz: z
    .boolean()
    .optional()
    .describe("Spreads the nodes over availability zones. Needs a replica. Default: on where there is one."),
  clusterMode: oneShard(z.string(), "disabled")
    .default("disabled")
    .describe("`disabled`; anything else is refused, with the reason."),
  numNodeGroups: oneShard<z.ZodType<number>>(z.number(), 1)
    .default(1)
    .describe("1 node group (shard); anything else is refused, with the reason."),
  evictionPolicy: z
    .enum(evictionPolicies)
    .default("volatile-lru")
    .describe(
      "What happens to writes when the memory is full. `noeviction` refuses them: right for job queues, which must not lose " +
        "jobs. Default, as ElastiCache's: keys with an expiry make room.",
    ),
  parameters: z
    .record(parameterName, z.string().min(1))
    .default({})
    .describe("Further parameters of the engine, by name."),
  user: user
    .optional()
    .describe(
      "Client user (role-based access control). Default: none; clients log in with an AUTH token, which may do everything.",
    ),
  generation: decides(z.int().min(1))
    .default(1)
    .describe(
      "Raise it by one for a new password or token; the previous one keeps working until it is retired (see the README).",
    ),
  retiredGeneration: decides(z.int().min(0))
    .default(0)
    .describe(
      "Passwords or tokens up to this generation stop working. Set it once every client uses the present one.",
    ),
  clients: uniqueValues(z.record(clientName(), z.string().min(1)))
    .default({})
    .describe("Clients of this group only, in addition to those of all groups: security group IDs by name."),
  snapshot: z
    .strictObject({ name: z.string().min(1).max(255).describe("Name of the snapshot.") })
    .optional()
    .describe("Snapshot to start with. Read only when the group is created."),
  snapshotRetentionDays: z
    .int()
    .min(0)
    .max(35)
    .default(7)
    .describe("Days to keep the daily snapshots; 0 turns them off."),
  snapshotWindow: dailyWindow(60)
    .default("03:00-04:00")
    .describe("Daily window in UTC in which the snapshot starts."),
  maintenanceWindow: weeklyWindow(60)
    .default("sun:05:00-sun:06:00")
    .describe("Weekly maintenance window in UTC; must not overlap the snapshot window."),
  skipFinalSnapshot: z
    .boolean()
    .default(false)
    .describe(
      "Deletes the group without a final snapshot. For caches that can be filled again. Read only when the group is created.",
    ),
  applyImmediately: z
    .boolean()
    .default(false)
    .describe(
      "Applies changes of node type, version and settings immediately instead of in the maintenance window. Needed to " +
        "change logTypes.",
    ),
  autoMinorVersionUpgrade: z
    .boolean()
    .default(false)
    .describe(
      "Lets ElastiCache upgrade the minor version. Default: off, because a plan would then want to go back, which replaces " +
        "the group, data and all.",
    ),
  logTypes: decides(z.array(z.enum(["slow-log", "engine-log"])))
    .default(["slow-log", "engine-log"])
    .describe("Logs to send to CloudWatch, as JSON."),
};

/** A replication group as a caller writes it. */
export const group = constrain(
  z.strictObject(shape),
  {
    message: `must have an engineVersion of its engine. ${describeVersions()}`,
    check: ({ engine: name, engineVersion }) =>
      engineVersion === undefined ||
      !(engines as readonly string[]).includes(name) ||
      versionsOf(name as Engine).includes(engineVersion),
    condition: (ref) =>
      `${ref}.engine_version == null ? true : ` +
      `try(contains(local.supported_versions[${ref}.engine], ${ref}.engine_version), true)`,
    locals: {
      supported_versions: Object.fromEntries(engines.map((name) => [name, versionsOf(name)])),
    },
  },
  {
    message: "must have at least 1 replica for multiAz: a single node is in a single availability zone",
    check: ({ multiAz, replicas }) => multiAz !== true || replicas > 0,
    condition: (ref) => `coalesce(${ref}.multi_az, false) ? ${ref}.replicas > 0 : true`,
  },
  {
    message: "must have a retiredGeneration below generation, which clients use",
    check: ({ generation, retiredGeneration }) => retiredGeneration < generation,
    condition: (ref) => `${ref}.retired_generation < ${ref}.generation`,
  },
);
