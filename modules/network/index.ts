import { DataAwsAvailabilityZones } from "@cdktf/provider-aws/lib/data-aws-availability-zones";
import { DefaultSecurityGroup } from "@cdktf/provider-aws/lib/default-security-group";
import { InternetGateway } from "@cdktf/provider-aws/lib/internet-gateway";
import type { Subnet } from "@cdktf/provider-aws/lib/subnet";
import { Vpc } from "@cdktf/provider-aws/lib/vpc";
import { awsProvider } from "../../lib/aws/providers";
import { awsContext } from "../../lib/aws/context";
import { requireKeyInRegion } from "../../lib/aws/same-region";
import { tf } from "../../lib/expression";
import { Pending, terraformModule } from "../../lib/module";
import { addEndpoints } from "./endpoints";
import { addFlowLog } from "./flow-log";
import { inputs } from "./inputs";
import { addNat } from "./nat";
import { rules } from "./rules";
import { addSubnets } from "./subnets";

/**
 * A VPC of three tiers in two or more zones. Public subnets hold load balancers and NAT gateways only, the app tier has
 * outbound access through NAT and endpoints, the data tier has no route out of the VPC. Everything that belongs to a zone is
 * keyed by the zone's name, so that adding or removing one leaves the others alone. Flow logs cover all traffic
 * (45 CFR 164.312(b)), and the default security group admits nothing.
 */
export const Network = terraformModule({
  name: "network",
  summary: "A VPC with public, app and data subnets in every zone, NAT, endpoints and flow logs.",
  providers: [awsProvider],
  inputs,
  rules,
  outputs: {
    vpcId: "ID of the VPC.",
    vpcCidr: "IPv4 range of the VPC.",
    availabilityZones: "Zones that the subnets are in, sorted.",
    publicSubnetIds: "Public subnet IDs by zone. Consumers wait for the route to the internet.",
    publicSubnetCidrs: "IPv4 ranges of the public subnets by zone: source ranges of load balancer traffic.",
    appSubnetIds: "App subnet IDs by zone. Consumers wait for NAT and endpoints.",
    dataSubnetIds: "Data subnet IDs by zone.",
    appSubnetCidrs: "IPv4 ranges of the app subnets by zone.",
    publicRouteTableId: "Route table of the public subnets.",
    appRouteTableIds:
      "Route tables of the app subnets by zone, for routes to peered VPCs and hospital networks.",
    dataRouteTableId: "Route table of the data subnets, without a route out of the VPC.",
    natPublicIps:
      "Public addresses of the NAT gateways by zone: source addresses of the app tier on the internet.",
    endpointSecurityGroupId: "Security group of the interface endpoints, for callers that restrict egress.",
    flowLogGroupName: "CloudWatch log group of the flow logs.",
  },
  resources(module, input) {
    requireKeyInRegion(module, "vpcId", { kms_key_arn: input.kmsKeyArn });
    const { name, cidr, availabilityZones } = input;
    const aws = awsContext(module);
    const known = new DataAwsAvailabilityZones(module, "zones");
    known.overrideLogicalId("region");
    const vpc = new Vpc(module, "this", {
      cidrBlock: cidr,
      enableDnsSupport: true,
      enableDnsHostnames: true,
      tags: { Name: name },
    });
    vpc.addOverride("lifecycle.precondition", [
      {
        condition: tf`length(setsubtract(${availabilityZones}, ${known.names})) == 0`,
        error_message:
          `availability_zones must be zones of ${aws.region} that are enabled in this account: ` +
          `${tf`join(", ", ${known.names})`} (got ${tf`join(", ", ${availabilityZones})`}).`,
      },
    ]);
    // Without rules: what is put in it by mistake reaches nothing, and nothing reaches it.
    new DefaultSecurityGroup(module, "closed", { vpcId: vpc.id, tags: { Name: `${name}-closed` } });
    const gateway = new InternetGateway(module, "internet", { vpcId: vpc.id, tags: { Name: name } });

    const subnets = addSubnets(module, vpc, input);
    const { publicIps, publicRoute, appRoute } = addNat(module, gateway, subnets, input);
    const endpoints = addEndpoints(module, { aws, vpc, subnets }, input);
    const logGroup = addFlowLog(module, aws, vpc, input);
    // What is in a subnet needs its routes out from its first minute to its last.
    const { associations } = subnets;
    const publicReady = [associations.public, publicRoute];
    const appReady = [...publicReady, associations.app, appRoute, ...endpoints.ready];

    return {
      vpcId: vpc.id,
      vpcCidr: vpc.cidrBlock,
      availabilityZones: tf`keys(${subnets.app.fqn})`,
      publicSubnetIds: new Pending(idsByZone(subnets.public), publicReady),
      appSubnetIds: new Pending(idsByZone(subnets.app), appReady),
      dataSubnetIds: new Pending(idsByZone(subnets.data), [associations.data]),
      publicSubnetCidrs: tf`{for zone, subnet in ${subnets.public.fqn} : zone => subnet.cidr_block}`,
      appSubnetCidrs: tf`{for zone, subnet in ${subnets.app.fqn} : zone => subnet.cidr_block}`,
      publicRouteTableId: subnets.publicRoutes.id,
      appRouteTableIds: tf`{for zone, table in ${subnets.appRoutes.fqn} : zone => table.id}`,
      dataRouteTableId: subnets.dataRoutes.id,
      natPublicIps: publicIps,
      endpointSecurityGroupId: endpoints.group.id,
      flowLogGroupName: logGroup.name,
    };
  },
});

const idsByZone = (subnets: Subnet) => tf`{for zone, subnet in ${subnets.fqn} : zone => subnet.id}`;
