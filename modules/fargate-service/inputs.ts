import { z } from "zod";
import { arn, forceDestroyLogs, logRetention, namePrefix, policyJson, secretArn } from "../../lib/aws/inputs";
import { notReserved } from "../../lib/aws/reserved-names";
import type { InputReferences } from "../../lib/module";
import { oneOf } from "../../lib/requirements";
import { decides } from "../../lib/schema";
import { containerShape, fireLens, key, sidecar } from "./container-inputs";
import { deploymentInputs } from "./deployment-inputs";
import { image } from "./image-input";
import { networkInputs } from "./network-inputs";
import { fargateCpus } from "./sizes";

/** ARN of a managed policy, the account's own or AWS's, whose account is called aws. */
const policyArn = () =>
  z
    .string()
    .regex(
      /^arn:aws(-[a-z-]+)?:iam::(aws|[0-9]{12}):policy\/.+$/,
      "must be the ARN of a managed policy, like arn:aws:iam::aws:policy/…",
    );

const kmsKeyArn = () => arn("kms", "key/");

const imageInputs = {
  image: image().describe(
    "Image of the service's container, with a tag, a digest or both. With the owner pipeline it is that of the first deployment; " +
      "with the owner parameter only its repository counts.",
  ),
  imageOwner: decides(z.enum(["terraform", "pipeline", "parameter"]))
    .default("terraform")
    .describe(
      "Who decides which image runs. terraform: the input image. pipeline: the latest revision of the task definition, whoever " +
        "registered it. parameter: the SSM parameter imageParameter.",
    ),
  imageParameter: z
    .strictObject({
      name: z
        .string()
        .regex(/^[A-Za-z0-9_.\/-]+$/, "must be the name of an SSM parameter, like /app/prod/image")
        .describe(
          "Name of an existing parameter, which holds an image, or a tag of the repository of image.",
        ),
    })
    .optional()
    .describe(
      "Parameter that holds the image, read by every plan. Given with the owner parameter, and only then.",
    ),
  registryCredentials: z
    .strictObject({
      secretArn: secretArn().describe(
        'ARN of a secret with {"username": …, "password": …}, which only the execution role reads.',
      ),
    })
    .optional()
    .describe("Credentials of a private registry other than ECR, for the service's container."),
  ecrRepositoryArns: z
    .array(arn("ecr", "repository/"))
    .default([])
    .describe(
      "Further ECR repositories that tasks may pull from. Those of the images that this module knows are found by themselves, those " +
        "of other accounts included, whose repository policy must allow it as well.",
    ),
};

const taskInputs = {
  cpu: oneOf<z.ZodType<number>>(z.number(), fargateCpus)
    .default(512)
    .describe("CPU units of a task, of which 1024 are one vCPU. All containers share them."),
  memory: z
    .int()
    .default(1024)
    .describe(
      "Memory of a task in MiB. Fargate has certain sizes for each cpu; a wrong one is refused with the nearest.",
    ),
  architecture: z
    .enum(["X86_64", "ARM64"])
    .default("X86_64")
    .describe("Processor architecture. ARM64 (Graviton) costs about a fifth less, and needs images for it."),
  ephemeralStorageGib: z
    .int()
    .min(21)
    .max(200)
    .optional()
    .describe(
      "Size of a task's storage in GiB, which is encrypted and lost with the task. Default: Fargate's 20.",
    ),
  ...containerShape,
  sidecars: z
    .record(key(), sidecar)
    .default({})
    .describe(
      "Further containers of each task, by name. They share its network: localhost reaches all of them.",
    ),
  fireLens: fireLens
    .optional()
    .describe(
      "Sends the log of the service's container through a log router (FireLens) instead of to CloudWatch. The router's own log and those " +
        "of sidecars go to the log group.",
    ),
  restartOn: z
    .record(z.string(), z.string())
    .default({})
    .describe(
      "Texts, by name, whose change restarts the tasks, such as the fingerprint of settings that a task reads at its start. Tasks " +
        "get their hash as the environment variable RESTART_ON.",
    ),
};

const accessInputs = {
  taskPolicies: z
    .array(policyJson())
    .default([])
    .describe("IAM policies (JSON) with the rights of the service's own code, the task role."),
  taskPolicyArns: z
    .record(key(), policyArn().describe("ARN of the policy."))
    .default({})
    .describe("Managed IAM policies that the task role gets, by a name of your choice."),
  permissionsBoundary: z
    .strictObject({ arn: policyArn().describe("ARN of the policy that limits both roles.") })
    .optional()
    .describe("Permissions boundary of the task role and the execution role."),
  secretsKmsKeyArns: z
    .array(kmsKeyArn())
    .default([])
    .describe("ARNs of further KMS keys that encrypt secrets which tasks read at their start."),
  executeCommand: z
    .strictObject({
      logGroupName: z.string().min(1).max(512).describe("Log group of the cluster's ECS Exec sessions."),
      kmsKeyArn: kmsKeyArn().describe("Key of the cluster that encrypts the sessions."),
    })
    .optional()
    .describe(
      "Allows ECS Exec: a shell in a running task, for those whom IAM allows it. Sessions are logged and encrypted as the cluster " +
        "says. It needs writableRootFilesystem.",
    ),
  logKmsKeyArn: kmsKeyArn().optional().describe("Key of the log group. Default: kmsKeyArn."),
  logGroupName: z
    .string()
    .regex(/^[A-Za-z0-9_\/.#-]{1,512}$/, "must be the name of a log group, like /ecs/app")
    .optional()
    .describe("Name of the log group. Default: /ecs/<name>."),
  logRetentionDays: logRetention().default(365).describe("Days to keep the log."),
  forceDestroyLogs: forceDestroyLogs(),
  logMode: z
    .enum(["non-blocking", "blocking"])
    .default("non-blocking")
    .describe(
      "What happens while CloudWatch Logs does not answer. non-blocking, ECS's default, keeps up to 25 MiB in memory and then drops " +
        "lines; blocking stops the container's output, and perhaps the container.",
    ),
};

export const inputs = {
  name: notReserved(namePrefix(32), "securityGroups").describe(
    "Name of the service, of its container and of the task definition's family. Distinct in the account and region.",
  ),
  clusterArn: arn("ecs", "cluster/").describe("Cluster of the service."),
  kmsKeyArn: kmsKeyArn().describe(
    "KMS key that encrypts the log, and the secrets that tasks read at their start. Its policy must admit CloudWatch Logs.",
  ),
  ...imageInputs,
  ...taskInputs,
  ...networkInputs,
  ...deploymentInputs,
  ...accessInputs,
};

export type Inputs = InputReferences<typeof inputs>;
