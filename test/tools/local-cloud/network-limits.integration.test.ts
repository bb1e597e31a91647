import { element } from "./aws-call";
import { accepted, clientsOfLocalCloud, refusal } from "./clients";

const { ec2, loadBalancing, subnets } = clientsOfLocalCloud();

/** A VPC, and a security group in it. */
async function surroundings(cidr: string): Promise<{ vpc: string; group: string }> {
  const vpc = element(accepted(await ec2("CreateVpc", { CidrBlock: cidr })), "vpcId")!;
  const made = await ec2("CreateSecurityGroup", { GroupName: "many", GroupDescription: "Many", VpcId: vpc });
  return { vpc, group: element(accepted(made), "groupId")! };
}

describe("rules of a security group", () => {
  const admit = (group: string, source: Record<string, string>) =>
    ec2("AuthorizeSecurityGroupIngress", {
      GroupId: group,
      "IpPermissions.1.IpProtocol": "tcp",
      "IpPermissions.1.FromPort": "443",
      "IpPermissions.1.ToPort": "443",
      ...Object.fromEntries(
        Object.entries(source).map(([name, value]) => [`IpPermissions.1.${name}`, value]),
      ),
    });

  test("are 60, of IPv4 and of IPv6 each", async () => {
    const { group } = await surroundings("10.70.0.0/16");
    for (let n = 0; n < 60; n++) accepted(await admit(group, { "IpRanges.1.CidrIp": `10.${n}.0.0/16` }));
    expect(refusal(await admit(group, { "IpRanges.1.CidrIp": "10.60.0.0/16" }))).toMatch(
      /^RulesPerSecurityGroupLimitExceeded/,
    );
    accepted(await admit(group, { "Ipv6Ranges.1.CidrIpv6": "2001:db8::/32" }));
    expect(refusal(await admit(group, { "Groups.1.GroupId": group }))).toMatch(/^RulesPerSecurityGroupLimit/);
  });

  test("a prefix list counts as all that it may hold", async () => {
    const { group } = await surroundings("10.71.0.0/16");
    const list = await ec2("CreateManagedPrefixList", {
      PrefixListName: "branches",
      MaxEntries: "59",
      AddressFamily: "IPv4",
    });
    const id = element(accepted(list), "prefixListId")!;
    accepted(await admit(group, { "PrefixListIds.1.PrefixListId": id }));
    accepted(await admit(group, { "IpRanges.1.CidrIp": "10.1.0.0/16" }));
    expect(refusal(await admit(group, { "IpRanges.1.CidrIp": "10.2.0.0/16" }))).toMatch(
      /^RulesPerSecurityGroup/,
    );
  });
});

test("a load balancer has one subnet in each of two or more zones", async () => {
  const { vpc } = await surroundings("10.72.0.0/16");
  const subnet = async (n: number, zone: string) =>
    element(
      accepted(
        await ec2("CreateSubnet", {
          VpcId: vpc,
          CidrBlock: `10.72.${n}.0/24`,
          AvailabilityZone: `us-east-1${zone}`,
        }),
      ),
      "subnetId",
    )!;
  const [one, same, other] = [await subnet(0, "a"), await subnet(1, "a"), await subnet(2, "b")];
  const make = (...subnets: string[]) =>
    loadBalancing("CreateLoadBalancer", {
      Name: "zones",
      ...Object.fromEntries(subnets.map((id, i) => [`Subnets.member.${i + 1}`, id])),
    });
  expect(refusal(await make(one, same))).toMatch(/^InvalidConfigurationRequest: .*same Availability Zone/);
  expect(refusal(await make(one))).toMatch(/^ValidationError: At least two subnets/);
  accepted(await make(one, other));
});

