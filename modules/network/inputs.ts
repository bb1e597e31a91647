import { z } from "zod";
import { arn, cidrBlock, logRetention, namePrefix, parseCidr, unique } from "../../lib/aws/inputs";
import type { Rule } from "../../lib/rules";
import { constrain } from "../../lib/requirements";
import {
  allRanges,
  contains,
  disjoint,
  hclAllRanges,
  hclContains,
  hclDisjoint,
  hclPrefix,
  type SubnetCidrs,
} from "./cidrs";

const zone = () =>
  z
    .string()
    .regex(
      /^[a-z]{2}(-[a-z]+){1,2}-[0-9][a-h]$/,
      "must be the name of a standard zone like us-east-1a (no local zones, no zone IDs like use1-az1)",
    );

/** A range whose prefix length lies between two bounds, both included. */
const sizedCidr = (largest: number, smallest: number) =>
  constrain(cidrBlock(), {
    message: `must have a prefix between /${largest} and /${smallest}`,
    check: (value) => {
      const range = parseCidr(value);
      return range !== undefined && range.prefix >= largest && range.prefix <= smallest;
    },
    condition: (ref) => `try(${hclPrefix(ref)} >= ${largest} && ${hclPrefix(ref)} <= ${smallest}, false)`,
  });

/** Gateway endpoints cost nothing. */
export const gatewayServices = ["s3", "dynamodb"] as const;

export const inputs = {
  name: namePrefix().describe("Prefix of every name."),
  cidr: sizedCidr(16, 22)
    .default("10.0.0.0/16")
    .describe(
      "IPv4 range of the VPC, /16 to /22. Choose one that overlaps no network it will ever be joined to; it cannot be " +
        "changed later. REDCap's CloudFormation: VPCcidr.",
    ),
  availabilityZones: constrain(unique(z.array(zone()).min(2)), {
    message: "must be zones of one region",
    check: (zones) => new Set(zones.map((name) => name.slice(0, -1))).size <= 1,
    condition: (ref) => `length(distinct([for item in ${ref} : substr(item, 0, length(item) - 1)])) <= 1`,
  }).describe(
    'Zones to spread over, two or more. Order matters only for `natGateways = "single"`, whose gateway stands in the ' +
      "first: append new zones at the end.",
  ),
  subnetCidrs: z
    .record(
      zone(),
      z.strictObject({
        public: sizedCidr(16, 27).describe("Public subnet, /16 to /27: a load balancer needs /27 or larger."),
        app: sizedCidr(16, 28).describe("App subnet, /16 to /28."),
        data: sizedCidr(16, 28).describe("Data subnet, /16 to /28."),
      }),
    )
    .optional()
    .describe(
      "Subnet ranges by zone, where the automatic layout does not suit. " +
        "Default: slot tier * 8 + letter (a = 0 … h = 7) of 32 equal parts of the VPC, with public = 0, app = 1, data = 2, " +
        "so that no zone's ranges depend on the other zones. REDCap's CloudFormation: p1cidr, a1cidr, d1cidr, p2cidr, …",
    ),
  natGateways: z
    .enum(["none", "single", "one_per_az"])
    .default("one_per_az")
    .describe(
      "Way out to the internet for the app tier. one_per_az survives the loss of a zone; single is cheaper, and its " +
        "zone takes all others offline with it; none leaves only the endpoints.",
    ),
  kmsKeyArn: arn("kms", "key/").describe(
    "KMS key that encrypts the flow logs. Its policy must admit CloudWatch Logs; the encryption-key module's does.",
  ),
  flowLogRetentionDays: logRetention()
    .default(365)
    .describe("Days for which flow logs are kept, a value that CloudWatch Logs accepts. Default: a year."),
  gatewayEndpoints: unique(z.array(z.enum(gatewayServices)))
    .default([...gatewayServices])
    .describe("Services that the app tier reaches by a gateway endpoint. They cost nothing, so both are on."),
  interfaceEndpoints: unique(
    z.array(
      z
        .string()
        .regex(/^[a-z0-9][a-z0-9.-]*[a-z0-9]$/, "must be the short name of a service like ssm or ecr.api"),
    ),
  )
    .default([])
    .describe(
      "Services that the app tier reaches by an interface endpoint, by short name: ssm, ssmmessages, secretsmanager, kms, " +
        "logs, monitoring, sts, email-smtp, ecr.api, … Each costs about 7.30 USD a month and zone, so none is on by " +
        "default: calls to AWS are encrypted without them. With natGateways none, everything that instances call belongs here.",
    ),
  trustedAccountIds: unique(
    z.array(z.string().regex(/^[0-9]{12}$/, "must be an AWS account number: 12 digits")),
  )
    .default([])
    .describe(
      "Other accounts whose resources (a bucket with a source bundle, say) may be reached through the endpoints. " +
        "Default: this account only.",
    ),
};

const givenSubnets = (values: { subnetCidrs?: SubnetCidrs }): string[] => allRanges(values.subnetCidrs ?? {});
/** A condition over `var.subnet_cidrs` that leaves malformed ranges to the schema's own checks. */
const whenGiven = (condition: string): string => `var.subnet_cidrs == null ? true : try(${condition}, true)`;

export const rules: readonly Rule[] = [
  {
    inputs: ["subnetCidrs", "availabilityZones"],
    message: "must give ranges for exactly the zones of availabilityZones",
    check: ({ subnetCidrs, availabilityZones }: { subnetCidrs?: SubnetCidrs; availabilityZones: string[] }) =>
      !subnetCidrs || Object.keys(subnetCidrs).sort().join() === [...availabilityZones].sort().join(),
    condition: whenGiven("toset(keys(var.subnet_cidrs)) == toset(var.availability_zones)"),
  },
  {
    inputs: ["subnetCidrs", "cidr"],
    message: "must lie inside the VPC's cidr",
    check: (values: { subnetCidrs?: SubnetCidrs; cidr: string }) =>
      givenSubnets(values).every((range) => contains(values.cidr, range)),
    condition: whenGiven(`alltrue([for range in ${hclAllRanges} : ${hclContains("var.cidr", "range")}])`),
  },
  {
    inputs: ["subnetCidrs"],
    message: "must not overlap each other",
    check: (values: { subnetCidrs?: SubnetCidrs }) => disjoint(givenSubnets(values)),
    condition: whenGiven(hclDisjoint(hclAllRanges)),
  },
];
