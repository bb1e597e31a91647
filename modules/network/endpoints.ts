import { DataAwsVpcEndpointService } from "@cdktf/provider-aws/lib/data-aws-vpc-endpoint-service";
import { SecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import type { Vpc } from "@cdktf/provider-aws/lib/vpc";
import { VpcEndpoint } from "@cdktf/provider-aws/lib/vpc-endpoint";
import { VpcSecurityGroupIngressRule } from "@cdktf/provider-aws/lib/vpc-security-group-ingress-rule";
import type { ITerraformDependable } from "cdktf";
import type { AwsContext } from "../../lib/aws/context";
import { policy } from "../../lib/aws/policy";
import { reference, tf } from "../../lib/expression";
import { local } from "../../lib/local";
import type { InputReferences } from "../../lib/module";
import type { ModuleStack } from "../../lib/stack";
import { bucketsOfAws, callsOfInstances, ownPrincipals } from "./endpoint-statements";
import { gatewayServices, type inputs } from "./inputs";
import { named } from "./named";
import type { Subnets } from "./subnets";

/** Where endpoints are. */
interface Place {
  readonly aws: AwsContext;
  readonly vpc: Vpc;
  readonly subnets: Subnets;
}

type Inputs = InputReferences<typeof inputs>;

const service = reference("each.key").string;
const zone = reference("each.key").string;

/**
 * Private routes from the app tier to AWS services. Their policies admit only this account's principals, and only to
 * resources of this account or of trusted accounts.
 */
export function addEndpoints(
  module: ModuleStack,
  place: Place,
  input: Inputs,
): { group: SecurityGroup; ready: ITerraformDependable[] } {
  const gateways = gatewayServices.map((gateway) => addGateway(module, place, input, gateway));
  const { group, ingress } = addSecurityGroup(module, place, input);
  const interfaces = addInterfaces(module, place, input, group);
  return { group, ready: [...gateways, interfaces, ingress] };
}

function addGateway(
  module: ModuleStack,
  { aws, vpc, subnets }: Place,
  { name, gatewayEndpoints, trustedAccountIds }: Inputs,
  gateway: (typeof gatewayServices)[number],
): VpcEndpoint {
  const endpoint = new VpcEndpoint(module, gateway, {
    vpcId: vpc.id,
    vpcEndpointType: "Gateway",
    serviceName: `com.amazonaws.${aws.region}.${gateway}`,
    routeTableIds: tf`values(${subnets.appRoutes.fqn})[*].id`.list,
    policy: policy(
      module,
      `${gateway}_endpoint`,
      ownPrincipals(aws, trustedAccountIds),
      ...(gateway === "s3" ? bucketsOfAws(aws) : []),
    ),
    tags: { Name: `${name}-${gateway}` },
  });
  endpoint.addOverride("count", tf`contains(${gatewayEndpoints}, ${gateway}) ? 1 : 0`);
  return endpoint;
}

function addSecurityGroup(module: ModuleStack, { vpc, subnets }: Place, { name }: Inputs) {
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
  return { group, ingress };
}

function addInterfaces(
  module: ModuleStack,
  { aws, vpc, subnets }: Place,
  { name, interfaceEndpoints, trustedAccountIds }: Inputs,
  group: SecurityGroup,
): VpcEndpoint {
  // A service may be missing in some zones, and some support no policy: AWS knows which.
  // The provider says no more of a missing one than this name.
  const offered = named(
    "interface_endpoints",
    new DataAwsVpcEndpointService(module, "offered", { service, serviceType: "Interface" }),
  );
  const known = tf`${offered.fqn}[${service}]`;
  const common = local(module, "interface_endpoint_statements", [ownPrincipals(aws, trustedAccountIds)]);
  const further = local(module, "interface_endpoint_statements_by_service", callsOfInstances(aws));
  const statements = tf`concat(${common}, try(${further}[${service}], []))`;
  const json = tf`jsonencode({ Version = "2012-10-17", Statement = ${statements} })`;
  const endpoint = new VpcEndpoint(module, "interface", {
    vpcId: vpc.id,
    vpcEndpointType: "Interface",
    // Not put together here: in China some services have another beginning.
    serviceName: tf`${known}.service_name`.string,
    privateDnsEnabled: true,
    securityGroupIds: [group.id],
    subnetIds:
      tf`[for zone, subnet in ${subnets.app.fqn} : subnet.id if contains(${known}.availability_zones, zone)]`
        .list,
    policy: tf`${known}.vpc_endpoint_policy_supported ? ${json} : null`.string,
    tags: { Name: `${name}-${service}` },
    // The key is the service. A name that is not known yet would replace the endpoint.
    lifecycle: { ignoreChanges: ["service_name"] },
  });
  for (const each of [offered, endpoint]) each.addOverride("for_each", tf`toset(${interfaceEndpoints})`);
  return endpoint;
}