describe("a subnet that is in use", () => {
  const dependent = /^DependencyViolation: The subnet '.*' has dependencies and cannot be deleted/;
  const removal = (SubnetId: string) => ec2("DeleteSubnet", { SubnetId });

  test("by a load balancer stays until that has left it", async () => {
    const [one, two, vpc] = (await subnets("10.73")) as [string, string, string];
    const third = { VpcId: vpc, CidrBlock: "10.73.3.0/24", AvailabilityZone: "us-east-1c" };
    const three = element(accepted(await ec2("CreateSubnet", third)), "subnetId")!;
    const members = (...ids: string[]) =>
      Object.fromEntries(ids.map((id, i) => [`Subnets.member.${i + 1}`, id]));
    const made = await loadBalancing("CreateLoadBalancer", { Name: "moves", ...members(one, two, three) });
    const LoadBalancerArn = element(accepted(made), "LoadBalancerArn")!;
    expect(refusal(await removal(three))).toMatch(dependent);
    accepted(await loadBalancing("SetSubnets", { LoadBalancerArn, ...members(one, two) }));
    accepted(await removal(three));
  });

  test("by a NAT gateway stays until that is deleted", async () => {
    const [one] = (await subnets("10.74")) as [string];
    const AllocationId = element(accepted(await ec2("AllocateAddress", { Domain: "vpc" })), "allocationId")!;
    const made = await ec2("CreateNatGateway", { SubnetId: one, AllocationId });
    expect(refusal(await removal(one))).toMatch(dependent);
    accepted(await ec2("DeleteNatGateway", { NatGatewayId: element(accepted(made), "natGatewayId")! }));
    accepted(await removal(one));
  });
});

describe("a VPC endpoint that changes", () => {
  const endpoint = async (parameters: Record<string, string>) =>
    element(accepted(await ec2("CreateVpcEndpoint", parameters)), "vpcEndpointId")!;

  test("has an interface in each of its subnets", async () => {
    const [one, two, VpcId] = (await subnets("10.75")) as [string, string, string];
    const ServiceName = "com.amazonaws.us-east-1.kms";
    const VpcEndpointId = await endpoint({
      VpcId,
      ServiceName,
      VpcEndpointType: "Interface",
      "SubnetId.1": one,
    });
    accepted(await ec2("ModifyVpcEndpoint", { VpcEndpointId, "AddSubnetId.1": two }));
    expect(refusal(await ec2("DeleteSubnet", { SubnetId: two }))).toMatch(/^DependencyViolation/);
    accepted(await ec2("ModifyVpcEndpoint", { VpcEndpointId, "RemoveSubnetId.1": two }));
    accepted(await ec2("DeleteSubnet", { SubnetId: two }));
    expect(refusal(await ec2("ModifyVpcEndpoint", { VpcEndpointId, "AddSubnetId.1": two }))).toMatch(
      /^InvalidSubnetID.NotFound/,
    );
  });

  test("has a route in each of its route tables, and is deleted with them", async () => {
    const [, , VpcId] = (await subnets("10.76")) as [string, string, string];
    const table = async () =>
      element(accepted(await ec2("CreateRouteTable", { VpcId })), "routeTableId") as string;
    const [one, two] = [await table(), await table()];
    const ServiceName = "com.amazonaws.us-east-1.s3";
    const VpcEndpointType = "Gateway";
    const VpcEndpointId = await endpoint({ VpcId, ServiceName, VpcEndpointType, "RouteTableId.1": one });
    const routes = async (id: string) =>
      accepted(await ec2("DescribeRouteTables", { "RouteTableId.1": id })).body.includes(VpcEndpointId);
    accepted(
      await ec2("ModifyVpcEndpoint", {
        VpcEndpointId,
        "AddRouteTableId.1": two,
        "RemoveRouteTableId.1": one,
      }),
    );
    expect([await routes(one), await routes(two)]).toEqual([false, true]);
    accepted(await ec2("DeleteVpcEndpoints", { "VpcEndpointId.1": VpcEndpointId }));
    expect(await routes(two)).toBe(false);
  });
});
