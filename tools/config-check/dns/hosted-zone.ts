import {
  GetHostedZoneCommand,
  ListHostedZonesByNameCommand,
  NoSuchHostedZone,
  type Route53Client,
} from "@aws-sdk/client-route-53";
import type { Zone } from "./zones";

/** A zone as Route 53 has it. */
export interface HostedZone {
  /** Without a dot at its end. */
  readonly name: string;
  readonly nameServers: readonly string[];
}

/** The zone of the account, or a sentence that says why Terraform would not find it. */
export async function hostedZone(route53: Route53Client, { id, name }: Zone): Promise<HostedZone | string> {
  const found = id === undefined ? await idsOf(route53, name ?? "") : [id];
  const [first] = found;
  if (first === undefined)
    return `the account has no public zone ${name}. Create it (aws route53 create-hosted-zone), or name another one.`;
  if (found.length > 1)
    return `the account has ${found.length} public zones ${name} (${found.join(", ")}). Give the ID of the one that the domain's registrar delegates to.`;
  try {
    const { HostedZone: zone, DelegationSet } = await route53.send(new GetHostedZoneCommand({ Id: first }));
    if (zone?.Config?.PrivateZone)
      return `${id} is a private zone, in which ACM cannot validate certificates. Give the ID of a public one.`;
    return { name: bare(zone?.Name ?? ""), nameServers: (DelegationSet?.NameServers ?? []).map(bare).sort() };
  } catch (error) {
    if (error instanceof NoSuchHostedZone) return `the account has no zone with the ID ${id}.`;
    throw error;
  }
}

/** IDs of the public zones with a name. Route 53 lists zones in the order of their names, from the one asked for. */
async function idsOf(route53: Route53Client, name: string): Promise<string[]> {
  const { HostedZones = [] } = await route53.send(new ListHostedZonesByNameCommand({ DNSName: name }));
  return HostedZones.filter((zone) => bare(zone.Name ?? "") === bare(name) && !zone.Config?.PrivateZone).map(
    ({ Id = "" }) => Id.replace("/hostedzone/", ""),
  );
}

/** A domain name in lower case, without a dot at its end. */
export const bare = (name: string): string => name.replace(/[.]$/, "").toLowerCase();
