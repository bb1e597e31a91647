import type { ConfigDraft } from "./config-draft";
import { holds } from "../../modules/foundation/domains";
import { domainOf, type Zone, zoneOf } from "./domains";

/** What the file does not have: where mail comes from. */
export function mail(draft: ConfigDraft): void {
  const zone = zoneOf(draft);
  const domain = mailDomain(domainOf(draft), zone);
  const other = ["existing", "smtp"].find((input) => draft.addition(`mail.${input}`) !== undefined);
  if (draft.addition("mail.supportEmail") === undefined) {
    draft.input("mail.supportEmail", domain && `support@${domain}`, "domainName");
    if (domain !== undefined)
      draft.note(
        "domainName",
        `mail is sent from support@${domain}, since the file has no address; for another, give mail.supportEmail.`,
      );
  }
  if (other !== undefined || draft.addition("mail.domain") !== undefined) return;
  draft.input("mail.domain", domain, "domainName");
  const added = draft.addition("zone");
  if (draft.addition("mail.zone") === undefined && (added !== undefined || zone?.name !== undefined))
    draft.input("mail.zone", added ?? { name: zone!.name }, zone?.from ?? "domainName");
  if (domain !== undefined)
    draft.note(
      "domainName",
      `an SES identity is created for ${domain}; to send as an existing one, give mail.existing; through another mail server, mail.smtp.`,
    );
}

/** The file's domain, or the zone where another one is named, in which the domain's records could not be made. */
const mailDomain = (domain: string | undefined, zone: Zone | undefined): string | undefined =>
  typeof zone?.name === "string" && !holds(zone.name, domain) ? zone.name : domain;
