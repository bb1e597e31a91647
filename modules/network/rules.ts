import { parseCidr } from "../../lib/aws/inputs";
import { type Rule, rulesOver } from "../../lib/rules";
import { contains, hclPrefix, hclSpan, overlap, rangesByPlace } from "./cidrs";
import type { inputs } from "./inputs";

const rule = rulesOver<typeof inputs>();

/** The ranges as numbers. Empty where one is malformed, or the VPC's is: the schema's own checks report that. */
const locals = {
  subnet_spans:
    '${try(merge([for zone, ranges in var.subnet_cidrs : { for tier, range in ranges : "${zone}.${tier}" => ' +
    `${hclSpan("range")} }]...), {})}`,
  vpc_span: `\${try(${hclSpan("var.cidr")}, { first = 0, last = pow(2, 32) - 1 })}`,
};

/** The smallest VPC whose automatic layout has public subnets of /27, which a load balancer needs. */
const smallestAutomatic = 22;

export const rules: readonly Rule[] = [
  rule(["cidr", "subnetCidrs"], {
    message:
      `must have a prefix between /16 and /${smallestAutomatic} without subnetCidrs: a public subnet of the automatic layout would be ` +
      "smaller than the /27 that a load balancer needs",
    check: ({ cidr, subnetCidrs }) =>
      subnetCidrs !== undefined || (parseCidr(cidr)?.prefix ?? 0) <= smallestAutomatic,
    condition: `var.subnet_cidrs != null || try(${hclPrefix("var.cidr")} <= ${smallestAutomatic}, true)`,
  }),
  rule(["subnetCidrs", "availabilityZones"], {
    message: "must be one of availabilityZones",
    check: ({ subnetCidrs = {}, availabilityZones }) =>
      Object.keys(subnetCidrs).filter((zone) => !availabilityZones.includes(zone)),
    offenders:
      "try([for zone in keys(var.subnet_cidrs) : zone if !contains(var.availability_zones, zone)], [])",
  }),
  rule(["availabilityZones", "subnetCidrs"], {
    message: "must have an entry in subnetCidrs, which replaces the automatic layout of every zone",
    check: ({ subnetCidrs, availabilityZones }) =>
      availabilityZones.flatMap((zone, i) => (subnetCidrs && !Object.hasOwn(subnetCidrs, zone) ? [i] : [])),
    offenders:
      "try([for i, zone in var.availability_zones : i if !contains(keys(var.subnet_cidrs), zone)], [])",
  }),
  rule(["subnetCidrs", "cidr"], {
    message: "must be within the VPC's cidr",
    check: ({ subnetCidrs, cidr }) =>
      rangesByPlace(subnetCidrs).flatMap(([place, range]) => (contains(cidr, range) ? [] : [place])),
    offenders:
      "[for place, span in local.subnet_spans : place " +
      "if span.first < local.vpc_span.first || span.last > local.vpc_span.last]",
    locals,
  }),
  // With cidr for Terraform's sake: a rule over subnetCidrs alone could not use the local, which refers to it.
  rule(["subnetCidrs", "cidr"], {
    message: "must not overlap another subnet's range",
    check: ({ subnetCidrs }) => {
      const all = rangesByPlace(subnetCidrs);
      const clashes = (place: string, range: string) =>
        all.some(([other, taken]) => other !== place && overlap(range, taken));
      return all.flatMap(([place, range]) => (clashes(place, range) ? [place] : []));
    },
    offenders:
      "[for place, span in local.subnet_spans : place if anytrue([for other, taken in local.subnet_spans : " +
      "other != place && span.first <= taken.last && taken.first <= span.last])]",
    locals,
  }),
];
