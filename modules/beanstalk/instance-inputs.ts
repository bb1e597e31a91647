import { z } from "zod";
import { arn, cidrBlock, distinct, forceDestroyLogs, policyJson, tagReason } from "../../lib/aws/inputs";
import { inOneSecurityGroup } from "../../lib/aws/quotas";
import { constrain, oneOf } from "../../lib/requirements";
import { decides } from "../../lib/schema";
import { systemsManager } from "./systems-manager-input";

// The instances: their number, their volumes and logs, and what they may reach, read and do.

/** Retention that both CloudWatch Logs and Elastic Beanstalk's own option accept, in days. */
const retentionDays = [1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1827, 3653];

const egressRule = constrain(
  z.strictObject({
    port: z.int().min(1).max(65535).describe("TCP port."),
    cidr: cidrBlock().optional().describe("IPv4 range to connect to."),
    securityGroupId: z.string().min(4).optional().describe("Security group to connect to."),
  }),
  {
    message: "must have cidr or securityGroupId, exactly one",
    check: ({ cidr, securityGroupId }) => (cidr === undefined) !== (securityGroupId === undefined),
    condition: (ref) => `(${ref}.cidr == null) != (${ref}.security_group_id == null)`,
  },
);

const variableName = () =>
  z
    .string()
    .regex(
      /^[A-Za-z_][A-Za-z0-9_]{0,127}$/,
      "must be letters, digits and underscores, not beginning with a digit",
    );

/** What Elastic Beanstalk allows for all environment properties of an environment together. */
const VARIABLES_BYTES = 4096;
const sizeOf = (variables: Readonly<Record<string, string>>): number =>
  Buffer.byteLength(
    Object.entries(variables)
      .map(([name, value]) => `${name}=${value}`)
      .join(","),
  );
/** Bytes, not characters: base64 has four characters for each three of them. */
const sizeOfHcl = (ref: string): string => {
  const text = `base64encode(join(",", [for name, value in ${ref} : "\${name}=\${value}"]))`;
  return `length(${text}) / 4 * 3 - length(regexall("=", ${text}))`;
};

