import type { ConfigDraft } from "./config-draft";

/** Keys with the names under which Medplum is reached. */
const nameKeys = ["apiDomainName", "appDomainName", "storageDomainName", "mtlsDomainName"] as const;

type ZoneKey = "hostedZoneName" | "domainName";

/** The zone of the names in DNS: which key says it, and its name where it is known at synth. */
export interface Zone {
  readonly from: ZoneKey;
  readonly name: unknown;
}

/** The public zone in which records are made; undefined with skipDns. */
export function zoneOf(draft: ConfigDraft): Zone | undefined {
  if (draft.decided("skipDns") || draft.isWrong("skipDns")) return undefined;
  const given = draft.get("hostedZoneName");
  if (given !== undefined) return { from: "hostedZoneName", name: given };
  return { from: "domainName", name: draft.decided("domainName")?.split(".").slice(-2).join(".") };
}

/** The zone, and what holds for the names below it. */
export function domains(draft: ConfigDraft): void {
  const zone = zoneOf(draft);
  const other = draft.addition("zone") !== undefined;
  if (zone && !other) {
    draft.input("zone.name", zone.name, zone.from);
    const derived = zone.from === "domainName" && zone.name !== draft.get("domainName");
    if (derived && zone.name !== undefined)
      draft.note(
        "domainName",
        `the zone is ${String(zone.name)}, its last two labels, as in the original; hostedZoneName names another.`,
      );
  }
  if (draft.get("skipDns") === true && !other)
    draft.note(
      "skipDns",
      "no zone is used. Create the records yourself: apiDomainName for the output load_balancer_dns_name, and those of mail_dns_records.",
    );
  if (zone && !other && typeof zone.name === "string") inZone(draft, zone.from, zone.name);
  distinct(draft);
}

const named = (draft: ConfigDraft): [(typeof nameKeys)[number], string][] =>
  nameKeys.flatMap((key) => {
    const name = draft.get(key);
    return typeof name === "string" ? [[key, name] as [typeof key, string]] : [];
  });

/** One problem where all names are outside of the zone: then it is the zone that is wrong. */
function inZone(draft: ConfigDraft, from: ZoneKey, zone: string): void {
  const names = named(draft);
  const outside = names.filter(([, name]) => !`.${name}`.endsWith(`.${zone}`));
  if (names.length > 1 && outside.length === names.length) {
    const keys = outside.map(([key]) => key).join(", ");
    return draft.refuse(
      from,
      `must lead to a zone that holds ${keys}: none is ${zone} or a name below it (got ${JSON.stringify(draft.get(from))})`,
    );
  }
  for (const [key, name] of outside)
    draft.refuse(
      key,
      `must be ${zone}, the zone of ${from}, or a name below it (got ${JSON.stringify(name)})`,
    );
}

function distinct(draft: ConfigDraft): void {
  const names = named(draft);
  names.forEach(([key, name], i) => {
    const [same] = names.slice(0, i).find(([, earlier]) => earlier === name) ?? [];
    if (same)
      draft.refuse(
        key,
        `must differ from ${same}: each has an address of its own (got ${JSON.stringify(name)})`,
      );
  });
}
