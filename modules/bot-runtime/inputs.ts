import { z } from "zod";
import {
  arn,
  bucketName,
  entryName,
  forceDestroyLogs,
  logRetention,
  namePrefix,
  policyJson,
} from "../../lib/aws/inputs";
import type { InputReferences } from "../../lib/module";
import { type Rule, rulesOver } from "../../lib/rules";

/** The name of a Lambda layer. */
export const layerName = () =>
  z.string().regex(/^[a-zA-Z0-9_-]{1,140}$/, "must be the name of a Lambda layer in this account and region");

const functionName = () => z.string().regex(/^[a-zA-Z0-9_-]{1,64}$/, "must be the name of a Lambda function");

export const inputs = {
  name: namePrefix(32).describe("Prefix of the role's name, and the value of its tag Name."),
  functionNamePrefix: z
    .string()
    .regex(/^[a-zA-Z0-9_-]{1,63}$/, "must be 1 to 63 letters, digits, hyphens and underscores")
    .describe(
      "Beginning of the names of all of these functions. They may write logs to groups of functions with such names only.",
    ),
  existingRole: z
    .strictObject({ arn: arn("iam", "role/").describe("ARN of the role.") })
    .optional()
    .describe("An existing role of the functions. Default: one is made, which may write logs."),
  policies: z
    .record(entryName(), policyJson())
    .default({})
    .describe("What else the functions may do: IAM policies (JSON), by name. Default: nothing."),
  permissionsBoundary: arn("iam", "policy/")
    .optional()
    .describe("ARN of the permissions boundary of the role. Default: none."),
  logGroups: z
    .record(
      functionName(),
      z.strictObject({ retentionDays: logRetention().default(731).describe("Retention period in days.") }),
    )
    .default({})
    .describe(
      "Log groups that are made here, by the names of their functions, so that they are encrypted with the key and expire. Lambda makes all " +
        "others when a function first runs, without a key and without an end. Default: none.",
    ),
  kmsKeyArn: arn("kms", "key/")
    .optional()
    .describe("ARN of the KMS key that encrypts these log groups. Default: CloudWatch's own encryption."),
  layerName: layerName().optional().describe("Name of the layer. Required with layer."),
  layer: z
    .strictObject({
      bucket: bucketName().describe("Bucket, in this region, that the layer's zip is in."),
      key: z
        .string()
        .min(1)
        .max(1024)
        .describe(
          "Key of the zip. Another one publishes another version, so it should change with the content.",
        ),
      sha256: z
        .string()
        .regex(
          /^[A-Za-z0-9+/]{43}=$/,
          "must be a SHA-256 digest in Base64: 44 characters, the last of which is =",
        )
        .describe("SHA-256 digest of the zip in Base64. What Lambda published must have it."),
      description: z
        .string()
        .max(256)
        .default("")
        .describe("Description of the version, such as what is in it."),
      runtimes: z
        .array(
          z
            .string()
            .regex(/^[a-z]+[0-9][a-z0-9.]*$/, "must be the identifier of a Lambda runtime, like nodejs22.x"),
        )
        .min(1)
        .max(15)
        .default(["nodejs22.x"])
        .describe("Lambda runtimes that it is for."),
      architectures: z
        .array(z.enum(["x86_64", "arm64"]))
        .min(1)
        .default(["x86_64"])
        .describe(
          "Instruction sets that it is for. Default: x86_64, which is also Lambda's default for functions.",
        ),
    })
    .optional()
    .describe("A layer with the functions' libraries, to be published. Default: none."),
  forceDestroyLogs: forceDestroyLogs(),
};

export type Inputs = InputReferences<typeof inputs>;

const rule = rulesOver<typeof inputs>();

const ofOwnRole = "must not be given with existingRole: it is for the role that is made here";

export const rules: readonly Rule[] = [
  rule(["policies", "existingRole"], {
    message: ofOwnRole,
    check: ({ policies, existingRole }) => existingRole === undefined || Object.keys(policies).length === 0,
    condition: "var.existing_role == null || length(var.policies) == 0",
  }),
  rule(["permissionsBoundary", "existingRole"], {
    message: ofOwnRole,
    check: ({ permissionsBoundary, existingRole }) =>
      existingRole === undefined || permissionsBoundary === undefined,
    condition: "var.existing_role == null || var.permissions_boundary == null",
  }),
  rule(["logGroups", "functionNamePrefix"], {
    message:
      "must have the names of functions that begin with functionNamePrefix: others write to no group of theirs",
    check: ({ logGroups, functionNamePrefix }) =>
      Object.keys(logGroups).filter((name) => !name.startsWith(functionNamePrefix)),
    offenders: "[for name, group in var.log_groups : name if !startswith(name, var.function_name_prefix)]",
  }),
  rule(["layerName", "layer"], {
    message: "is required with layer",
    check: ({ layerName: name, layer }) => layer === undefined || name !== undefined,
    condition: "var.layer == null || var.layer_name != null",
  }),
];
