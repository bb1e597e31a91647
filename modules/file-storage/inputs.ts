import { z } from "zod";
import { accessKeyShape } from "../../lib/aws/access-key";
import { arn, bucketName, entryName, namePrefix, unique, uniqueValues, vpcId } from "../../lib/aws/inputs";
import { notReserved } from "../../lib/aws/reserved-names";
import { constrain } from "../../lib/requirements";
import { decides } from "../../lib/schema";
import { cors } from "./cors-input";
import { replication } from "./replication-input";

/** Cheaper storage classes from which a file is read at once. */
const archiveClasses = ["INTELLIGENT_TIERING", "STANDARD_IA", "GLACIER_IR"] as const;

/** What S3 accepts in the key or value of a tag. */
const tagText = (maximum: number) =>
  z
    .string()
    .min(1)
    .max(maximum)
    .regex(
      /^[A-Za-z0-9 _.:\/=+@-]+$/,
      "must contain only letters, digits, spaces and _ . : / = + @ -, as tags do",
    );

export const inputs = {
  name: notReserved(namePrefix(), "buckets").describe("Prefix of every name."),
  bucketName: bucketName()
    .optional()
    .describe(
      "Name of the bucket, unique in all of AWS. Default: <name>-files-<account>-<region>. With dots in it, clients need S3's " +
        "path-style addresses: no certificate of S3's covers it as a host name.",
    ),
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
  expirations: constrain(
    z.record(
      entryName(),
      z.strictObject({
        prefix: z
          .string()
          .min(1)
          .max(1024)
          .describe(
            "Beginning of the names of the files, such as tmp/. Not empty: that would be every file.",
          ),
        afterDays: z.int().min(1).max(36500).describe("Days after which a file is deleted."),
      }),
    ),
    {
      message: "must not have the same prefix as another entry",
      check: (rules) => {
        const entries = Object.entries(rules);
        return entries
          .filter(([name, { prefix }]) =>
            entries.some(([other, rule]) => other !== name && rule.prefix === prefix),
          )
          .map(([name]) => name);
      },
      offenders: (ref) =>
        `[for name, rule in ${ref} : name if length([for same in values(${ref}) : same if same.prefix == rule.prefix]) > 1]`,
    },
  )
    .default({})
    .describe(
      "Files that are deleted after a while, by a name of your choice: for what an application writes and never needs again. " +
        "They can be recovered for noncurrentVersionDays. Default: none.",
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
  accessKey: z
    .strictObject(accessKeyShape)
    .prefault({})
    .describe(
      "Replacement of the access key, with accessKeyUser: two applies, and no moment without a key (see the README).",
    ),
  clientRights: z
    .strictObject({
      delete: z.boolean().default(false).describe("Deletes files."),
      privateAcl: z
        .boolean()
        .default(false)
        .describe("Names the ACL private in uploads, as some applications do. It gives nobody access."),
      tags: z
        .boolean()
        .default(false)
        .describe("Reads and writes the tags of files, which copies of a file carry."),
    })
    .prefault({})
    .describe(
      "What the client policy allows in addition to reading, writing and listing files. Default: nothing.",
    ),
  managedClientPolicy: decides(
    z
      .boolean()
      .default(false)
      .describe(
        "Creates the client policy as an IAM policy, for callers that attach policies by ARN. Default: no; clientPolicyJson is " +
          "the document.",
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
  distributionArns: uniqueValues(z.record(entryName(), arn("cloudfront", "distribution/")))
    .default({})
    .describe(
      "CloudFront distributions that read files with origin access control, by a name of your choice. Their key must admit " +
        "them: cloudfront of the encryption-key module. Default: none.",
    ),
  cors,
  eventBridge: decides(
    z
      .boolean()
      .default(false)
      .describe(
        "Sends the bucket's events (created, deleted, tagged files, …) to EventBridge in this account.",
      ),
  ),
  tagGate: z
    .strictObject({
      key: tagText(128).describe("Tag that a scanner writes, such as GuardDutyMalwareScanStatus."),
      readableValues: unique(z.array(tagText(256)).min(1)).describe(
        "Its values on files that may be read, such as NO_THREATS_FOUND.",
      ),
      untagged: z
        .enum(["refused", "readable"])
        .default("refused")
        .describe(
          "What becomes of files without the tag, which nobody has scanned yet. readable: only files whose tag has another value are " +
            "refused, so that a bad file can be read until the scanner has tagged it.",
        ),
      scannerRoleArns: unique(z.array(arn("iam", "role/")).min(1)).describe(
        "Roles that read files before they have the tag, and that alone may write it.",
      ),
    })
    .optional()
    .describe(
      "Refuses to let anybody read a file until a scanner has tagged it as good, CloudFront and administrators included. " +
        "A fresh upload cannot be read for as long as the scan takes; what is cached in CloudFront is not taken back by it. " +
        "The output tag_gate of the malware-scan module fits. Default: no gate.",
    ),
  replication,
  replicaSources: uniqueValues(z.record(entryName(), arn("iam", "role/")))
    .default({})
    .describe(
      "Roles of other accounts that write copies of their buckets' files here, by a name of your choice: replication_role_arn of this module " +
        "there. Roles of this account need no entry. Default: none.",
    ),
  forceDestroy: z
    .boolean()
    .default(false)
    .describe(
      "Lets Terraform destroy the bucket with the files in it, and the secret without a recovery window. For short-lived " +
        "environments only.",
    ),
};
