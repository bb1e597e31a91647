import { element } from "./aws-call";
import { accepted, clientsOfLocalCloud, refusal } from "./clients";

const { ec2, loadBalancing } = clientsOfLocalCloud();

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
