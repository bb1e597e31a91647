import type { Resolver } from "node:dns/promises";
import { answerOf } from "./answer";

/** The names by which CAA records allow ACM to issue certificates. Source: ACM's documentation, "Configure a CAA record". */
const amazon = ["amazon.com", "amazontrust.com", "awstrust.com", "amazonaws.com"];

/** What keeps ACM from issuing certificates for domain names: a sentence each, once for a record that several names share. */
export async function certificateProblems(names: readonly string[], resolver: Resolver): Promise<string[]> {
  const found = await Promise.all(names.map((name) => caaProblem(name, resolver)));
  return [...new Set(found.filter((problem) => problem !== undefined))];
}

/** A certificate authority goes by the first name that has CAA records, from the domain name upwards (RFC 8659). */
async function caaProblem(name: string, resolver: Resolver): Promise<string | undefined> {
  const labels = name.split(".");
  for (let skipped = 0; skipped < labels.length - 1; skipped++) {
    const at = labels.slice(skipped).join(".");
    const { records, failure } = await answerOf(() => resolver.resolveCaa(at));
    if (failure) return `CAA records of ${at} cannot be looked up (${failure}); ACM then issues nothing.`;
    if (records.length === 0) continue;
    const issuers = records.flatMap(({ issue }) => (issue === undefined ? [] : [issuerOf(issue)]));
    // Without an "issue" record, anybody may issue certificates that are not wildcards.
    if (issuers.length === 0 || issuers.some((issuer) => amazon.includes(issuer))) return undefined;
    const allowed = issuers.filter(Boolean).join(", ") || "nobody";
    return `CAA records of ${at} let ${allowed} issue certificates, and not ACM. Add the record: ${at} CAA 0 issue "amazon.com".`;
  }
  return undefined;
}

/** An issuer's domain name, without the parameters after a semicolon. */
const issuerOf = (value: string): string => value.split(";")[0]!.trim().toLowerCase();
