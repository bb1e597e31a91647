import { S3BucketLoggingA } from "@cdktf/provider-aws/lib/s3-bucket-logging";
import { z } from "zod";
import { awsProvider } from "../../lib/aws/providers";
import { awsContext } from "../../lib/aws/context";
import { policy } from "../../lib/aws/policy";
import { tf } from "../../lib/expression";
import { arn, bucketName, namePrefix } from "../../lib/aws/inputs";
import { terraformModule } from "../../lib/module";
import { privateBucket } from "../../lib/aws/private-bucket";
import { addAccessKey } from "./access-key";
import { addLifecycle, archiveClasses } from "./lifecycle";
import { clientStatements } from "./statements";

/**
 * The bucket for files that an application stores for its users. Every object is encrypted with the caller's key, every
 * version is kept for a while (45 CFR 164.308(a)(7), 164.312(c)(1)), and only TLS 1.2 clients of this account come in.
 *
 * There is no `prevent_destroy`, which Terraform cannot make depend on an input: S3 itself refuses to delete a bucket
 * that holds anything, versions included, unless `forceDestroy` has been applied first.
 */
export const FileStorage = terraformModule({
  name: "file-storage",
  summary:
    "An S3 bucket for an application's files: encrypted, versioned, private, with a policy for its one client.",
  providers: [awsProvider],
  inputs: {
    name: namePrefix().describe("Prefix of every name."),
    bucketName: bucketName()
      .optional()
      .describe("Name of the bucket, unique in all of AWS. Default: <name>-files-<account>-<region>."),
    kmsKeyArn: arn("kms", "key/").describe("Key of the objects and of the access key's secret."),
    noncurrentVersionDays: z
      .int()
      .min(1)
      .max(36500)
      .default(365)
      .describe("Days for which a deleted or overwritten file can be brought back. Default: a year."),
    archive: z
      .strictObject({
        afterDays: z
          .int()
          .min(30)
          .max(36500)
          .default(90)
          .describe("Days after which files move. S3 wants 30 at least."),
        storageClass: z
          .enum(archiveClasses)
          .default("INTELLIGENT_TIERING")
          .describe("Class they move to. Only classes that answer at once, since users open old files too."),
      })
      .optional()
      .describe(
        "Moves files to a cheaper class, those of 128 KiB or more. Default: files stay in STANDARD, since moving and " +
          "reading back small files costs more than it saves.",
      ),
    accessLogs: z
      .strictObject({
        bucketName: bucketName().describe(
          "Log bucket in this region and account; the log-bucket module makes one.",
        ),
        prefix: z
          .string()
          .regex(
            /^([A-Za-z0-9!_.*'()-]+\/)+$/,
            "must end with a slash and not begin with one, like s3/files/",
          )
          .default("s3/files/")
          .describe("Prefix of the logs' names."),
      })
      .optional()
      .describe(
        "Where S3 writes who accessed which file. Default: nowhere; production wants it (164.312(b)).",
      ),
    accessKeyUser: z
      .boolean()
      .default(false)
      .describe(
        "Makes an IAM user that can do no more than the client policy, and an access key of it, for an application that " +
          "takes nothing else (REDCap). The secret key is in Terraform's state, since AWS shows it only to its maker. " +
          "Default: none; give the client policy to a role.",
      ),
    clientVpcIds: z
      .array(z.string().regex(/^vpc-[0-9a-f]{8,17}$/, "must be the ID of a VPC, like vpc-0123456789abcdef0"))
      .default([])
      .describe(
        "VPCs from which alone the client policy lets files be reached, so that a stolen access key is of no use elsewhere. " +
          "Each needs an S3 gateway endpoint that its client's subnets use: without one, the client is locked out. " +
          "Default: from everywhere.",
      ),
    forceDestroy: z
      .boolean()
      .default(false)
      .describe(
        "Lets Terraform destroy the bucket together with its files, and the secret at once. For short-lived " +
          "environments only.",
      ),
  },
  outputs: {
    bucketName: "Name of the bucket. Whoever uses it waits for the bucket's policy.",
    bucketArn: "ARN of the bucket.",
    clientPolicyJson:
      "IAM policy of a client: read, write and delete files, list them, use the key through S3.",
    accessKeySecretArn:
      "ARN of the secret with access_key_id and secret_access_key; null without accessKeyUser.",
  },
  resources(module, input) {
    const { name, kmsKeyArn, accessLogs } = input;
    const aws = awsContext(module);
    const { bucket, versioning, access } = privateBucket(module, aws, {
      name: tf`coalesce(${input.bucketName}, ${`${name}-files-${aws.account}-${aws.region}`})`.string,
      kmsKeyArn,
    });
    bucket.addOverride("force_destroy", input.forceDestroy);
    addLifecycle(module, bucket, versioning, input);
    const logging = new S3BucketLoggingA(module, "access_log", {
      bucket: bucket.id,
      targetBucket: tf`${accessLogs}.bucket_name`.string,
      targetPrefix: tf`${accessLogs}.prefix`.string,
    });
    logging.addOverride("count", tf`${accessLogs} == null ? 0 : 1`);
    const clientPolicy = policy(module, "client", ...clientStatements(aws, bucket, input));
    return {
      bucketName: access.bucket,
      bucketArn: bucket.arn,
      clientPolicyJson: clientPolicy,
      accessKeySecretArn: addAccessKey(module, aws, input, clientPolicy),
    };
  },
});
