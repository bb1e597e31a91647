import type { AwsContext, ConditionalStatement, Statement } from "../../lib/aws";
import { tf } from "../../lib/expression";

/** Kinds of resources whose logs the bucket can receive. */
export const sources = ["load_balancer", "s3", "cloudfront"] as const;
type Source = (typeof sources)[number];

/** What each delivery service needs, for resources of this account only (no confused deputy). */
export function deliveries(aws: AwsContext, bucketArn: string, enabled: string[]): ConditionalStatement[] {
  const ofThisAccount = { "aws:SourceAccount": aws.account };
  const logs = `${bucketArn}/AWSLogs/${aws.account}/*`;
  const statements: Record<Source, Statement> = {
    load_balancer: {
      Sid: "LoadBalancers",
      Effect: "Allow",
      Principal: { Service: "logdelivery.elasticloadbalancing.amazonaws.com" },
      Action: "s3:PutObject",
      Resource: logs,
      // This service sends the ARN and no account.
      Condition: { ArnLike: { "aws:SourceArn": aws.arn("elasticloadbalancing", "loadbalancer/*") } },
    },
    s3: {
      Sid: "Buckets",
      Effect: "Allow",
      Principal: { Service: "logging.s3.amazonaws.com" },
      Action: "s3:PutObject",
      Resource: `${bucketArn}/*`,
      Condition: { StringEquals: ofThisAccount, ArnLike: { "aws:SourceArn": `arn:${aws.partition}:s3:::*` } },
    },
    cloudfront: {
      Sid: "Distributions",
      Effect: "Allow",
      Principal: { Service: "delivery.logs.amazonaws.com" },
      Action: "s3:PutObject",
      Resource: logs,
      Condition: {
        StringEquals: { ...ofThisAccount, "s3:x-amz-acl": "bucket-owner-full-control" },
        // CloudFront's delivery sources live in us-east-1, wherever the bucket is.
        ArnLike: { "aws:SourceArn": `arn:${aws.partition}:logs:*:${aws.account}:delivery-source:*` },
      },
    },
  };
  return sources.map((source) => ({
    when: tf`contains(${enabled}, ${source})`,
    statement: statements[source],
  }));
}
