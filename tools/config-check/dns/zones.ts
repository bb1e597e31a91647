import type { Environment } from "../../../app/environment";

/** A public zone that an environment names, and what Terraform puts there. */
export interface Zone {
  /** Where the environment names it, such as medplum.zone. */
  readonly at: string;
  readonly id?: string;
  readonly name?: string;
  /** Domain names for which ACM issues certificates, which it validates in the zone. */
  readonly certified: readonly string[];
}

interface GivenZone {
  readonly id?: string;
  readonly name?: string;
}

interface Named {
  readonly domainName: string;
  readonly existingCertificate?: object;
}

/** What is read here of an environment, which holds plain values. */
interface Values {
  readonly redcap?: {
    readonly domain?: {
      readonly name: string;
      readonly zone?: GivenZone;
      readonly existingCertificate?: object;
    };
    readonly mail?: { readonly zone?: GivenZone };
  };
  readonly medplum?: {
    readonly zone?: GivenZone;
    readonly api: Named & { readonly mutualTls?: Named };
    readonly app: Named;
    readonly storage: Named;
    readonly mail: { readonly zone?: GivenZone };
  };
}

/** The public zones of an environment: each once, with the domain names of all that use it. */
export function zonesOf(environment: Environment): Zone[] {
  const { redcap, medplum } = environment as Values;
  const { domain } = redcap ?? {};
  const named: readonly (Named | undefined)[] = [
    medplum?.api,
    medplum?.api.mutualTls,
    medplum?.app,
    medplum?.storage,
  ];
  const zones: readonly (Zone | undefined)[] = [
    domain?.zone && {
      at: "redcap.domain.zone",
      ...domain.zone,
      certified: domain.existingCertificate ? [] : [domain.name],
    },
    redcap?.mail?.zone && { at: "redcap.mail.zone", ...redcap.mail.zone, certified: [] },
    medplum?.zone && {
      at: "medplum.zone",
      ...medplum.zone,
      certified: named.flatMap((each) => (each && !each.existingCertificate ? [each.domainName] : [])),
    },
    medplum?.mail.zone && { at: "medplum.mail.zone", ...medplum.mail.zone, certified: [] },
  ];
  const merged = new Map<string, Zone>();
  for (const zone of zones) {
    if (!zone) continue;
    const key = zone.id ?? zone.name ?? "";
    const before = merged.get(key);
    merged.set(key, before ? { ...before, certified: [...before.certified, ...zone.certified] } : zone);
  }
  return [...merged.values()];
}
