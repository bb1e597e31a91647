import type { Rule } from "../../lib/rules";

interface Values {
  readonly network?: { readonly availabilityZones: readonly string[] };
  readonly database?: { readonly readers: Readonly<Record<string, { readonly availabilityZone?: string }>> };
}

/** Readers are in zones in which the VPC that is made has subnets: RDS would refuse another zone once the writer is there. */
export const readerZoneRule: Rule = {
  inputs: ["database", "network"],
  at: "database.readers",
  message: "must have an availabilityZone that is one of network.availabilityZones: only there are subnets",
  check: ({ database, network }: Values) =>
    Object.entries(database?.readers ?? {}).flatMap(([name, { availabilityZone: zone }]) =>
      zone === undefined || !network || network.availabilityZones.includes(zone) ? [] : [name],
    ),
  offenders:
    "try([for name, reader in var.database.readers : name if !contains(var.network.availability_zones, " +
    "coalesce(reader.availability_zone, var.network.availability_zones[0]))], [])",
};
