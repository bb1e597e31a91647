import { z } from "zod";
import { tagReason } from "../../lib/aws/inputs";
import { constrain } from "../../lib/requirements";
import { image } from "./image-input";
import { sharedPaths, sharedPathsHcl, sizeOf, sizeOfHcl, tmpfs } from "./tmpfs";

// What a container is, whether it is the service's own or a sidecar.

/** Name of a container, a volume or a rule. */
export const key = () =>
  z.string().regex(/^[a-z][a-z0-9-]{0,30}$/, "must be up to 31 lower-case letters, digits and hyphens");

const variableName = () =>
  z
    .string()
    .regex(
      /^[A-Za-z_][A-Za-z0-9_.]{0,127}$/,
      "must be letters, digits, dots and underscores, not beginning with a digit",
    );

/** ARN of a secret, perhaps with JSON key, stage and version as ECS takes them, or of a parameter. */
export const secretArn = () =>
  z
    .string()
    .regex(
      /^arn:aws(-[a-z-]+)?:(secretsmanager:[a-z0-9-]+:[0-9]{12}:secret:[^:]+(:[^:]*:[^:]*:[^:]*)?|ssm:[a-z0-9-]+:[0-9]{12}:parameter\/.+)$/,
      "must be the ARN of a secret, perhaps with :<JSON key>:<stage>:<version>, or of an SSM parameter",
    );

const healthCheck = z.strictObject({
  command: constrain(z.array(z.string()).min(2), {
    message: "must begin with CMD, which needs no shell in the image, or CMD-SHELL",
    check: ([first]) => first === "CMD" || first === "CMD-SHELL",
    condition: (ref) => `contains(["CMD", "CMD-SHELL"], try(${ref}[0], ""))`,
  }).describe("Command that succeeds while the container is healthy, after CMD or CMD-SHELL."),
  intervalSeconds: z.int().min(5).max(300).default(30).describe("Seconds between checks."),
  timeoutSeconds: z.int().min(2).max(60).default(5).describe("Seconds that a check may take."),
  retries: z.int().min(1).max(10).default(3).describe("Failures in a row that make a container unhealthy."),
  startPeriodSeconds: z
    .int()
    .min(0)
    .max(300)
    .default(0)
    .describe("Seconds after the start in which failures do not count."),
});

const path = () => z.string().regex(/^\/[^:]*$/, "must be an absolute path");

