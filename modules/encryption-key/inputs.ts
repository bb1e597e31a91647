import { z } from "zod";
import { arn, entryName, namePrefix, unique, uniqueValues } from "../../lib/aws/inputs";

export const inputs = {
  name: namePrefix(64).describe("Alias of the key, without `alias/`."),
  description: z.string().min(1).max(8192).describe("What the key protects, shown in the KMS console."),
  servicePrincipals: unique(
    z.array(
      z
        .string()
        .regex(/^[a-z0-9.-]+\.amazonaws\.com$/, "must be a service principal, like sns.amazonaws.com"),
    ),
  )
    .default([])
    .describe(
      "AWS services that use the key themselves, such as those that publish to an encrypted topic: " +
        "`cloudwatch.amazonaws.com`, `backup.amazonaws.com`, `ses.amazonaws.com`. CloudWatch Logs, EventBridge and CloudFront " +
        "have inputs of their own.",
    ),
  cloudwatchLogs: z
    .boolean()
    .default(true)
    .describe(
      "Lets CloudWatch Logs encrypt this account's log groups with the key. False for a key of no log group; events that were encrypted " +
        "with it can then no longer be read.",
    ),
  eventBridge: z
    .boolean()
    .default(true)
    .describe(
      "Lets EventBridge publish to this account's topics that the key encrypts. False for a key of no topic that rules notify.",
    ),
  cloudfront: z
    .strictObject({
      distributionArns: uniqueValues(z.record(entryName(), arn("cloudfront", "distribution/")))
        .default({})
        .describe(
          "The distributions, by a name of your choice. Default: all of this account's, for keys that exist before a distribution " +
            "whose logs or origin they encrypt.",
        ),
    })
    .optional()
    .describe(
      "Lets CloudFront decrypt what distributions with origin access control read from buckets. Default: not admitted.",
    ),
  trails: uniqueValues(z.record(entryName(), arn("cloudtrail", "trail/")))
    .default({})
    .describe(
      "CloudTrail trails that encrypt their log files with the key, by a name of your choice: ARNs, which the trails' names determine. " +
        "Default: none.",
    ),
  serviceLinkedRoles: unique(
    z.array(
      z
        .string()
        .regex(
          /^[a-z0-9.-]+\.amazonaws\.com$/,
          "must be the service of a service-linked role, like autoscaling.amazonaws.com",
        ),
    ),
  )
    .default([])
    .describe(
      "Services whose service-linked roles in this account may use the key, such as `autoscaling.amazonaws.com` for volumes of instances " +
        "that it launches: such a role has no permissions on keys of its own. Default: none, IAM decides.",
    ),
  rotationPeriodDays: z
    .int()
    .min(90)
    .max(2560)
    .default(365)
    .describe("Days between rotations of the key material."),
  deletionWindowDays: z
    .int()
    .min(7)
    .max(30)
    .default(30)
    .describe(
      "Days between the destruction of the key and the loss of what it encrypts. Default: the maximum.",
    ),
  deletionProtection: z
    .boolean()
    .default(true)
    .describe(
      "Denies the deletion of the key to everybody, Terraform included, until set to false and applied: what it encrypts may outlive what made it.",
    ),
};
