import { parseCidr } from "../../../lib/aws/inputs";
import { contains, layoutBits, overlap, type Tier, tiers } from "../../../modules/network/cidrs";
import type { ParameterName, RedcapDraft } from "./parameters";

/** The template's subnets: tier and zone letter, whose order is that of the module's automatic layout. */
const subnets = [
  ["p1cidr", "public", "a"],
  ["p2cidr", "public", "b"],
  ["a1cidr", "app", "a"],
  ["a2cidr", "app", "b"],
  ["d1cidr", "data", "a"],
  ["d2cidr", "data", "b"],
] as const satisfies readonly (readonly [ParameterName, Tier, string])[];

/** AccessCidr: who may connect. Any address is the module's default, too. */
export function access(draft: RedcapDraft): void {
  const allowed = range(draft, "AccessCidr");
  if (allowed !== "0.0.0.0/0") draft.set("redcap.allowedCidrs.access", allowed, "AccessCidr");
}

/** VPCcidr, p1cidr to d2cidr: the VPC with its subnets in the zones a and b. */
export function network(draft: RedcapDraft): void {
  const vpc = range(draft, "VPCcidr");
  const zone = (letter: string) => `${draft.region}${letter}`;
  draft.set("redcap.network.cidr", vpc, "VPCcidr");
  draft.set("redcap.network.availabilityZones", [zone("a"), zone("b")], "--region");
  const ranges = subnets.map(([key, tier, letter]) => ({
    key,
    tier,
    letter,
    cidr: range(draft, key),
    path: `redcap.network.subnetCidrs.${zone(letter)}.${tier}`,
  }));
  if (ranges.every(({ tier, letter, cidr }) => cidr === automatic(vpc, tier, letter))) return;
  for (const { key, cidr, path } of ranges) {
    draft.set(path, cidr, key);
    if (parseCidr(vpc) && parseCidr(cidr) && !contains(vpc, cidr)) {
      draft.refuse(key, `must be within VPCcidr (got ${draft.show(key)}; ${draft.show("VPCcidr")})`, path);
    }
  }
  ranges.forEach((one, i) => {
    for (const other of ranges.slice(i + 1).filter(({ cidr }) => overlap(one.cidr, cidr))) {
      draft.refuse(
        one.key,
        `must not overlap ${other.key} (got ${draft.show(one.key)}; ${draft.show(other.key)})`,
        one.path,
        other.path,
      );
    }
  });
}

/** A range as AWS stores it: with the network's own address. What is no range stays as it is, for the module to refuse. */
function range(draft: RedcapDraft, key: ParameterName): string {
  const given = draft.get(key);
  const parsed = parseCidr(given);
  if (!parsed) return given;
  const size = 2 ** (32 - parsed.prefix);
  const canonical = text(Math.floor(parsed.start / size) * size, parsed.prefix);
  if (canonical !== given) draft.note(`${key} ${given}`, `now ${canonical}, the same range as AWS stores it`);
  return canonical;
}

/** The range that the network module gives a subnet by itself. */
function automatic(vpc: string, tier: Tier, letter: string): string | undefined {
  const parsed = parseCidr(vpc);
  // Smaller ones must have their subnets written.
  if (!parsed || parsed.prefix > 22) return undefined;
  const slot = tiers.indexOf(tier) * 8 + "ab".indexOf(letter);
  const prefix = parsed.prefix + layoutBits;
  return text(parsed.start + slot * 2 ** (32 - prefix), prefix);
}

const text = (start: number, prefix: number): string =>
  `${[24, 16, 8, 0].map((bits) => Math.floor(start / 2 ** bits) % 256).join(".")}/${prefix}`;
