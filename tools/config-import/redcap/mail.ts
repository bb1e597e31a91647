import { nearest } from "../../../lib/names";
import { regions } from "../../../lib/aws/regions";
import { regionOf } from "./arn";
import type { RedcapDraft } from "./parameters";
import { secretSteps } from "./secret";

/** SESUsername, SESPassword, SESRegion: the existing SES, with the instances' role or by SMTP. */
export function mail(draft: RedcapDraft, name: string): void {
  const { fromAddress, mailIdentityArn, smtpSecretArn, noMail } = draft.options;
  const region = sesRegion(draft);
  const ways = [mailIdentityArn, smtpSecretArn, noMail].filter((way) => way !== undefined).length;
  if (ways === 0) return refuseNothing(draft, name);
  if (ways > 1) {
    draft.refuse("--mail-identity-arn", "--smtp-secret-arn and --no-mail cannot be combined", "redcap.mail");
    return;
  }
  if (noMail) {
    draft.note("SESUsername, SESPassword, SESRegion", "not used, because of --no-mail: no mail is sent");
    return;
  }
  if (fromAddress === undefined) {
    draft.refuse(
      "--from-address",
      "is required: the sender of REDCap's mail, verified in SES",
      "redcap.mail",
    );
  }
  draft.set("redcap.mail.transport", mailIdentityArn ? "api" : "smtp", "--mail-identity-arn");
  draft.set("redcap.mail.fromAddress", fromAddress, "--from-address");
  if (region !== draft.region) draft.set("redcap.mail.existing.region", region, "SESRegion");
  if (region === undefined)
    draft.refuse("SESRegion", "is required: the region of SES", "redcap.mail.existing.region");
  if (mailIdentityArn !== undefined) {
    draft.set("redcap.mail.existing.identityArn", mailIdentityArn, "--mail-identity-arn");
    if (region && regionOf(mailIdentityArn) && regionOf(mailIdentityArn) !== region) {
      draft.refuse(
        "--mail-identity-arn",
        `must be an identity in SESRegion, ${region} (got ${mailIdentityArn})`,
      );
    }
    draft.note(
      "SESUsername, SESPassword",
      "no longer needed: instances send with their role. Delete the IAM user that they belong to after the move",
    );
  } else {
    draft.set("redcap.mail.existing.smtpSecretArn", smtpSecretArn, "--smtp-secret-arn");
    draft.note(
      "SESUsername, SESPassword",
      "not in the file: they are read from the secret of --smtp-secret-arn. With --mail-identity-arn neither would be needed",
    );
  }
}

/** The region of SES; undefined where none is given, and after a problem is reported a valid one. */
function sesRegion(draft: RedcapDraft): string | undefined {
  const given = draft.get("SESRegion");
  if (!given || (regions as readonly string[]).includes(given)) return given || undefined;
  const near = nearest(given, regions);
  draft.refuse(
    "SESRegion",
    `must be an AWS region${near ? `; did you mean ${near}?` : ""} (got ${JSON.stringify(given)})`,
  );
  return draft.region;
}

function refuseNothing(draft: RedcapDraft, name: string): void {
  draft.refuse(
    "SESUsername",
    [
      "and SESPassword are a login, which no environment file may contain. One of these is required:",
      "  --mail-identity-arn ARN --from-address ADDRESS (recommended): instances send with their role, and no password exists.",
      "    aws sesv2 list-email-identities lists the identities; an ARN ends in identity/example.edu",
      "  --smtp-secret-arn ARN --from-address ADDRESS: SMTP as before, with the login in a secret of this account:",
      ...secretSteps({
        name: `${name}-smtp`,
        json: '{"username": "…", "password": "…"}',
        region: draft.region,
        option: "--smtp-secret-arn",
      })
        .split("\n")
        .map((line) => `  ${line}`),
      "  --no-mail: no mail is sent, for a trial",
    ].join("\n"),
    "redcap.mail",
  );
}
