import { z } from "zod";
import {
  arn,
  cidrBlock,
  forceDestroyLogs,
  logRetention,
  namePrefix,
  parseCidr,
  unique,
} from "../../lib/aws/inputs";
import { notReserved } from "../../lib/aws/reserved-names";
import { constrain } from "../../lib/requirements";
import { decides } from "../../lib/schema";
import { hclPrefix } from "./cidrs";
import { knownServices } from "./endpoint-services";

const zone = () =>
  z
    .string()
    .regex(
      /^[a-z]{2}(-[a-z]+){1,2}-[0-9][a-h]$/,
      "must be the name of a standard zone, like us-east-1a (no local zones, no zone IDs like use1-az1)",
    );

const regionOf = (zoneName: string): string => zoneName.slice(0, -1);

/** A range whose prefix length is between two bounds, both included. */
const sizedCidr = (largest: number, smallest: number) =>
  constrain(cidrBlock(), {
    message: `must have a prefix between /${largest} and /${smallest}`,
    check: (value) => {
      const range = parseCidr(value);
      return range !== undefined && range.prefix >= largest && range.prefix <= smallest;
    },
    condition: (ref) => `try(${hclPrefix(ref)} >= ${largest} && ${hclPrefix(ref)} <= ${smallest}, false)`,
  });

/** Services that have gateway endpoints. */
export const gatewayServices = ["s3", "dynamodb"] as const;

export const inputs = {
  name: notReserved(namePrefix(), "securityGroups").describe("Prefix of every name."),
  cidr: sizedCidr(16, 25)
    .default("10.0.0.0/16")
    .describe(
      "IPv4 range of the VPC, /16 to /22, or down to /25 with subnetCidrs. It cannot be changed later: choose one that overlaps no network that the VPC " +
        "will ever be connected to.",
    ),
  availabilityZones: decides(
    constrain(unique(z.array(zone()).min(2)), {
      message: "must be in the same region as the first zone",
      check: (zones) => zones.flatMap((name, i) => (regionOf(name) === regionOf(zones[0]!) ? [] : [i])),
      offenders: (ref) =>
        `[for i, zone in ${ref} : i if substr(zone, 0, length(zone) - 1) != substr(${ref}[0], 0, length(${ref}[0]) - 1)]`,
    }).describe(
      'Zones to spread over, two or more. Order matters only for `natGateways = "single"`, whose gateway is in the first: ' +
        "append new zones at the end.",
    ),
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
      "Subnet ranges by zone, in place of the automatic layout. " +
        "Default: slot tier * 8 + letter (a = 0 … h = 7) of 32 equal parts of the VPC, with public = 0, app = 1, data = 2, " +
        "so that no zone's ranges depend on the other zones.",
    ),
  natGateways: decides(
    z
      .enum(["none", "single", "one_per_az"])
      .default("one_per_az")
      .describe(
        "Outbound internet access of the app tier. one_per_az survives the loss of a zone; single costs less, but losing " +
          "its zone cuts off the others; none leaves only the endpoints.",
      ),
  ),
  kmsKeyArn: arn("kms", "key/").describe(
    "KMS key that encrypts the flow logs. Its key policy must admit CloudWatch Logs; that of the encryption-key module does.",
  ),
  flowLogRetentionDays: logRetention()
    .default(365)
    .describe("Days to keep flow logs, one of CloudWatch Logs' retention periods. Default: one year."),
  forceDestroyLogs: forceDestroyLogs(),
  gatewayEndpoints: decides(
    unique(z.array(z.enum(gatewayServices)))
      .default([...gatewayServices])
      .describe(
        "Services that the app tier reaches through a gateway endpoint. Default: both, as they are free.",
      ),
  ),
  interfaceEndpoints: decides(
    constrain(
      unique(
        z.array(
          z
            .string()
            .regex(
              /^[a-z0-9][a-z0-9.-]*[a-z0-9]$/,
              "must be the short name of a service, like ssm or ecr.api",
            ),
        ),
      ),
      knownServices,
    )
      .default([])
      .describe(
        "Services that the app tier reaches through an interface endpoint, by short name: ssm, ssmmessages, secretsmanager, " +
          "kms, logs, monitoring, sts, email-smtp, ecr.api, … Each costs about 7.30 USD per month and zone. Default: none, " +
          "since calls to AWS are encrypted without them. With natGateways none, every service that instances call must " +
          "be listed.",
      ),
  ),
  trustedAccountIds: unique(
    z.array(z.string().regex(/^[0-9]{12}$/, "must be an AWS account number: 12 digits")),
  )
    .default([])
    .describe(
      "Other accounts whose resources (such as a bucket with a source bundle) may be reached through the endpoints. " +
        "Default: this account only.",
    ),
};
