import { z } from "zod";
import { arn, bucketName, namePrefix, vpcId } from "../../lib/aws/inputs";
import { decides } from "../../lib/schema";

/** Cheaper storage classes from which a file is read at once. */
const archiveClasses = ["INTELLIGENT_TIERING", "STANDARD_IA", "GLACIER_IR"] as const;

export const inputs = {
  name: namePrefix().describe("Prefix of every name."),
  bucketName: bucketName()
    .optional()
    .describe("Name of the bucket, unique in all of AWS. Default: <name>-files-<account>-<region>."),
  kmsKeyArn: arn("kms", "key/").describe("KMS key that encrypts the files and the access key's secret."),
  noncurrentVersionDays: z
    .int()
    .min(1)
    .max(36500)
    .default(365)
    .describe("Days in which a deleted or overwritten file can be recovered. Default: one year."),
  archive: z
    .strictObject({
      afterDays: z
        .int()
        .min(30)
        .max(36500)
        .default(90)
        .describe("Days after which files move. S3 requires at least 30."),
      storageClass: z
        .enum(archiveClasses)
        .default("INTELLIGENT_TIERING")
        .describe(
          "Storage class they move to. Only classes that are read at once, since users open old files, too.",
        ),
    })
    .optional()
    .describe(
      "Moves files of 128 KiB or more to a cheaper storage class. Default: files stay in STANDARD, since moving and " +
        "reading back small files costs more than it saves.",
    ),
  accessLogs: z
    .strictObject({
      bucketName: bucketName().describe(
        "Log bucket in this region and account, such as that of the log-bucket module.",
      ),
      prefix: z
        .string()
        .regex(/^([A-Za-z0-9!_.*'()-]+\/)+$/, "must end with a slash and not begin with one, like s3/files/")
        .default("s3/files/")
        .describe("Prefix of the logs' names."),
    })
    .optional()
    .describe(
      "Where S3 logs who accessed which file. Default: nowhere; production needs it (45 CFR 164.312(b)).",
    ),
  accessKeyUser: decides(
    z
      .boolean()
      .default(false)
      .describe(
        "Creates an IAM user with the client policy only, and an access key for it, for an application that accepts nothing " +
          "else. The secret key is in Terraform's state, since AWS shows it only to its creator. Default: none; attach the " +
          "client policy to a role.",
      ),
  ),
  clientVpcIds: z
    .array(vpcId())
    .default([])
    .describe(
      "VPCs from which the client policy allows access, and from nowhere else, so that a stolen access key is useless " +
        "elsewhere. Each needs an S3 gateway endpoint that the client's subnets use: without one, the client is locked " +
        "out. Default: from anywhere.",
    ),
  forceDestroy: z
    .boolean()
    .default(false)
    .describe(
      "Lets Terraform destroy the bucket with the files in it, and the secret without a recovery window. For short-lived " +
        "environments only.",
    ),
};
