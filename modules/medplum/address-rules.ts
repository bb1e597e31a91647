import { type Rule, rulesOver } from "../../lib/rules";
import { holds, holdsHcl } from "../foundation/domains";
import type { inputs } from "./inputs";
import { clientsPart, loadBalancerPart } from "./parts";

const rule = rulesOver<typeof inputs>();

interface Names {
  readonly api?: { readonly domainName: string; readonly mutualTls?: { readonly domainName: string } };
  readonly app?: { readonly domainName: string };
  readonly storage?: { readonly domainName: string };
}

/** A name under which Medplum is reached. */
interface Name {
  readonly input: keyof Names;
  readonly of: (values: Names) => string | undefined;
  readonly hcl: string;
}

/** The names, by where callers give them. */
const names: Readonly<Record<string, Name>> = {
  "api.domainName": { input: "api", of: ({ api }) => api?.domainName, hcl: "var.api.domain_name" },
  "app.domainName": { input: "app", of: ({ app }) => app?.domainName, hcl: "var.app.domain_name" },
  "storage.domainName": {
    input: "storage",
    of: ({ storage }) => storage?.domainName,
    hcl: "var.storage.domain_name",
  },
  "api.mutualTls.domainName": {
    input: "api",
    of: ({ api }) => api?.mutualTls?.domainName,
    hcl: "try(var.api.mutual_tls.domain_name, null)",
  },
};
const places = Object.entries(names);

/** Each name belongs to something else, and CloudFront and load balancers tell requests apart by it. */
const distinct = places.slice(1).map(([at, { input, of, hcl }], i) => {
  const others = places.slice(0, i + 1);
  return rule([input, ...others.map(([, other]) => other.input)], {
    at,
    message: `must differ from ${others.map(([place]) => place).join(" and ")}: each needs a name of its own`,
    check: (values) => others.every(([, other]) => other.of(values) !== of(values)),
    condition: `try(!contains([${others.map(([, other]) => other.hcl).join(", ")}], ${hcl}), true)`,
  });
});

const inZone = places.map(([at, { input, of, hcl }]) =>
  rule([input, "zone"], {
    at,
    message: "must be the name of the zone or a name below it",
    check: (values) => holds(values.zone?.name, of(values)),
    condition: holdsHcl("var.zone.name", hcl),
  }),
);

interface Served {
  readonly existingCertificate?: object;
  readonly servedElsewhere?: object;
}
type ServedNames = Readonly<Record<"app" | "storage", Served>>;

/** The names that distributions have. */
const served = (["app", "storage"] as const).map((input) => ({
  input,
  of: (values: Partial<ServedNames>) => values[input] ?? {},
  elsewhere: `var.${input}.served_elsewhere != null`,
}));

interface MutualTls {
  readonly api: { readonly mutualTls?: object; readonly rulesPerSecurityGroup: number };
}

export const addressRules: readonly Rule[] = [
  ...distinct,
  ...inZone,
  rule(["api", "zone"], {
    message:
      "must have existingCertificate where no zone is given: ACM validates new certificates in the zone",
    check: ({ api, zone }) => zone !== undefined || api.existingCertificate !== undefined,
    condition: "var.zone != null || var.api.existing_certificate != null",
  }),
  rule(["api", "zone"], {
    at: "api.mutualTls",
    message:
      "must have existingCertificate where no zone is given: ACM validates new certificates in the zone",
    check: ({ api, zone }) =>
      zone !== undefined || !api.mutualTls || api.mutualTls.existingCertificate !== undefined,
    condition: "var.zone != null || try(var.api.mutual_tls.existing_certificate != null, true)",
  }),
  ...served.map(({ input, of, elsewhere }) =>
    rule([input, "zone"], {
      message:
        "must have existingCertificate (of us-east-1) or servedElsewhere where no zone is given: ACM validates new certificates in the zone",
      check: (values) => {
        const { existingCertificate, servedElsewhere } = of(values);
        return values.zone !== undefined || (existingCertificate ?? servedElsewhere) !== undefined;
      },
      condition: `var.zone != null || var.${input}.existing_certificate != null || ${elsewhere}`,
    }),
  ),
  rule(["app"], {
    at: "app.apiProxy",
    message: "must not be given with servedElsewhere: another distribution has the name",
    check: ({ app }) => app.apiProxy === undefined || app.servedElsewhere === undefined,
    condition: "var.app.api_proxy == null || var.app.served_elsewhere == null",
  }),
  rule(["app", "api"], {
    at: "app.apiProxy",
    message: "must not be given with api.internal: CloudFront reaches the load balancer through the internet",
    check: ({ app, api }) => app.apiProxy === undefined || !api.internal,
    condition: "var.app.api_proxy == null || !var.api.internal",
  }),
  ...loadBalancerPart.rules({
    inputs: ["api"],
    at: (input) => `api.${input}`,
    given: ({ api }: { api: object }) => ({ ...api, certificateArn: "given" }),
  }),
  ...clientsPart.rules({
    inputs: ["api"],
    at: (input) => `api.mutualTls.${input}`,
    given: ({ api: { mutualTls, rulesPerSecurityGroup } }: MutualTls) =>
      mutualTls && { ...mutualTls, rulesPerSecurityGroup },
  }),
];
