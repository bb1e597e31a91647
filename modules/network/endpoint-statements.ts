import type { AwsContext } from "../../lib/aws/context";
import type { Statement } from "../../lib/aws/policy";
import { tf } from "../../lib/expression";

/** This account's principals, on resources of this account and of trusted ones: stolen data cannot leave for another's bucket. */
export function ownPrincipals(aws: AwsContext, trustedAccountIds: string[]): Statement {
  return {
    Sid: "OwnPrincipalsOnTrustedResources",
    Effect: "Allow",
    Principal: "*",
    Action: "*",
    Resource: "*",
    Condition: {
      StringEquals: {
        "aws:PrincipalAccount": aws.account,
        "aws:ResourceAccount": tf`concat([${aws.account}], ${trustedAccountIds})`,
      },
    },
  };
}

/** What instances need from buckets that AWS owns, anonymously or by presigned URLs. */
export function bucketsOfAws(aws: AwsContext): Statement[] {
  return [
    {
      // Amazon Linux packages, Elastic Beanstalk platforms, ECR layers, SSM documents: the buckets' names vary.
      Sid: "ReadObjects",
      Effect: "Allow",
      Principal: "*",
      Action: "s3:GetObject",
      Resource: "*",
    },
    {
      // How an instance signals CloudFormation, on which Elastic Beanstalk is built, that it is ready.
      Sid: "SignalCloudFormation",
      Effect: "Allow",
      Principal: "*",
      Action: "s3:PutObject",
      Resource: `arn:${aws.partition}:s3:::cloudformation-waitcondition-${aws.region}/*`,
    },
  ];
}

/** What instances call without being principals of this account, or on resources that belong to AWS: by service. */
export function callsOfInstances(aws: AwsContext): Readonly<Record<string, readonly Statement[]>> {
  return {
    // cfn-init, cfn-hup and cfn-signal, with which Elastic Beanstalk starts and watches its instances, sign with the
    // instance identity: there is no principal, hence no aws:PrincipalAccount. The stacks are this account's.
    cloudformation: [
      {
        Sid: "InstancesOnOwnStacks",
        Effect: "Allow",
        Principal: "*",
        Action: [
          "cloudformation:DescribeStackResource",
          "cloudformation:GetListenerCredentials",
          "cloudformation:RegisterListener",
          "cloudformation:SignalResource",
        ],
        Resource: aws.arn("cloudformation", "stack/*"),
      },
    ],
    // AWS's own documents and public parameters belong to no account. Read only.
    ssm: [
      {
        Sid: "OwnPrincipalsReadAws",
        Effect: "Allow",
        Principal: "*",
        Action: ["ssm:DescribeDocument", "ssm:GetDocument", "ssm:GetParameter", "ssm:GetParameters"],
        Resource: [
          `arn:${aws.partition}:ssm:${aws.region}::document/*`,
          `arn:${aws.partition}:ssm:${aws.region}::parameter/aws/*`,
        ],
        Condition: { StringEquals: { "aws:PrincipalAccount": aws.account } },
      },
    ],
  };
}
