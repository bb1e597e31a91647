import type { AwsContext } from "../../lib/aws/context";
import type { ConditionalStatement, Statement } from "../../lib/aws/policy";
import { tf } from "../../lib/expression";
import type { InputReferences } from "../../lib/module";
import { local } from "../../lib/local";
import type { ModuleStack } from "../../lib/stack";
import { type inputs, sources } from "./inputs";

type Source = (typeof sources)[number];

/**
 * Accounts of Elastic Load Balancing by region, in those regions where load balancers may still write access logs as such an
 * account (User Guide for Application Load Balancers: "Enable access logs").
 */
const elbAccounts = {
  "cn-north-1": "638102146993",
  "cn-northwest-1": "037604701340",
  "us-gov-east-1": "190560391635",
  "us-gov-west-1": "048591011584",
} as const;

/** What each delivery service needs, for resources of this account only (no confused deputy). */
export function deliveries(
  module: ModuleStack,
  aws: AwsContext,
  bucketArn: string,
  { sources: enabled, loadBalancerPrefixes, trails }: InputReferences<typeof inputs>,
): ConditionalStatement[] {
  const ofThisAccount = { "aws:SourceAccount": aws.account };
  const logs = `${bucketArn}/AWSLogs/${aws.account}/*`;
  const ofBalancers = tf`concat([${logs}], formatlist("%s/%s/AWSLogs/%s/*", ${bucketArn}, ${loadBalancerPrefixes}, ${aws.account}))`;
  const statements: Record<Source, Statement> = {
    load_balancer: {
      Sid: "LoadBalancers",
      Effect: "Allow",
      Principal: { Service: "logdelivery.elasticloadbalancing.amazonaws.com" },
      Action: "s3:PutObject",
      Resource: ofBalancers,
      // This service sends the ARN and not the account.
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
      // As CloudWatch Logs writes it itself: it would add its own statement to a policy that lacks it, which the next apply takes away.
      Resource: `${bucketArn}/AWSLogs/${aws.account}/CloudFront/*`,
      Condition: {
        StringEquals: { ...ofThisAccount, "s3:x-amz-acl": "bucket-owner-full-control" },
        // CloudFront's delivery sources are in us-east-1, wherever the bucket is.
        ArnLike: { "aws:SourceArn": `arn:${aws.partition}:logs:us-east-1:${aws.account}:delivery-source:*` },
      },
    },
  };
  const when = (source: Source) => tf`contains(${enabled}, ${source})`;
  const accounts = local(module, "elb_accounts", elbAccounts);
  return [
    ...sources.map((source) => ({ when: when(source), statement: statements[source] })),
    {
      when: tf`contains(keys(${accounts}), ${aws.region}) && ${when("load_balancer")}`,
      statement: {
        Sid: "LoadBalancersByAccount",
        Effect: "Allow",
        Principal: {
          AWS: `arn:${aws.partition}:iam::${tf`lookup(${accounts}, ${aws.region}, "none")`.string}:root`,
        },
        Action: "s3:PutObject",
        Resource: ofBalancers,
      },
    },
    ...deliveriesOfTrails(bucketArn, logs, trails),
  ];
}

/** What the named trails need: CloudTrail asks for the bucket's ACL before it delivers, even where ACLs are disabled. */
function deliveriesOfTrails(
  bucketArn: string,
  logs: string,
  trails: InputReferences<typeof inputs>["trails"],
): ConditionalStatement[] {
  const when = tf`length(${trails}) > 0`;
  const allowed = { Effect: "Allow", Principal: { Service: "cloudtrail.amazonaws.com" } } as const;
  const ofTrails = { "aws:SourceArn": tf`values(${trails})` };
  return [
    {
      when,
      statement: {
        Sid: "AclForTrails",
        ...allowed,
        Action: "s3:GetBucketAcl",
        Resource: bucketArn,
        Condition: { StringEquals: ofTrails },
      },
    },
    {
      when,
      statement: {
        Sid: "Trails",
        ...allowed,
        Action: "s3:PutObject",
        Resource: logs,
        Condition: { StringEquals: { ...ofTrails, "s3:x-amz-acl": "bucket-owner-full-control" } },
      },
    },
  ];
}
