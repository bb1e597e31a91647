import { z } from "zod";
import { arn, bucketName, namePrefix, regionName, secretArn, zoneId } from "../../lib/aws/inputs";
import { branch, subjects } from "./names";

const parameterPath = () =>
  z
    .string()
    .regex(
      /^(\/[A-Za-z0-9_.-]+)+\/$/,
      "must be a path that begins and ends with a slash, like /medplum/prod/, without wildcards",
    );

/** What one environment is: where its state is, who deploys it, and by what its resources are known. */
export const environment = z.strictObject({
  namePrefixes: z
    .array(namePrefix(40))
    .min(1)
    .max(5)
    .describe("The `name` of each application in it: what is named otherwise, its role cannot change."),
  branch: branch().optional().describe("Branch that it is deployed from. Default: default_branch."),
  subjects: subjects(
    "Subjects of tokens that may assume its role, exactly, for repositories that customize subject claims. Default: GitHub's environment of its name; " +
      "in GitLab, its branch.",
  ),
  regions: z
    .array(regionName())
    .min(1)
    .max(6)
    .optional()
    .describe(
      "Regions that it has resources in; global services are always among them. Default: the provider's.",
    ),
  stateKey: z
    .string()
    .regex(/^[A-Za-z0-9_][A-Za-z0-9_./-]{0,499}$/, "must be the key of an object, without wildcards")
    .optional()
    .describe(
      "Key of its state in the bucket. Default: where the workspace of its name has it, with workspace_key_prefix = `envs` and key = `terraform.tfstate`.",
    ),
  tag: z
    .strictObject({
      key: z
        .string()
        .regex(/^[A-Za-z0-9_.:/=+@-]{1,128}$/, "must be 1 to 128 characters that tags have")
        .default("Environment")
        .describe("Key of the tag."),
      values: z
        .array(
          z.string().regex(/^[A-Za-z0-9 _.:/=+@-]{1,256}$/, "must be 1 to 256 characters that tags have"),
        )
        .min(1)
        .max(10)
        .optional()
        .describe(
          "Its own value first, then those of environments whose resources it uses, such as a shared network. Default: the environment's name.",
        ),
    })
    .prefault({})
    .describe(
      "The tag by which resources are told apart whose names say nothing: the role is denied what has it with another value.",
    ),
  bucketNames: z
    .array(bucketName())
    .default([])
    .describe("Buckets of its own whose names do not begin with one of its prefixes."),
  logGroupNames: z
    .array(
      z
        .string()
        .regex(/^[A-Za-z0-9_/.#-]{1,512}$/, "must be the beginning of a log group's name, without wildcards"),
    )
    .default([])
    .describe("Beginnings of the names of its log groups without a prefix, such as those of Medplum's bots."),
  parameterPaths: z.array(parameterPath()).default([]).describe("Paths of its SSM parameters."),
  zoneIds: z
    .array(zoneId())
    .default([])
    .describe("Hosted zones in which it may change records. Default: all of the account's."),
  sources: z
    .strictObject({
      bucketNames: z
        .array(bucketName())
        .default([])
        .describe("Buckets with REDCap's archive, overlays and bundles of certificates."),
      parameterNames: z
        .array(
          z
            .string()
            .regex(
              /^\/[A-Za-z0-9_./-]+$/,
              "must be the name of a parameter that begins with a slash, without wildcards",
            ),
        )
        .default([])
        .describe("Parameters that name images."),
      secretArns: z
        .array(secretArn())
        .default([])
        .describe(
          "Secrets of others from which it takes credentials, such as those of an existing database.",
        ),
    })
    .prefault({})
    .describe("What others own, and a deployment reads."),
  accountSettings: z
    .boolean()
    .default(false)
    .describe(
      "Whether it has the account's settings too (audit_trail's GuardDuty, EBS encryption, password policy, public access block, and backup's opt-in).",
    ),
  forceDestroy: z
    .boolean()
    .default(false)
    .describe(
      "Whether its role may delete what is in its buckets, as force_destroy does. Default: not even an apply can.",
    ),
  requiredBoundary: z
    .strictObject({ arn: arn("iam", "policy/").describe("ARN of the policy.") })
    .optional()
    .describe(
      "Permissions boundary that every role and user has to have which its role creates or gives rights. Default: none, which makes the role as " +
        "mighty as the account's administrator.",
    ),
});
