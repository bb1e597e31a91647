import { parseCidr } from "../../lib/aws/inputs";

/** The tiers in the order in which the automatic layout numbers them. Their order is part of the address plan. */
export const tiers = ["public", "app", "data"] as const;
export type Tier = (typeof tiers)[number];

/** Last letters of the names of a region's standard zones; the position is the zone's slot in the address plan. */
export const zoneLetters = "abcdefgh";

/** Bits by which the automatic layout extends the VPC's prefix: 32 slots, eight for each tier and eight in reserve. */
export const layoutBits = 5;

/** Subnet ranges by zone, as a caller gives them. */
export type SubnetCidrs = Readonly<Record<string, Readonly<Record<Tier, string>>>>;

/** Whether `inner` is within `outer`. Text that is not a range is within none. */
export function contains(outer: string, inner: string): boolean {
  const [big, small] = [parseCidr(outer), parseCidr(inner)];
  return (
    big !== undefined &&
    small !== undefined &&
    small.prefix >= big.prefix &&
    sameNetwork(big, small, big.prefix)
  );
}

/** Whether two ranges share an address. */
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

/** Every range of a set of subnets, by where it is given: `us-east-1a.app`. */
export function rangesByPlace(subnets: SubnetCidrs = {}): [place: string, range: string][] {
  return Object.entries(subnets).flatMap(([zone, ranges]) =>
    tiers.map((tier): [string, string] => [`${zone}.${tier}`, ranges[tier]]),
  );
}

/** HCL: the prefix length of a range, as a number. */
export const hclPrefix = (range: string): string => `tonumber(split("/", ${range})[1])`;

/** HCL: the first and the last address of a range, as numbers. */
export function hclSpan(range: string): string {
  const first = `sum([for i, octet in split(".", cidrhost(${range}, 0)) : octet * pow(256, 3 - i)])`;
  return `{ first = ${first}, last = ${first} + pow(2, 32 - ${hclPrefix(range)}) - 1 }`;
}