export const containerShape = {
  command: z
    .array(z.string())
    .default([])
    .describe("Arguments of the container. Default: the image's own (CMD)."),
  entrypoint: z
    .array(z.string())
    .default([])
    .describe("Program that the container starts. Default: the image's own (ENTRYPOINT)."),
  user: z
    .string()
    .regex(
      /^[A-Za-z0-9_][A-Za-z0-9_.-]*(:[A-Za-z0-9_][A-Za-z0-9_.-]*)?$/,
      "must be a user, or user:group, by names or IDs",
    )
    .optional()
    .describe("User that the container runs as, such as 1000:1000. Default: the image's own."),
  environment: z
    .record(variableName(), z.string())
    .default({})
    .describe("Environment variables. No secrets: the console, plans and the state show their values."),
  secrets: z
    .record(variableName(), secretArn())
    .default({})
    .describe(
      "Environment variables whose values a task reads at its start: ARNs of secrets (with :<JSON key>:: for one entry) or of " +
        "SSM parameters. The execution role may read exactly these.",
    ),
  writablePaths: z
    .record(key(), path())
    .default({})
    .describe(
      "Folders on the task's storage, by name, that root may write to: ECS mounts volumes that belong to root, with mode 0755. " +
        "Another user may write there only if the image declares a VOLUME at the same path and makes it the user's; any user may " +
        "write to tmpfs. They are lost with the task.",
    ),
  tmpfs: z
    .record(key(), tmpfs)
    .default({})
    .describe(
      "Temporary file systems in memory, by name, that any user may write to. They are empty when the container starts, and lost " +
        "when it stops.",
    ),
  writableRootFilesystem: z
    .strictObject({
      reason: tagReason().describe("Why this is acceptable, for auditors. It becomes a tag of the service."),
    })
    .optional()
    .describe(
      "Lets the container write to its root file system, which is read-only otherwise. ECS Exec needs it.",
    ),
  healthCheck: healthCheck
    .optional()
    .describe("Health check within the container, in addition to that of a target group."),
  stopTimeoutSeconds: z
    .int()
    .min(2)
    .max(120)
    .default(30)
    .describe(
      "Seconds between the request to stop (SIGTERM) and the end (SIGKILL). Fargate allows up to 120.",
    ),
  ulimits: z
    .record(
      z.string().regex(/^[a-z]+$/, "must be a limit's name, like nofile"),
      constrain(
        z.strictObject({
          soft: z.int().min(0).describe("Soft limit."),
          hard: z.int().min(0).describe("Hard limit."),
        }),
        {
          message: "must have a soft limit up to the hard one",
          check: ({ soft, hard }) => soft <= hard,
          condition: (ref) => `${ref}.soft <= ${ref}.hard`,
        },
      ),
    )
    .default({})
    .describe("Limits of the container by name, such as nofile."),
  initProcess: z
    .boolean()
    .default(true)
    .describe("Runs an init process that passes signals on and reaps child processes."),
  waitsFor: z
    .record(key(), z.enum(["START", "COMPLETE", "SUCCESS", "HEALTHY"]))
    .default({})
    .describe("State that other containers, by name, must be in before this one starts."),
};

export const sidecar = constrain(
  z.strictObject({
    image: image().describe("Image of the sidecar, with a tag or a digest."),
    cpu: z.int().min(1).optional().describe("CPU units of the task that are reserved for it."),
    memory: z.int().min(6).optional().describe("Memory in MiB that it may use; it is stopped beyond."),
    essential: z.boolean().default(true).describe("Whether the task stops when this container does."),
    port: z.int().min(1).max(65535).optional().describe("Port that it listens on, within the task."),
    ...containerShape,
  }),
  {
    message: "must have a path of its own for each tmpfs, which none of writablePaths has",
    check: ({ tmpfs, writablePaths }) => sharedPaths(tmpfs, writablePaths).length === 0,
    condition: (ref) => `length(${sharedPathsHcl(`${ref}.tmpfs`, `${ref}.writable_paths`)}) == 0`,
  },
  {
    message:
      "must have tmpfs that are smaller than its memory, all together: what is written there counts as memory",
    check: ({ tmpfs, memory }) => memory === undefined || sizeOf(tmpfs) < memory,
    condition: (ref) => `${ref}.memory == null ? true : ${sizeOfHcl(`${ref}.tmpfs`)} < ${ref}.memory`,
  },
);

export const fireLens = z.strictObject({
  image: image().describe(
    "Image of the log router, such as public.ecr.aws/aws-observability/aws-for-fluent-bit:2.34.0.",
  ),
  type: z.enum(["fluentbit", "fluentd"]).default("fluentbit").describe("Program of the log router."),
  routerOptions: z
    .record(z.string(), z.string())
    .default({})
    .describe("Options of the router, such as enable-ecs-log-metadata or config-file-value."),
  options: z
    .record(z.string(), z.string())
    .default({})
    .describe("Options of the service's log driver: where to send its log, such as Name and region."),
  secretOptions: z
    .record(z.string(), secretArn())
    .default({})
    .describe("Options of the log driver that are secret, by ARN of a secret or an SSM parameter."),
  environment: z
    .record(variableName(), z.string())
    .default({})
    .describe("Environment variables of the router."),
  cpu: z.int().min(1).optional().describe("CPU units of the task that are reserved for the router."),
  memory: z.int().min(6).optional().describe("Memory in MiB that the router may use."),
});
