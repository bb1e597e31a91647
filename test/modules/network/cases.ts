import type { Inputs } from "../synthesis";

export const good: Inputs = {
  name: "demo",
  availabilityZones: ["us-east-1a", "us-east-1b"],
  kmsKeyArn: "arn:aws:kms:us-east-1:123456789012:key/11111111-2222-3333-4444-555555555555",
};

const a = { public: "10.1.0.0/24", app: "10.1.2.0/24", data: "10.1.4.0/24" };
const b = { public: "10.1.1.0/24", app: "10.1.3.0/24", data: "10.1.5.0/24" };
/** The ranges of REDCap's CloudFormation template. */
export const original: Inputs = {
  ...good,
  cidr: "10.1.0.0/16",
  subnetCidrs: { "us-east-1a": a, "us-east-1b": b },
};
const withZoneB = (change: object): Inputs => ({
  ...original,
  subnetCidrs: { "us-east-1a": a, "us-east-1b": { ...b, ...change } },
});

/** Inputs that are fine, by what is special about them. */
export const accepted: Readonly<Record<string, Inputs>> = {
  "the least that is needed": good,
  "the original's ranges": original,
  "a load balancer's smallest subnet": withZoneB({ public: "10.1.1.0/27" }),
  "a data subnet of /28": withZoneB({ data: "10.1.5.0/28" }),
  "the smallest VPC": { ...good, cidr: "192.168.4.0/22" },
  "government zones": { ...good, availabilityZones: ["us-gov-west-1a", "us-gov-west-1c"] },
  "neighbours that touch": withZoneB({ app: "10.1.3.0/25", data: "10.1.3.128/25" }),
};

/** Inputs that are not, by what is wrong, with what the message must say. */
export const refused: Readonly<Record<string, readonly [Inputs, RegExp]>> = {
  "two subnets with the same range": [withZoneB({ app: "10.1.2.0/24" }), /must not overlap each other/],
  "a subnet inside another": [withZoneB({ data: "10.1.4.128/25" }), /must not overlap each other/],
  "a subnet around another": [withZoneB({ app: "10.1.2.0/23" }), /must not overlap each other/],
  "a subnet outside the VPC": [withZoneB({ app: "10.2.3.0/24" }), /must lie inside the VPC's cidr/],
  "a subnet larger than its VPC": [
    { ...withZoneB({ app: "10.0.0.0/16" }), cidr: "10.1.0.0/20" },
    /must lie inside the VPC's cidr/,
  ],
  "a data subnet smaller than AWS allows": [
    withZoneB({ data: "10.1.5.0/29" }),
    /must have a prefix between \/16 and \/28/,
  ],
  "a public subnet too small for a load balancer": [
    withZoneB({ public: "10.1.1.0/28" }),
    /must have a prefix between \/16 and \/27/,
  ],
  "a subnet whose range is no range": [withZoneB({ data: "10.1.5.0" }), /must be an IPv4 range/],
  "a zone without ranges": [
    { ...original, subnetCidrs: { "us-east-1a": a } },
    /must give ranges for exactly the zones/,
  ],
  "ranges for another zone": [
    { ...original, subnetCidrs: { "us-east-1a": a, "us-east-1c": b } },
    /must give ranges for exactly the zones/,
  ],
  "a VPC that is too large": [
    { ...good, cidr: "10.0.0.0/15" },
    /cidr must have a prefix between \/16 and \/22/,
  ],
  "a VPC that is too small": [
    { ...good, cidr: "10.0.0.0/23" },
    /cidr must have a prefix between \/16 and \/22/,
  ],
  "a VPC range with host bits": [{ ...good, cidr: "10.0.0.1/16" }, /must be an IPv4 range whose address/],
  "a single zone": [
    { ...good, availabilityZones: ["us-east-1a"] },
    /availability_?[zZ]ones must have at least 2/,
  ],
  "a zone named twice": [
    { ...good, availabilityZones: ["us-east-1a", "us-east-1a"] },
    /must not name anything twice/,
  ],
  "zones of two regions": [
    { ...good, availabilityZones: ["us-east-1a", "us-west-2b"] },
    /must be zones of one region/,
  ],
  "a local zone": [
    { ...good, availabilityZones: ["us-east-1a", "us-east-1-bos-1a"] },
    /must be the name of a standard zone/,
  ],
  "a retention that CloudWatch does not know": [
    { ...good, flowLogRetentionDays: 100 },
    /must be one of 1, 3, 5/,
  ],
  "a key alias in place of a key": [
    { ...good, kmsKeyArn: "arn:aws:kms:us-east-1:123456789012:alias/x" },
    /must be an ARN like/,
  ],
  "a full service name": [
    { ...good, interfaceEndpoints: ["com/ssm"] },
    /must be the short name of a service/,
  ],
};
