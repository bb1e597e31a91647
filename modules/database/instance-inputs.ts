import { z } from "zod";
import { constrain } from "../../lib/requirements";

/** A class that Aurora offers today. Optimized Reads classes (r6gd, …) exist for PostgreSQL only; RDS says so. */
const instanceClass = () =>
  z
    .string()
    .regex(
      /^db\.(serverless|(t3|t4g)\.(medium|large)|(r5|r6g|r6gd|r6i|r6id|r7g|r7i|r8g|r8gd|x2g)\.([0-9]{1,2})?x?large)$/,
      "must be an Aurora instance class, like db.r6g.large: db.serverless, db.t4g.medium or .large, .large and up of db.r5, " +
        "r6g, r6i, r7g, r7i, r8g, x2g (not db.t3.small or db.t2, which Aurora no longer has)",
    );

const capacity = () =>
  constrain(z.number().min(0).max(256), {
    message: "must be a multiple of 0.5",
    check: (value) => Number.isInteger(value * 2),
    condition: (reference) => `floor(${reference} * 2) == ${reference} * 2`,
  });

const scaling = constrain(
  z.strictObject({
    minCapacity: capacity().describe(
      "Minimum capacity in ACUs (2 GiB each), in steps of 0.5. Below 1, an idle cluster is slow initially; 0 pauses it.",
    ),
    maxCapacity: capacity().describe("Maximum capacity in ACUs: the upper bound of the bill."),
    secondsUntilAutoPause: z
      .int()
      .min(300)
      .max(86_400)
      .optional()
      .describe(
        "Seconds without connections before the cluster pauses. Required with minCapacity 0, refused otherwise.",
      ),
  }),
  {
    message: "must have maxCapacity of at least minCapacity, and at least 1",
    check: ({ minCapacity, maxCapacity }) => maxCapacity >= Math.max(minCapacity, 1),
    condition: (ref) => `${ref}.max_capacity >= max(${ref}.min_capacity, 1)`,
  },
  {
    message: "must have secondsUntilAutoPause if minCapacity is 0, and only then",
    check: ({ minCapacity, secondsUntilAutoPause }) =>
      (minCapacity === 0) === (secondsUntilAutoPause !== undefined),
    condition: (ref) => `(${ref}.min_capacity == 0) == (${ref}.seconds_until_auto_pause != null)`,
  },
);

const readerName = constrain(
  z
    .string()
    .regex(
      /^[a-z]([a-z0-9-]{0,18}[a-z0-9])?$/,
      "must be 1 to 20 lower-case letters, digits and hyphens, beginning with a letter and not ending with a hyphen",
    ),
  {
    message: "must not be writer, nor have two hyphens in a row",
    check: (value) => value !== "writer" && !value.includes("--"),
    condition: (reference) => `${reference} != "writer" && !strcontains(${reference}, "--")`,
  },
);

/** What the instances are. */
export const instanceInputs = {
  instanceClass: instanceClass()
    .optional()
    .describe(
      "Class of the writer, and of readers without another one. Default: db.t4g.medium, or db.serverless with " +
        "serverlessV2Scaling.",
    ),
  serverlessV2Scaling: scaling
    .optional()
    .describe(
      "Capacity of each db.serverless instance (Aurora Serverless v2). Default: provisioned instances.",
    ),
  readerInstanceClass: instanceClass()
    .optional()
    .describe(
      "Class of readers that have none of their own. Default: the writer's. Another one than the writer's lets the cluster " +
        "change its class by failover: readers first, fail over, then the writer.",
    ),
  readers: z
    .record(
      readerName,
      z.strictObject({
        instanceClass: instanceClass()
          .optional()
          .describe(
            "Class of this reader. Default: that of all readers, if there is one, else the writer's.",
          ),
        promotionTier: z
          .int()
          .min(0)
          .max(15)
          .default(1)
          .describe("Failover priority, 0 first. Default: after the writer, which has 0."),
        availabilityZone: z
          .string()
          .min(1)
          .optional()
          .describe("Availability zone, such as eu-west-1b. Default: RDS chooses."),
      }),
    )
    .default({})
    .describe(
      "Readers by name; each is a failover target. A cluster survives the loss of a zone only with a reader in another one.",
    ),
};
