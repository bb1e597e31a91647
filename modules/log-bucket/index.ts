import { awsContext } from "../../lib/aws/context";
import { privateBucket } from "../../lib/aws/private-bucket";
import { awsProvider } from "../../lib/aws/providers";
import { tf } from "../../lib/expression";
import { Pending, terraformModule } from "../../lib/module";
import { inputs } from "./inputs";
import { addLifecycle } from "./lifecycle";
import { deliveries } from "./statements";

/**
 * The bucket to which AWS delivers access logs. Objects are kept for six years by default (45 CFR 164.316(b)(2)(i)), nobody
 * but the listed delivery services is granted anything, for resources of this account only, and requests without TLS 1.2
 * are refused.
 *
 * Encrypted with SSE-S3, not with a KMS key: load balancers cannot write access logs to a bucket that uses KMS.
 */
export const LogBucket = terraformModule({
  name: "log-bucket",
  summary:
    "An S3 bucket that receives access logs of load balancers, buckets and CloudFront, and keeps them.",
  providers: [awsProvider],
  inputs,
  outputs: {
    bucketName: "Name of the bucket. Consumers wait for the bucket policy.",
    bucketArn: "ARN of the bucket. Consumers wait for the bucket policy.",
    bucketDomainName: "Regional domain name of the bucket.",
  },
  resources(module, input) {
    const aws = awsContext(module);
    const { bucket, versioning, access } = privateBucket(module, aws, {
      name: tf`coalesce(${input.bucketName}, ${`${input.name}-logs-${aws.account}-${aws.region}`})`.string,
      policyName: "delivery",
      statements: (bucketArn) => deliveries(module, aws, bucketArn, input),
      tooLong: "load_balancer_prefixes and trails must have fewer entries.",
    });
    bucket.addOverride("force_destroy", input.forceDestroy);
    addLifecycle(module, bucket, versioning, input);
    return {
      bucketName: access.bucket,
      // CloudWatch Logs looks at the policy when a delivery is made.
      bucketArn: new Pending(bucket.arn, [access]),
      bucketDomainName: bucket.bucketRegionalDomainName,
    };
  },
});
