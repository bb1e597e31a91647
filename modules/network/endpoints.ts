import { DataAwsVpcEndpointService } from "@cdktf/provider-aws/lib/data-aws-vpc-endpoint-service";
import { SecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import type { Vpc } from "@cdktf/provider-aws/lib/vpc";
import { VpcEndpoint } from "@cdktf/provider-aws/lib/vpc-endpoint";
import { VpcSecurityGroupIngressRule } from "@cdktf/provider-aws/lib/vpc-security-group-ingress-rule";
import type { ITerraformDependable } from "cdktf";
import type { AwsContext } from "../../lib/aws/context";
import { policy, type Statement } from "../../lib/aws/policy";
import { reference, tf } from "../../lib/expression";
import { local } from "../../lib/local";
import type { InputReferences } from "../../lib/module";
import type { ModuleStack } from "../../lib/stack";
import { gatewayServices, type inputs } from "./inputs";
import { named } from "./named";
import type { Subnets } from "./subnets";

const service = reference("each.key").string;
const zone = reference("each.key").string;

/**
 * Private ways from the app tier to AWS services. Their policies let only this account's principals through, and only
 * to this account's resources (or those of trusted accounts): stolen data cannot leave for a stranger's bucket.
 */
export function addEndpoints(
  module: ModuleStack,
  aws: AwsContext,
  vpc: Vpc,
  subnets: Subnets,
  { name, gatewayEndpoints, interfaceEndpoints, trustedAccountIds }: InputReferences<typeof inputs>,
): { group: SecurityGroup; ready: ITerraformDependable[] } {
  const ownPrincipals: Statement = {
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

  const gateways = gatewayServices.map((gateway) => {
    const endpoint = new VpcEndpoint(module, gateway, {
      vpcId: vpc.id,
      vpcEndpointType: "Gateway",
      serviceName: `com.amazonaws.${aws.region}.${gateway}`,
      routeTableIds: tf`values(${subnets.appRoutes.fqn})[*].id`.list,
      policy: policy(
        module,
        `${gateway}_endpoint`,
        ownPrincipals,
        ...(gateway === "s3" ? bucketsOfAws(aws) : []),
      ),
      tags: { Name: `${name}-${gateway}` },
    });
    endpoint.addOverride("count", tf`contains(${gatewayEndpoints}, ${gateway}) ? 1 : 0`);
    return endpoint;
  });

  const group = new SecurityGroup(module, "endpoints", {
    name: `${name}-endpoints`,
    description: "Interface endpoints: HTTPS from the app tier",
    vpcId: vpc.id,
    tags: { Name: `${name}-endpoints` },
  });
  const ingress = named(
    "endpoints",
    new VpcSecurityGroupIngressRule(module, "endpoints from app", {
      securityGroupId: group.id,
      description: `HTTPS from the app tier in ${zone}`,
      cidrIpv4: tf`${reference("each.value")}.cidr_block`.string,
      ipProtocol: "tcp",
      fromPort: 443,
      toPort: 443,
      tags: { Name: `app-${zone}` },
    }),
  );
  ingress.addOverride("for_each", reference(subnets.app.fqn));

  // A service may be missing in some zones, and some accept no policy: AWS knows which.
  const known = named(
    "interface",
    new DataAwsVpcEndpointService(module, "offered", { service, serviceType: "Interface" }),
  );
  known.addOverride("for_each", tf`toset(${interfaceEndpoints})`);
  const common = local(module, "interface_endpoint_statements", [ownPrincipals]);
  const further = local(module, "interface_endpoint_statements_by_service", callsOfInstances(aws));
  const interfacePolicy = tf`jsonencode({ Version = "2012-10-17", Statement = concat(${common}, try(${further}[${service}], [])) })`;
  const endpoint = new VpcEndpoint(module, "interface", {
    vpcId: vpc.id,
    vpcEndpointType: "Interface",
    serviceName: tf`${reference("each.value")}.service_name`.string,
    privateDnsEnabled: true,
    securityGroupIds: [group.id],
    subnetIds:
      tf`[for zone, subnet in ${subnets.app.fqn} : subnet.id if contains(${reference("each.value")}.availability_zones, zone)]`
        .list,
    policy: tf`${reference("each.value")}.vpc_endpoint_policy_supported ? ${interfacePolicy} : null`.string,
    tags: { Name: `${name}-${service}` },
  });
  endpoint.addOverride("for_each", reference(known.fqn));
  return { group, ready: [...gateways, endpoint, ingress] };
}

/** What instances call without being principals of this account, or on resources that are AWS's: by service. */
function callsOfInstances(aws: AwsContext): Readonly<Record<string, readonly Statement[]>> {
  return {
    // cfn-init, cfn-hup and cfn-signal, with which Elastic Beanstalk starts its instances and hears from them, sign with the
    // instance's identity: there is no principal, hence no aws:PrincipalAccount. The stacks are this account's.
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
    // AWS's own documents and public parameters belong to no account. Reading only.
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

/** What instances need from buckets that AWS owns, anonymously or by signed links. */
function bucketsOfAws(aws: AwsContext): Statement[] {
  return [
    {
      // Amazon Linux packages, Elastic Beanstalk platforms, ECR layers, SSM documents: their buckets' names vary.
      Sid: "ReadObjects",
      Effect: "Allow",
      Principal: "*",
      Action: "s3:GetObject",
      Resource: "*",
    },
    {
      // How an instance tells CloudFormation, on which Elastic Beanstalk stands, that it is ready.
      Sid: "SignalCloudFormation",
      Effect: "Allow",
      Principal: "*",
      Action: "s3:PutObject",
      Resource: `arn:${aws.partition}:s3:::cloudformation-waitcondition-${aws.region}/*`,
    },
  ];
}
