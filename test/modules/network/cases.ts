import type { Inputs } from "../synthesis";

export const good: Inputs = {
  name: "demo",
  availabilityZones: ["us-east-1a", "us-east-1b"],
  kmsKeyArn: "arn:aws:kms:us-east-1:123456789012:key/11111111-2222-3333-4444-555555555555",
};

const a = { public: "10.1.0.0/24", app: "10.1.2.0/24", data: "10.1.4.0/24" };
const b = { public: "10.1.1.0/24", app: "10.1.3.0/24", data: "10.1.5.0/24" };
const explicit: Inputs = {
  ...good,
  cidr: "10.1.0.0/16",
  subnetCidrs: { "us-east-1a": a, "us-east-1b": b },
};
const withZoneB = (change: object): Inputs => ({
  ...explicit,
  subnetCidrs: { "us-east-1a": a, "us-east-1b": { ...b, ...change } },
});

/** A VPC of this size, with subnets of two zones: public, app, data. */
const small = (cidr: string, ranges: readonly (readonly [string, string, string])[]): Inputs => ({
  ...good,
  cidr,
  subnetCidrs: Object.fromEntries(
    ranges.map(([publicOne, app, data], i) => [`us-east-1${"ab"[i]}`, { public: publicOne, app, data }]),
  ),
});

/** Inputs that are fine, by what is special about them. */
export const accepted: Readonly<Record<string, Inputs>> = {
  "the least that is needed": good,
  "explicit ranges": explicit,
  "a load balancer's smallest subnet": withZoneB({ public: "10.1.1.0/27" }),
  "a data subnet of /28": withZoneB({ data: "10.1.5.0/28" }),
  "the smallest VPC": { ...good, cidr: "192.168.4.0/22" },
  "a VPC of /24 with its subnets": small("10.7.0.0/24", [
    ["10.7.0.0/27", "10.7.0.64/26", "10.7.0.192/28"],
    ["10.7.0.32/27", "10.7.0.128/26", "10.7.0.208/28"],
  ]),
  "the smallest VPC with its subnets": small("10.7.0.128/25", [
    ["10.7.0.128/27", "10.7.0.192/28", "10.7.0.224/28"],
    ["10.7.0.160/27", "10.7.0.208/28", "10.7.0.240/28"],
  ]),
  "GovCloud zones": { ...good, availabilityZones: ["us-gov-west-1a", "us-gov-west-1c"] },
  "services that are not in the list, and none that is near": {
    ...good,
    interfaceEndpoints: ["ssm", "sms", "ecr.api", "frauddetector", "kms-fips", "elasticache-fips"],
  },
  "ranges that touch": withZoneB({ app: "10.1.3.0/25", data: "10.1.3.128/25" }),
};

