import { DataAwsElbServiceAccount } from "@cdktf/provider-aws/lib/data-aws-elb-service-account";
import type { AwsContext } from "../../lib/aws/context";
import type { ConditionalStatement, Statement } from "../../lib/aws/policy";
import { tf } from "../../lib/expression";
import type { ModuleStack } from "../../lib/stack";

/** Kinds of resources whose logs the bucket can receive. */
export const sources = ["load_balancer", "s3", "cloudfront"] as const;
type Source = (typeof sources)[number];

/** What each delivery service needs, for resources of this account only (no confused deputy). */
export function deliveries(
  module: ModuleStack,
  aws: AwsContext,
  bucketArn: string,
  enabled: string[],
): ConditionalStatement[] {
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
  const when = (source: Source) => tf`contains(${enabled}, ${source})`;
  // In GovCloud and China load balancers may still write with the region's account of ELB; other regions outside of the
  // partition aws have no such account, which the data source takes for an error.
  const legacy = tf`contains(["aws-us-gov", "aws-cn"], ${aws.partition})`;
  const account = new DataAwsElbServiceAccount(module, "load_balancers", {});
  account.addOverride("count", tf`${legacy} ? 1 : 0`);
  return [
    ...sources.map((source) => ({ when: when(source), statement: statements[source] })),
    {
      when: tf`${legacy} && ${when("load_balancer")}`,
      statement: {
        Sid: "LoadBalancersByAccount",
        Effect: "Allow",
        Principal: { AWS: tf`one(${account.fqn}[*].arn)` },
        Action: "s3:PutObject",
        Resource: logs,
      },
    },
  ];
}
