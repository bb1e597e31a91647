import * as fs from "node:fs";

/** What Terraform has called of a local cloud that was started with `LOCAL_CLOUD_CALLS=<file>`, as actions of IAM. */
export class RecordedCalls {
  #read = 0;

  constructor(readonly file: string) {}

  /** Forgets what was called so far. */
  skip(): void {
    this.next();
  }

  /** The actions that were called since the last look, sorted. */
  next(): string[] {
    const lines = fs.existsSync(this.file) ? fs.readFileSync(this.file, "utf8").trim().split("\n") : [];
    const calls = lines.slice(this.#read);
    this.#read = lines.length;
    return [...new Set(calls.flatMap(actionsOf))].sort();
  }
}

/** Services whose actions begin with another name than the one for which requests are signed. */
const prefixes: Readonly<Record<string, string>> = { monitoring: "cloudwatch" };

/**
 * Operations that IAM knows by other names, or that need more than their own (Service Authorization Reference; for S3, "Required permissions
 * for Amazon S3 API operations").
 */
const exceptions: Readonly<Record<string, readonly string[]>> = {
  "budgets:CreateBudget": ["budgets:ModifyBudget"],
  "budgets:DeleteBudget": ["budgets:ModifyBudget"],
  "budgets:DescribeBudget": ["budgets:ViewBudget"],
  "budgets:DescribeNotificationsForBudget": ["budgets:ViewBudget"],
  "budgets:DescribeSubscribersForNotification": ["budgets:ViewBudget"],
  "cloudfront:CreateDistributionWithTags": ["cloudfront:CreateDistribution", "cloudfront:TagResource"],
  "lambda:Invoke": ["lambda:InvokeFunction"],
  "s3:DeleteBucketCors": ["s3:PutBucketCORS"],
  "s3:DeleteBucketEncryption": ["s3:PutEncryptionConfiguration"],
  "s3:DeleteBucketLifecycle": ["s3:PutLifecycleConfiguration"],
  "s3:DeleteBucketOwnershipControls": ["s3:PutBucketOwnershipControls"],
  "s3:DeleteBucketReplication": ["s3:PutReplicationConfiguration"],
  "s3:DeleteBucketTagging": ["s3:PutBucketTagging"],
  "s3:DeleteObjects": ["s3:DeleteObject", "s3:DeleteObjectVersion"],
  "s3:DeletePublicAccessBlock": ["s3:PutBucketPublicAccessBlock"],
  "s3:GetBucketAccelerateConfiguration": ["s3:GetAccelerateConfiguration"],
  "s3:GetBucketCors": ["s3:GetBucketCORS"],
  "s3:GetBucketEncryption": ["s3:GetEncryptionConfiguration"],
  "s3:GetBucketLifecycleConfiguration": ["s3:GetLifecycleConfiguration"],
  "s3:GetBucketNotificationConfiguration": ["s3:GetBucketNotification"],
  "s3:GetBucketReplication": ["s3:GetReplicationConfiguration"],
  "s3:GetObjectLockConfiguration": ["s3:GetBucketObjectLockConfiguration"],
  "s3:GetPublicAccessBlock": ["s3:GetBucketPublicAccessBlock"],
  "s3:HeadBucket": ["s3:ListBucket"],
  "s3:HeadObject": ["s3:GetObject"],
  "s3:ListObjectVersions": ["s3:ListBucketVersions"],
  "s3:ListObjectsV2": ["s3:ListBucket"],
  "s3:PutBucketCors": ["s3:PutBucketCORS"],
  "s3:PutBucketEncryption": ["s3:PutEncryptionConfiguration"],
  "s3:PutBucketLifecycleConfiguration": ["s3:PutLifecycleConfiguration"],
  "s3:PutBucketNotificationConfiguration": ["s3:PutBucketNotification"],
  "s3:PutBucketReplication": ["s3:PutReplicationConfiguration"],
  "s3:PutObjectLockConfiguration": ["s3:PutBucketObjectLockConfiguration"],
  "s3:PutPublicAccessBlock": ["s3:PutBucketPublicAccessBlock"],
  // Needs no permission.
  "sts:GetCallerIdentity": [],
  "wafv2:AssociateWebACL": ["elasticloadbalancing:SetWebAcl", "wafv2:AssociateWebACL"],
  "wafv2:DisassociateWebACL": ["elasticloadbalancing:SetWebAcl", "wafv2:DisassociateWebACL"],
};

/** The actions of a line of the record, `s3 HeadObject`. */
export function actionsOf(line: string): readonly string[] {
  const space = line.indexOf(" ");
  const service = line.slice(0, space);
  const action = `${prefixes[service] ?? service}:${line.slice(space + 1)}`;
  return exceptions[action] ?? [action];
}
