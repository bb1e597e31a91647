import { IamPolicy } from "@cdktf/provider-aws/lib/iam-policy";
import { S3BucketLoggingA } from "@cdktf/provider-aws/lib/s3-bucket-logging";
import { S3BucketNotification } from "@cdktf/provider-aws/lib/s3-bucket-notification";
import { awsContext } from "../../lib/aws/context";
import { requireSize } from "../../lib/aws/policy-size";
import { policy } from "../../lib/aws/policy";
import { privateBucket } from "../../lib/aws/private-bucket";
import { awsProvider } from "../../lib/aws/providers";
import { requireKeyInRegion } from "../../lib/aws/same-region";
import { tf } from "../../lib/expression";
import { terraformModule } from "../../lib/module";
import { addAccessKey } from "./access-key";
import { addCors } from "./cors";
import { inputs } from "./inputs";
import { addLifecycle } from "./lifecycle";
import { addReplication } from "./replication";
import { bucketStatements, clientStatements } from "./statements";

/**
 * The bucket for files that an application stores for its users. Every object is encrypted with the caller's key, every
 * version is kept for a while (45 CFR 164.308(a)(7), 164.312(c)(1)), and only TLS 1.2 clients of this account have access.
 *
 * There is no `prevent_destroy`, which Terraform cannot make depend on an input: S3 itself refuses to delete a bucket
 * that holds anything, versions included, unless `forceDestroy` has been applied first.
 */
export const FileStorage = terraformModule({
  name: "file-storage",
  summary:
    "An S3 bucket for an application's files: encrypted, versioned, private, with a policy for its one client.",
  providers: [awsProvider],
  inputs,
  outputs: {
    bucketName: "Name of the bucket. Consumers wait for the bucket policy.",
    bucketArn: "ARN of the bucket.",
    bucketRegionalDomainName:
      "Host name of the bucket, for the origin of a distribution. It does not wait for the bucket policy, which may name that " +
      "distribution.",
    replicaBucketArn:
      "ARN of the bucket for the replication of another one, which waits until versions are kept here. It does not wait for the bucket " +
      "policy, which may name that replication's role.",
    replicationRoleArn: "ARN of the role that writes the copies; null without replication.",
    clientPolicyJson:
      "IAM policy of a client: read, write and list files, use the key through S3, and what clientRights adds.",
    clientPolicyArn: "ARN of the same policy; null without managedClientPolicy.",
    accessKeySecretArn:
      "ARN of the secret with access_key_id and secret_access_key; null without accessKeyUser.",
  },
  resources(module, input) {
    requireKeyInRegion(module, "bucketName", { kms_key_arn: input.kmsKeyArn });
    const { name, kmsKeyArn, accessLogs } = input;
    const aws = awsContext(module);
    const { bucket, arn, versioning, access } = privateBucket(module, aws, {
      name: tf`coalesce(${input.bucketName}, ${`${name}-files-${aws.account}-${aws.region}`})`.string,
      kmsKeyArn,
      statements: (bucketArn) => bucketStatements(bucketArn, input),
      tooLong: "distribution_arns, replica_sources and tag_gate.scanner_role_arns must have fewer entries.",
    });
    bucket.addOverride("force_destroy", input.forceDestroy);
    addLifecycle(module, bucket, versioning, input);
    const logging = new S3BucketLoggingA(module, "access_log", {
      bucket: bucket.id,
      targetBucket: accessLogs.orNull.bucketName,
      targetPrefix: accessLogs.orNull.prefix,
    });
    logging.addOverride("count", tf`${accessLogs.given} ? 1 : 0`);
    addCors(module, bucket, input);
    const replicationRoleArn = addReplication(module, aws, { bucket, arn, versioning }, input);
    const events = new S3BucketNotification(module, "events", { bucket: bucket.id, eventbridge: true });
    events.addOverride("count", tf`${input.eventBridge} ? 1 : 0`);
    const clientPolicy = policy(module, "client", ...clientStatements(aws, arn, input));
    const managedPolicy = new IamPolicy(module, "client_managed_policy", {
      name: aws.iamName(name, "files"),
      description: `Files of ${name}: what an application needs to store them`,
      policy: clientPolicy,
    });
    managedPolicy.overrideLogicalId("client");
    requireSize(managedPolicy, "client_vpc_ids must have fewer VPCs.");
    managedPolicy.addOverride("count", tf`${input.managedClientPolicy} ? 1 : 0`);
    return {
      bucketName: access.bucket,
      bucketArn: arn,
      bucketRegionalDomainName: bucket.bucketRegionalDomainName,
      replicaBucketArn: `arn:${aws.partition}:s3:::${versioning.bucket}`,
      replicationRoleArn,
      clientPolicyJson: clientPolicy,
      clientPolicyArn: tf`one(${managedPolicy.fqn}[*].arn)`,
      accessKeySecretArn: addAccessKey(module, aws, input, clientPolicy),
    };
  },
});
