import { type Rule, rulesOver } from "../../lib/rules";
import { holds, holdsHcl } from "../foundation/domains";
import type { inputs } from "./inputs";
import { loadBalancerPart } from "./parts";

const rule = rulesOver<typeof inputs>();

/** The names under which Medplum is reached, by where callers give them. */
const names = {
  "api.domainName": { input: "api", hcl: "var.api.domain_name" },
  "app.domainName": { input: "app", hcl: "var.app.domain_name" },
  "storage.domainName": { input: "storage", hcl: "var.storage.domain_name" },
  "api.mutualTls.domainName": { input: "api", hcl: "try(var.api.mutual_tls.domain_name, null)" },
} as const;
type Place = keyof typeof names;
const places = Object.keys(names) as Place[];

interface Names {
  readonly api?: { readonly domainName: string; readonly mutualTls?: { readonly domainName: string } };
  readonly app?: { readonly domainName: string };
  readonly storage?: { readonly domainName: string };
}

const nameAt: Readonly<Record<Place, (values: Names) => string | undefined>> = {
  "api.domainName": ({ api }) => api?.domainName,
  "app.domainName": ({ app }) => app?.domainName,
  "storage.domainName": ({ storage }) => storage?.domainName,
  "api.mutualTls.domainName": ({ api }) => api?.mutualTls?.domainName,
};

/** Each name belongs to something else, and CloudFront and load balancers tell requests apart by it. */
const distinct = places.slice(1).map((at, i) => {
  const others = places.slice(0, i + 1);
  return rule([names[at].input, ...others.map((other) => names[other].input)], {
    at,
    message: `must differ from ${others.join(" and ")}: each needs a name of its own`,
    check: (values) => others.every((other) => nameAt[other](values) !== nameAt[at](values)),
    condition: `try(!contains([${others.map((other) => names[other].hcl).join(", ")}], ${names[at].hcl}), true)`,
  });
});

const inZone = places.map((at) =>
  rule([names[at].input, "zone"], {
    at,
    message: "must be the name of the zone or a name below it",
    check: (values) => holds(values.zone?.name, nameAt[at](values)),
    condition: holdsHcl("var.zone.name", names[at].hcl),
  }),
);

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
  ...loadBalancerPart.rules({
    inputs: ["api"],
    at: (input) => `api.${input}`,
    given: ({ api }: { api: object }) => ({ ...api, certificateArn: "given" }),
  }),
];