export const instanceInputs = {
  autoscaling: constrain(
    z.strictObject({
      upperCpuPercent: z
        .int()
        .min(1)
        .max(100)
        .default(80)
        .describe("Average CPU utilization above which an instance is added."),
      lowerCpuPercent: z
        .int()
        .min(0)
        .max(99)
        .default(20)
        .describe("Average CPU utilization below which an instance is removed."),
      periodMinutes: z.int().min(1).max(60).default(5).describe("Minutes between measurements."),
      breachMinutes: z
        .int()
        .min(1)
        .max(600)
        .default(5)
        .describe("Minutes that a threshold must be crossed before the number of instances changes."),
    }),
    {
      message: "must have lowerCpuPercent below upperCpuPercent",
      check: ({ lowerCpuPercent, upperCpuPercent }) => lowerCpuPercent < upperCpuPercent,
      condition: (ref) => `${ref}.lower_cpu_percent < ${ref}.upper_cpu_percent`,
    },
    {
      message:
        "must have breachMinutes that are a multiple of periodMinutes: Elastic Beanstalk would change one of the two",
      // Nothing is divided by a period that is refused itself.
      check: ({ periodMinutes, breachMinutes }) => periodMinutes <= 0 || breachMinutes % periodMinutes === 0,
      condition: (ref) =>
        `${ref}.period_minutes <= 0 ? true : ${ref}.breach_minutes % ${ref}.period_minutes == 0`,
    },
  )
    .prefault({})
    .describe("Scaling on CPU utilization between an environment's minimum and maximum."),
  logRetentionDays: oneOf(
    z.int(),
    retentionDays,
    `must be one of ${retentionDays.join(", ")} (Elastic Beanstalk supports fewer than CloudWatch)`,
  )
    .default(365)
    .describe("Days to keep logs."),
  forceDestroyLogs: forceDestroyLogs(),
  logFiles: decides(
    z.array(
      z
        .string()
        .regex(
          /^[A-Za-z0-9._-][A-Za-z0-9._\/-]*[A-Za-z0-9._-]$/,
          "must be a path without a leading slash, like var/log/messages",
        ),
    ),
  )
    .default([])
    .describe(
      "Log files, in addition to the platform's, that the bundle streams with the CloudWatch agent. Each gets an encrypted " +
        "log group.",
    ),
  rootVolumeSizeGb: z.int().min(8).max(16384).default(20).describe("Size of the root volume (gp3) in GB."),
  unencryptedRootVolume: z
    .strictObject({
      reason: tagReason().describe(
        "Why this is acceptable, for auditors; it becomes a tag of the environments.",
      ),
    })
    .optional()
    .describe(
      "Lets instances start with unencrypted root volumes where EBS encryption by default is off in the account. Never " +
        "with patients' data (45 CFR 164.312(a)(2)(iv)).",
    ),
  logVolumeSizeGb: decides(z.int().min(0).max(16384))
    .default(16)
    .describe(
      "Size in GB of the encrypted volume /dev/sdh for logs. 0: none, for accounts that encrypt every volume by default.",
    ),
  ec2Key: z
    .strictObject({ name: z.string().min(1).max(255).describe("Name of the key pair.") })
    .optional()
    .describe("EC2 key pair of the instances. Default: none; Session Manager needs no key."),
  egress: inOneSecurityGroup(
    distinct(
      z.record(
        z.string().regex(/^[a-z][a-z0-9_]{0,30}$/, "must be lower-case letters, digits and underscores"),
        egressRule,
      ),
    ),
  )
    .default({ https: { port: 443, cidr: "0.0.0.0/0" } })
    .describe(
      "Where instances may connect to, by name. Default: HTTPS to any address (AWS's services, package repositories). Name " +
        "resolution and time come from the VPC itself and need no rule.",
    ),
  environmentVariables: constrain(z.record(variableName(), z.string().min(1).max(4096)), {
    message: `must be at most ${VARIABLES_BYTES} bytes altogether, as NAME=value with commas between: Elastic Beanstalk takes no more`,
    check: (variables) => sizeOf(variables) <= VARIABLES_BYTES,
    condition: (ref) => `${sizeOfHcl(ref)} <= ${VARIABLES_BYTES}`,
  })
    .default({})
    .describe(
      "Environment variables of the application. No secrets: the console and the state show their values.",
    ),
  environmentSecrets: z
    .record(
      variableName(),
      z
        .string()
        .regex(
          /^arn:aws(-[a-z-]+)?:(secretsmanager:[a-z0-9-]+:[0-9]{12}:secret:[^:]+(:[^:]+)?|ssm:[a-z0-9-]+:[0-9]{12}:parameter\/.+)$/,
          "must be the ARN of a secret, perhaps with :jsonKey, or of an SSM parameter",
        ),
    )
    .default({})
    .describe(
      "Environment variables whose values instances read from Secrets Manager or Parameter Store at deployment: an ARN, or " +
        "ARN:jsonKey. Instances may read exactly these. A rotated secret is read at the next deployment.",
    ),
  instancePolicies: z
    .array(policyJson())
    .default([])
    .describe(
      "IAM policies (JSON) with the application's own rights, in addition to those that the platform needs.",
    ),
  inlinePolicies: z
    .record(
      z
        .string()
        .regex(
          /^[a-z][a-z0-9-]{0,62}[a-z0-9]$/,
          "must be 2 to 64 lower-case letters, digits and hyphens, beginning with a letter",
        ),
      policyJson(),
    )
    .default({})
    .describe(
      "IAM policies (JSON) by name, in addition to instancePolicies. Each is an inline policy of its own, so that a plan shows what " +
        "changes: for rights that end. Environments are created after them.",
    ),
  systemsManager,
  notifications: z
    .strictObject({ topicArn: arn("sns").describe("ARN of the topic.") })
    .optional()
    .describe("SNS topic that is notified of the environments' events. Default: none."),
};