/** Inputs that are not, by what is wrong, with what the message must say. */
export const refused: Readonly<Record<string, readonly [Inputs, RegExp]>> = {
  "a name that looks like a security group's ID": [
    { ...good, name: "sg-demo" },
    /^name must not be a name that AWS reserves: sg-/m,
  ],
  "a misspelt service, and one by another name": [
    { ...good, interfaceEndpoints: ["ssm", "secretmanager", "ecr", "ssm-messages", "elasticbaenstalk"] },
    /^interfaceEndpoints must name services as their endpoints do: secretsmanager instead of secretmanager, ecr.api instead of ecr, ecr.dkr instead of ecr, ssmmessages instead of ssm-messages, elasticbeanstalk instead of elasticbaenstalk/,
  ],
  "two subnets with the same range": [
    withZoneB({ app: "10.1.2.0/24" }),
    /subnetCidrs\.us-east-1a\.app must not overlap another subnet's range.*\n.*subnetCidrs\.us-east-1b\.app must not/,
  ],
  "a subnet inside another": [
    withZoneB({ data: "10.1.4.128/25" }),
    /subnetCidrs\.us-east-1b\.data must not overlap another/,
  ],
  "a subnet around another": [
    withZoneB({ app: "10.1.2.0/23" }),
    /subnetCidrs\.us-east-1b\.app must not overlap another/,
  ],
  "a subnet outside the VPC": [
    withZoneB({ app: "10.2.3.0/24" }),
    /subnetCidrs\.us-east-1b\.app must be within the VPC's cidr/,
  ],
  "a subnet larger than its VPC": [
    { ...withZoneB({ app: "10.0.0.0/16" }), cidr: "10.1.0.0/20" },
    /subnetCidrs\.us-east-1b\.app must be within the VPC's cidr/,
  ],
  "a data subnet smaller than AWS allows": [
    withZoneB({ data: "10.1.5.0/29" }),
    /us-east-1b\.data must have a prefix between \/16 and \/28/,
  ],
  "an app subnet smaller than AWS allows": [
    withZoneB({ app: "10.1.3.0/29" }),
    /us-east-1b\.app must have a prefix between \/16 and \/28/,
  ],
  "a public subnet too small for a load balancer": [
    withZoneB({ public: "10.1.1.0/28" }),
    /us-east-1b\.public must have a prefix between \/16 and \/27/,
  ],
  "a subnet whose range is no range": [withZoneB({ data: "10.1.5.0" }), /must be an IPv4 range/],
  "a zone without ranges": [
    { ...explicit, subnetCidrs: { "us-east-1a": a } },
    /availabilityZones\[1\] must have an entry in subnetCidrs/,
  ],
  "ranges for another zone": [
    { ...explicit, subnetCidrs: { "us-east-1a": a, "us-east-1b": b, "us-east-1c": a } },
    /subnetCidrs\.us-east-1c must be one of availabilityZones/,
  ],
  "ranges for a local zone": [
    { ...explicit, subnetCidrs: { "us-east-1a": a, "us-east-1-bos-1a": b } },
    /subnetCidrs\.us-east-1-bos-1a must be the name of a standard zone/,
  ],
  "a name in upper case": [{ ...good, name: "Demo" }, /name must be 2 to 24 lower-case letters/],
  "an app subnet with host bits": [
    withZoneB({ app: "10.1.3.1/24" }),
    /us-east-1b\.app must be an IPv4 range in canonical form/,
  ],
  "a public subnet with host bits": [
    withZoneB({ public: "10.1.1.1/24" }),
    /us-east-1b\.public must be an IPv4 range in canonical form/,
  ],
  "a retention of half a day more": [
    { ...good, flowLogRetentionDays: 1.5 },
    /flowLogRetentionDays must be one of 1, 3, 5/,
  ],
  "a VPC that is too large": [
    { ...good, cidr: "10.0.0.0/15" },
    /cidr must have a prefix between \/16 and \/25/,
  ],
  "a VPC that is too small for the automatic layout": [
    { ...good, cidr: "10.0.0.0/23" },
    /cidr must have a prefix between \/16 and \/22 without subnetCidrs/,
  ],
  "a VPC that is too small for any subnets": [
    { ...explicit, cidr: "10.1.0.0/26" },
    /(cidr must have a prefix between \/16 and \/25|must be within the VPC's cidr)/,
  ],
  "a VPC range with host bits": [
    { ...good, cidr: "10.0.0.1/16" },
    /cidr must be an IPv4 range in canonical form/,
  ],
  "a single zone": [{ ...good, availabilityZones: ["us-east-1a"] }, /availabilityZones must have at least 2/],
  "a zone named twice": [
    { ...good, availabilityZones: ["us-east-1a", "us-east-1b", "us-east-1a"] },
    /availabilityZones\[2\] must not repeat/,
  ],
  "zones of two regions": [
    { ...good, availabilityZones: ["us-east-1a", "us-west-2b"] },
    /availabilityZones\[1\] must be in the same region as the first/,
  ],
  "a local zone": [
    { ...good, availabilityZones: ["us-east-1a", "us-east-1-bos-1a"] },
    /availabilityZones\[1\] must be the name of a standard zone/,
  ],
  "an unknown kind of NAT": [{ ...good, natGateways: "two" }, /natGateways must be one of none, single/],
  "a retention that CloudWatch Logs does not support": [
    { ...good, flowLogRetentionDays: 100 },
    /flowLogRetentionDays must be one of 1, 3, 5/,
  ],
  "a key alias in place of a key": [
    { ...good, kmsKeyArn: "arn:aws:kms:us-east-1:123456789012:alias/x" },
    /kmsKeyArn must be an ARN like/,
  ],
  "a gateway endpoint that does not exist": [
    { ...good, gatewayEndpoints: ["ssm"] },
    /gatewayEndpoints\[0\] must be one of s3, dynamodb/,
  ],
  "a gateway endpoint named twice": [
    { ...good, gatewayEndpoints: ["s3", "s3"] },
    /gatewayEndpoints\[1\] must not repeat/,
  ],
  "a path in place of a service": [
    { ...good, interfaceEndpoints: ["com/ssm"] },
    /interfaceEndpoints\[0\] must be the short name of a service/,
  ],
  "an interface endpoint named twice": [
    { ...good, interfaceEndpoints: ["ssm", "ssm"] },
    /interfaceEndpoints\[1\] must not repeat/,
  ],
  "an account by name": [
    { ...good, trustedAccountIds: ["hospital"] },
    /trustedAccountIds\[0\] must be an AWS account number/,
  ],
  "an account named twice": [
    { ...good, trustedAccountIds: ["111122223333", "111122223333"] },
    /trustedAccountIds\[1\] must not repeat/,
  ],
};
