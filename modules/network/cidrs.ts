import { parseCidr } from "../../lib/aws/inputs";

/** The tiers in the order in which the automatic layout numbers them. Their order is part of the address plan. */
export const tiers = ["public", "app", "data"] as const;
export type Tier = (typeof tiers)[number];

/** Letters that end the names of a region's standard zones; the position is the zone's slot in the address plan. */
export const zoneLetters = "abcdefgh";

/** Bits by which the automatic layout extends the VPC's prefix: 32 slots, eight for each tier and eight in reserve. */
export const layoutBits = 5;

/** Subnet ranges of each zone, as a caller gives them. */
export type SubnetCidrs = Readonly<Record<string, Readonly<Record<Tier, string>>>>;

/** True when `inner` lies inside `outer`. Text that is no range lies nowhere. */
export function contains(outer: string, inner: string): boolean {
  const [big, small] = [parseCidr(outer), parseCidr(inner)];
  return (
    big !== undefined &&
    small !== undefined &&
    small.prefix >= big.prefix &&
    sameNetwork(big, small, big.prefix)
  );
}

/** True when two ranges share an address. */
export function overlap(a: string, b: string): boolean {
  const [one, other] = [parseCidr(a), parseCidr(b)];
  return (
    one !== undefined && other !== undefined && sameNetwork(one, other, Math.min(one.prefix, other.prefix))
  );
}

function sameNetwork(a: { start: number }, b: { start: number }, prefix: number): boolean {
  const size = 2 ** (32 - prefix);
  return Math.floor(a.start / size) === Math.floor(b.start / size);
}

/** Every range of a set of subnets. */
export function allRanges(subnets: SubnetCidrs): string[] {
  return Object.values(subnets).flatMap((zone) => tiers.map((tier) => zone[tier]));
}

/** True when no two of the ranges share an address. */
export function disjoint(ranges: readonly string[]): boolean {
  return ranges.every((range, i) => ranges.slice(i + 1).every((other) => !overlap(range, other)));
}

/** HCL: the prefix length of a range, as a number. */
export const hclPrefix = (range: string): string => `tonumber(split("/", ${range})[1])`;

/** HCL: the list of every range in `var.subnet_cidrs`. */
export const hclAllRanges = `flatten([for zone in values(var.subnet_cidrs) : [${tiers.map((tier) => `zone.${tier}`).join(", ")}]])`;

/** HCL: the address at which the network of `range` begins when it is cut to `prefix` bits. */
const hclNetwork = (range: string, prefix: string): string =>
  `cidrhost(format("%s/%d", cidrhost(${range}, 0), ${prefix}), 0)`;

/** HCL: true when `inner` lies inside `outer`. */
export function hclContains(outer: string, inner: string): string {
  const prefix = hclPrefix(outer);
  return `(${hclPrefix(inner)} >= ${prefix} ? ${hclNetwork(inner, prefix)} == ${hclNetwork(outer, prefix)} : false)`;
}

/** HCL: true when no two of a list's ranges share an address. */
export function hclDisjoint(list: string): string {
  const shorter = `min(${hclPrefix("one")}, ${hclPrefix("other")})`;
  const differ = `${hclNetwork("one", shorter)} != ${hclNetwork("other", shorter)}`;
  return `alltrue(flatten([for i, one in ${list} : [for j, other in ${list} : ${differ} if i < j]]))`;
}
