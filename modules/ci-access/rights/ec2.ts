import { actions, type RightsByType } from "./type-rights";

const ec2 = (names: string) => actions("ec2", names);
/** Tags are part of creating, and change later. */
const tags = ec2("CreateTags DeleteTags");
/** Security groups and load balancers leave network interfaces behind, which the provider removes first. */
const interfaces = ec2("DescribeNetworkInterfaces DetachNetworkInterface DeleteNetworkInterface");

/** Amazon EC2 and VPC. */
export const ec2Types: RightsByType = {
  aws_vpc: {
    read: ec2(
      "DescribeVpcs DescribeVpcAttribute DescribeNetworkAcls DescribeRouteTables DescribeSecurityGroups",
    ),
    write: [...ec2("CreateVpc DeleteVpc ModifyVpcAttribute"), ...tags],
  },
  aws_subnet: {
    read: ec2("DescribeSubnets"),
    write: [...ec2("CreateSubnet DeleteSubnet ModifySubnetAttribute"), ...interfaces, ...tags],
  },
  aws_internet_gateway: {
    read: ec2("DescribeInternetGateways"),
    write: [
      ...ec2("CreateInternetGateway DeleteInternetGateway AttachInternetGateway DetachInternetGateway"),
      ...tags,
    ],
  },
  aws_eip: {
    read: ec2("DescribeAddresses DescribeAddressesAttribute"),
    write: [...ec2("AllocateAddress ReleaseAddress DisassociateAddress"), ...tags],
  },
  aws_nat_gateway: {
    read: ec2("DescribeNatGateways"),
    write: [...ec2("CreateNatGateway DeleteNatGateway"), ...tags],
  },
  aws_route_table: {
    read: ec2("DescribeRouteTables"),
    write: [...ec2("CreateRouteTable DeleteRouteTable DisassociateRouteTable"), ...tags],
  },
  aws_route: { read: ec2("DescribeRouteTables"), write: ec2("CreateRoute ReplaceRoute DeleteRoute") },
  aws_route_table_association: {
    read: ec2("DescribeRouteTables"),
    write: ec2("AssociateRouteTable DisassociateRouteTable ReplaceRouteTableAssociation"),
  },
  aws_flow_log: {
    read: ec2("DescribeFlowLogs"),
    write: [...ec2("CreateFlowLogs DeleteFlowLogs"), ...tags],
  },
  aws_vpc_endpoint: {
    read: ec2("DescribeVpcEndpoints DescribePrefixLists"),
    write: [
      ...ec2("CreateVpcEndpoint ModifyVpcEndpoint DeleteVpcEndpoints"),
      // An interface endpoint's private DNS names.
      "route53:AssociateVPCWithHostedZone",
      ...tags,
    ],
  },
  aws_security_group: {
    read: ec2("DescribeSecurityGroups"),
    write: [
      ...ec2("CreateSecurityGroup DeleteSecurityGroup RevokeSecurityGroupIngress RevokeSecurityGroupEgress"),
      ...ec2("AuthorizeSecurityGroupIngress AuthorizeSecurityGroupEgress"),
      ...interfaces,
      ...tags,
    ],
  },
  aws_default_security_group: {
    read: ec2("DescribeSecurityGroups"),
    write: [
      ...ec2("RevokeSecurityGroupIngress RevokeSecurityGroupEgress"),
      ...ec2("AuthorizeSecurityGroupIngress AuthorizeSecurityGroupEgress"),
      ...tags,
    ],
  },
  aws_vpc_security_group_ingress_rule: {
    read: ec2("DescribeSecurityGroupRules"),
    write: [
      ...ec2("AuthorizeSecurityGroupIngress RevokeSecurityGroupIngress ModifySecurityGroupRules"),
      ...tags,
    ],
  },
  aws_vpc_security_group_egress_rule: {
    read: ec2("DescribeSecurityGroupRules"),
    write: [
      ...ec2("AuthorizeSecurityGroupEgress RevokeSecurityGroupEgress ModifySecurityGroupRules"),
      ...tags,
    ],
  },
  aws_ebs_volume: {
    read: ec2("DescribeVolumes"),
    write: [
      ...ec2("CreateVolume ModifyVolume DeleteVolume"),
      // With a key of KMS, EC2 uses it for its caller.
      ...actions("kms", "CreateGrant Decrypt GenerateDataKeyWithoutPlaintext ReEncryptFrom ReEncryptTo"),
      ...tags,
    ],
  },
  aws_ebs_snapshot: {
    read: ec2("DescribeSnapshots"),
    write: [...ec2("CreateSnapshot DeleteSnapshot"), ...tags],
  },
  "data.aws_availability_zones": { read: ec2("DescribeAvailabilityZones") },
  "data.aws_ebs_encryption_by_default": { read: ec2("GetEbsEncryptionByDefault") },
  "data.aws_ec2_managed_prefix_list": {
    read: ec2("DescribeManagedPrefixLists GetManagedPrefixListEntries"),
  },
  "data.aws_subnet": { read: ec2("DescribeSubnets") },
  "data.aws_subnets": { read: ec2("DescribeSubnets") },
  "data.aws_vpc_endpoint_service": { read: ec2("DescribeVpcEndpointServices") },
};
