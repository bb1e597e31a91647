import type { Resolver } from "node:dns/promises";
import type { Route53Client } from "@aws-sdk/client-route-53";
import { certificateProblems } from "./certificates";
import { bare, hostedZone, type HostedZone } from "./hosted-zone";
import { answerOf } from "./answer";
import type { Zone } from "./zones";

/** What is asked: the account's Route 53, and a resolver of the internet. */
export interface Sources {
  readonly route53: Route53Client;
  readonly resolver: Resolver;
}

/** What keeps the world from finding a zone, and ACM from issuing its certificates: a sentence each. */
export async function zoneProblems(zone: Zone, { route53, resolver }: Sources): Promise<string[]> {
  const hosted = await hostedZone(route53, zone);
  if (typeof hosted === "string") return [hosted];
  const [delegation, certificates] = await Promise.all([
    delegationProblems(hosted, resolver),
    certificateProblems(zone.certified, resolver),
  ]);
  return [...delegation, ...certificates];
}

/** Compares the name servers that Route 53 gave the zone with those that the world is sent to. */
async function delegationProblems({ name, nameServers }: HostedZone, resolver: Resolver): Promise<string[]> {
  const { records, failure } = await answerOf(() => resolver.resolveNs(name));
  const remedy = `Set these as the name servers of ${name} at its registrar, or as its NS records in the zone above: ${nameServers.join(", ")}.`;
  if (failure) return [`${name} cannot be looked up (${failure}).`];
  const others = records.map(bare).sort();
  if (others.length === 0)
    return [`the world does not know ${name}, so that ACM would never validate its certificates. ${remedy}`];
  if (others.join() === nameServers.join()) return [];
  return [`${name} is delegated to ${others.join(", ")}, which are not those of the zone. ${remedy}`];
}
