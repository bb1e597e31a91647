import { type Rule, rulesOver } from "../../lib/rules";
import { foundationRules } from "../foundation/inputs";
import type { inputs } from "./inputs";

const rule = rulesOver<typeof inputs>();

/** Whether a zone can hold a name: it is the name, or a domain above it. */
const holds = (zone: string | undefined, name: string | undefined): boolean =>
  zone === undefined || name === undefined || `.${name}`.endsWith(`.${zone}`);

export const rules: readonly Rule[] = [
  ...foundationRules,
  rule.exactlyOne("database", "existingDatabase", "a cluster to make, or the secret of an existing one"),
  rule(["zone", "api"], {
    at: "api.domainName",
    message: "must be the zone's name or a name below it",
    check: ({ zone, api }) => holds(zone?.name, api.domainName),
    condition: 'try(endswith(".${var.api.domain_name}", ".${var.zone.name}"), true)',
  }),
];
