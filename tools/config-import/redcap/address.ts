import { regionOf } from "./arn";
import type { RedcapDraft } from "./parameters";

/** UseRoute53Boolean, UseACMBoolean, HostedZoneIda, HostedZoneName, DomainName: the address, always over HTTPS. */
export function address(draft: RedcapDraft): void {
  trialDomain(draft);
  const route53 = draft.boolean("UseRoute53Boolean", "redcap.domain");
  const acm = draft.boolean("UseACMBoolean", "redcap.domain");
  if (draft.options.plainHttp !== undefined) return plainHttp(draft, draft.options.plainHttp);
  if (route53 === undefined || acm === undefined) return;

  const { domain, certificateArn } = draft.options;
  const zone = draft.get("HostedZoneName").toLowerCase().replace(/\.$/, "");
  const label = draft.get("DomainName").toLowerCase();
  if (!route53 && (domain === undefined || certificateArn === undefined)) return refuseHttp(draft, acm);
  if (route53 && !zone && !draft.get("HostedZoneIda")) {
    draft.refuse(
      "HostedZoneName",
      "or HostedZoneIda must be given with UseRoute53Boolean true",
      "redcap.domain",
    );
  }
  if (domain === undefined && !(zone && label)) {
    draft.refuse(
      "DomainName",
      `and HostedZoneName must be given with UseRoute53Boolean true, or instead --domain, which may also be the zone's own ` +
        `name (got ${draft.show("DomainName", "HostedZoneName")})`,
      "redcap.domain",
    );
  }
  if (domain !== undefined && route53 && zone && domain !== zone && !domain.endsWith(`.${zone}`)) {
    draft.refuse(
      "--domain",
      `must be HostedZoneName, ${zone}, or a name below it (got ${domain})`,
      "redcap.domain",
    );
  }
  if (domain !== undefined) draft.set("redcap.domain.name", domain, "--domain");
  else if (label && zone) draft.set("redcap.domain.name", `${label}.${zone}`, "DomainName");
  if (route53) hostedZone(draft, zone);
  if (certificateArn !== undefined) certificate(draft, certificateArn);
  if (!route53) {
    unused(draft, "UseRoute53Boolean is false");
    draft.note(
      "--domain",
      `${draft.options.final ? "after the deployment" : "at the move"}, create a DNS record that points ${domain} to the load balancer (an output)`,
    );
  } else if (!acm && certificateArn === undefined) {
    draft.note(
      "UseACMBoolean false",
      "the template served HTTP in that case, without encryption. The file uses HTTPS, with a certificate that ACM issues in the zone",
    );
  }
}

/** --trial-domain: a name that must be another one, in the zone. */
function trialDomain(draft: RedcapDraft): void {
  const { trialDomain: name, domain, final } = draft.options;
  if (name === undefined) return;
  const zone = draft.get("HostedZoneName").toLowerCase().replace(/\.$/, "");
  const own = domain ?? `${draft.get("DomainName").toLowerCase()}.${zone}`;
  if (final) draft.refuse("--trial-domain", "cannot be combined with --final, which is for the name itself");
  else if (draft.get("UseRoute53Boolean").toLowerCase() !== "true") {
    draft.refuse(
      "--trial-domain",
      "is for UseRoute53Boolean true: otherwise no record is made, and none is in the way",
    );
  } else if (name === own || (zone && !name.endsWith(`.${zone}`))) {
    draft.refuse(
      "--trial-domain",
      `must be another name than ${own}, below ${zone || "its zone"} (got ${name})`,
    );
  }
}

function hostedZone(draft: RedcapDraft, zone: string): void {
  const id = draft.get("HostedZoneIda");
  if (id) draft.set("redcap.domain.zone.id", id, "HostedZoneIda");
  else if (zone) draft.set("redcap.domain.zone.name", zone, "HostedZoneName");
}

function certificate(draft: RedcapDraft, arn: string): void {
  draft.set("redcap.domain.existingCertificate.arn", arn, "--certificate-arn");
  const region = regionOf(arn);
  if (region && region !== draft.region) {
    draft.refuse(
      "--certificate-arn",
      `must be a certificate in ${draft.region}, where the load balancer is (got one in ${region})`,
    );
  }
}

function plainHttp(draft: RedcapDraft, reason: string): void {
  if (draft.options.domain !== undefined || draft.options.certificateArn !== undefined) {
    draft.refuse(
      "--plain-http",
      "cannot be combined with --domain or --certificate-arn, which are for HTTPS",
    );
  }
  draft.set("redcap.plainHttp.reason", reason, "--plain-http");
  draft.note(
    "--plain-http",
    "REDCap is served without encryption, under the load balancer's own name. Never with patients' data",
  );
  unused(draft, "--plain-http is given");
}

function unused(draft: RedcapDraft, why: string): void {
  const given = (["HostedZoneIda", "HostedZoneName", "DomainName"] as const).filter(
    (key) => draft.get(key) !== "",
  );
  if (given.length > 0) draft.note(given.join(", "), `not used, because ${why}`);
}

function refuseHttp(draft: RedcapDraft, acm: boolean): void {
  draft.refuse(
    "UseRoute53Boolean",
    [
      `is false, and ${acm ? "UseACMBoolean true then has no effect: " : ""}the template serves HTTP, without encryption. ` +
        "That does not happen silently here. One of these is required:",
      "  --domain NAME --certificate-arn ARN: HTTPS with an existing ACM certificate; your DNS stays where it is",
      "  UseRoute53Boolean true with HostedZoneName and DomainName in the file: HTTPS with a certificate that ACM issues",
      "  --plain-http \"REASON\": HTTP under the load balancer's name, for a trial without patients' data",
    ].join("\n"),
    "redcap.domain",
  );
}
