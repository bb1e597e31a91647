import { holds } from "../../modules/foundation/domains";
import type { ConfigDraft } from "./config-draft";

/** Keys with the names under which Medplum is reached, and the inputs that they set. */
const names = {
  apiDomainName: "api.domainName",
  appDomainName: "app.domainName",
  storageDomainName: "storage.domainName",
  mtlsDomainName: "api.mutualTls.domainName",
} as const;

type ZoneKey = "hostedZoneName" | "domainName";

/** The zone of the names in DNS: which key says it, and its name. */
export interface Zone {
  readonly from: ZoneKey;
  readonly name: unknown;
}

const lastLabels = (name: string): string => name.split(".").slice(-2).join(".");

/** The file's domain. In place of a wrong one, which is a problem already, a good one, so that it is one problem and not five. */
export function domainOf(draft: ConfigDraft): string | undefined {
  const domain = draft.decided("domainName");
  const api = draft.get("apiDomainName");
  return domain ?? (typeof api === "string" ? lastLabels(api) : undefined);
}

/** The public zone in which records are made; undefined with skipDns. */
export function zoneOf(draft: ConfigDraft): Zone | undefined {
  if (draft.decided("skipDns") || draft.isWrong("skipDns")) return undefined;
  const given = draft.get("hostedZoneName");
  if (given !== undefined) return { from: "hostedZoneName", name: given };
  const domain = domainOf(draft);
  return domain === undefined ? undefined : { from: "domainName", name: lastLabels(domain) };
}

/** The zone, and whether it is that of the names. */
export function zone(draft: ConfigDraft): void {
  if (draft.addition("zone") !== undefined) return;
  const found = zoneOf(draft);
  if (found === undefined) {
    if (draft.get("skipDns") === true)
      draft.note(
        "skipDns",
        "no zone is used. Create the records yourself: apiDomainName for the output load_balancer_dns_name, appDomainName for " +
          "app_distribution_domain_name, storageDomainName for storage_distribution_domain_name, and those in the output mail_dns_records.",
      );
    return;
  }
  const { from, name } = found;
  draft.input("zone.name", name, from);
  if (typeof name === "string") holding(draft, from, name);
  if (from === "domainName" && name !== draft.get("domainName") && !draft.isWrong("domainName"))
    draft.note(
      "domainName",
      `the zone is ${String(name)}, its last two labels, as in Medplum's CDK; for another zone, give hostedZoneName.`,
    );
}

/** A single name outside of the zone is the module's to refuse. Where all are, it is the zone that is wrong. */
function holding(draft: ConfigDraft, from: ZoneKey, zone: string): void {
  const given = (Object.keys(names) as (keyof typeof names)[]).flatMap((key) => {
    const name = draft.get(key);
    return typeof name === "string" ? [{ key, name }] : [];
  });
  const outside = given.filter(({ name }) => !holds(zone, name));
  if (given.length < 2 || outside.length < given.length) return;
  draft.refuse(
    from,
    `must lead to a zone that holds ${outside.map(({ key }) => key).join(", ")}: none of them is ${zone} or a name below it ` +
      `(got ${JSON.stringify(draft.get(from))})`,
    ...outside.map(({ key }) => `medplum.${names[key]}`),
  );
}
