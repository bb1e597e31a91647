import { z } from "zod";
import { constrain } from "../../lib/requirements";
import { decides } from "../../lib/schema";
import { key } from "./container-inputs";

// How many tasks there are, and how a deployment replaces them.

const percentTarget = (what: string) =>
  z
    .strictObject({
      targetPercent: z.int().min(10).max(95).default(60).describe(`Average ${what} utilization to keep.`),
    })
    .optional()
    .describe(`Scales on average ${what} utilization. An empty object takes the default.`);

const tasks = () => z.int().min(0).max(5000);

const ordered = {
  message: "must have min up to max",
  check: ({ min, max = min }: { min: number; max?: number }) => min <= max,
  condition: (ref: string) => `${ref}.max == null ? true : ${ref}.min <= ${ref}.max`,
};

export const deploymentInputs = {
  scaling: constrain(
    z.strictObject({
      min: tasks().default(2).describe("Minimum number of tasks. Default: two, for two zones."),
      max: tasks().optional().describe("Maximum number of tasks. Default: the minimum."),
      cpu: percentTarget("CPU"),
      memory: percentTarget("memory"),
      scaleInCooldownSeconds: z
        .int()
        .min(0)
        .default(300)
        .describe("Seconds between the removal of tasks and the next."),
      scaleOutCooldownSeconds: z.int().min(0).default(60).describe("Seconds between additions of tasks."),
      schedules: z
        .record(
          key(),
          constrain(
            z.strictObject({
              schedule: z
                .string()
                .regex(
                  /^(cron|rate|at)\([A-Za-z0-9 ,*?\/:L#W-]+\)$/,
                  "must be a schedule, like cron(0 7 ? * MON-FRI *)",
                )
                .describe("When: cron(…), rate(…) or at(…)."),
              timezone: z
                .string()
                .regex(/^[A-Za-z0-9_+\/-]+$/, "must be a time zone, like America/Chicago")
                .default("UTC")
                .describe("Time zone of the schedule."),
              min: tasks().describe("Minimum number of tasks from then on."),
              max: tasks().describe("Maximum number of tasks from then on."),
            }),
            ordered,
          ),
        )
        .default({})
        .describe(
          "Changes of minimum and maximum by time, by name. Another apply that changes min or max resets them.",
        ),
    }),
    ordered,
    {
      message: "must have cpu, memory or schedules if max is above min: otherwise, nothing scales",
      check: ({ min, max = min, cpu, memory, schedules }) =>
        max <= min || cpu !== undefined || memory !== undefined || Object.keys(schedules).length > 0,
      condition: (ref) =>
        `${ref}.max == null ? true : ${ref}.max <= ${ref}.min || ${ref}.cpu != null || ${ref}.memory != null || length(${ref}.schedules) > 0`,
    },
  )
    .prefault({})
    .describe("Number of tasks."),
  initialTasks: tasks()
    .default(1)
    .describe(
      "Number of tasks that the service is created with. With waitForSteadyState, the others start once these are healthy: one " +
        "task alone migrates an empty database. It has no effect later.",
    ),
  deployment: z
    .strictObject({
      minimumHealthyPercent: z
        .int()
        .min(0)
        .max(100)
        .default(100)
        .describe("Share of the tasks that a deployment keeps running."),
      maximumPercent: z
        .int()
        .min(100)
        .max(200)
        .default(200)
        .describe("Share of the tasks, old and new, that may run during a deployment."),
      rollback: z
        .boolean()
        .default(true)
        .describe(
          "Whether a deployment that fails (the circuit breaker is always on) is undone. Turn it off for a release whose first start " +
            "changes the database so that the old version cannot go on with it.",
        ),
      alarms: z
        .strictObject({
          names: z.array(z.string().min(1).max(255)).min(1).describe("Names of CloudWatch alarms."),
          rollback: z.boolean().default(true).describe("Whether an alarm undoes the deployment, too."),
        })
        .optional()
        .describe("Alarms that end a deployment as failed while it is going on."),
      waitForSteadyState: z
        .boolean()
        .default(true)
        .describe("Lets an apply wait until a deployment has succeeded, and fail if it does not."),
      timeoutMinutes: decides(z.int().min(5).max(180)).default(30).describe("Minutes to wait."),
    })
    .prefault({})
    .describe("How a new revision replaces the running tasks."),
  capacityProviders: z
    .record(
      z.string().regex(/^FARGATE(_SPOT)?$/, "must be FARGATE or FARGATE_SPOT"),
      z.strictObject({
        weight: z.int().min(0).max(1000).default(1).describe("Share of the tasks above base."),
        base: z.int().min(0).max(100000).default(0).describe("Number of tasks that are placed here first."),
      }),
    )
    .default({ FARGATE: { weight: 1, base: 0 } })
    .describe(
      "Shares of FARGATE and FARGATE_SPOT. Spot tasks are cheaper and stop with two minutes' notice. The cluster must have " +
        "both.",
    ),
  availabilityZoneRebalancing: z
    .boolean()
    .default(true)
    .describe("Lets ECS move tasks when the zones have unequal numbers of them."),
  platformVersion: z
    .string()
    .regex(/^(LATEST|[0-9]+[.][0-9]+[.][0-9]+)$/, "must be LATEST or a platform version, like 1.4.0")
    .default("LATEST")
    .describe("Fargate platform version. LATEST includes security patches."),
};
