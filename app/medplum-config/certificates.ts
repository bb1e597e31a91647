import type { ConfigDraft } from "./config-draft";
import { accountOf, regionOf } from "./general";

/** The certificates of load balancers, which are regional, and of CloudFront. */
const regional = ["apiSslCertArn", "mtlsSslCertArn"] as const;
const cloudFront = ["appSslCertArn", "storageSslCertArn"] as const;

export type CertificateKey = (typeof regional)[number] | (typeof cloudFront)[number];

const pattern = /^arn:aws[a-z-]*:acm:([a-z0-9-]+):(\d{12}):certificate\/.+$/;

/** Certificates must be where they are used. */
export function certificates(draft: ConfigDraft): void {
  const region = regionOf(draft);
  for (const key of regional) inRegion(draft, key, region, "the region of the deployment");
  for (const key of cloudFront) inRegion(draft, key, "us-east-1", "from which CloudFront takes certificates");
  ofAccount(draft);
}

function inRegion(draft: ConfigDraft, key: CertificateKey, region: string | undefined, why: string): void {
  const arn = draft.get(key);
  if (typeof arn !== "string") return;
  const [, own] = pattern.exec(arn) ?? [];
  const got = `(got ${JSON.stringify(arn)})`;
  if (own === undefined)
    draft.refuse(
      key,
      `must be the ARN of a certificate, like arn:aws:acm:us-east-1:123456789012:certificate/… ${got}`,
    );
  else if (region !== undefined && own !== region)
    draft.refuse(key, `must be a certificate in ${region}, ${why} ${got}`);
}

/** One problem where all certificates are of another account: then it is the file's account that is wrong. */
function ofAccount(draft: ConfigDraft): void {
  const account = accountOf(draft);
  const found = [...regional, ...cloudFront].flatMap((key) => {
    const [, , own] = pattern.exec(String(draft.get(key) ?? "")) ?? [];
    return own === undefined || draft.isWrong(key) ? [] : [{ key, own }];
  });
  const foreign = found.filter(({ own }) => account !== undefined && own !== account);
  const [first] = foreign;
  if (first && foreign.length > 1 && found.every(({ own }) => own === first.own))
    return draft.refuse(
      "accountNumber",
      `must be ${first.own}, the account of ${foreign.map(({ key }) => key).join(", ")} (got ${JSON.stringify(account)})`,
    );
  for (const { key, own } of foreign)
    draft.refuse(
      key,
      `must be a certificate of the account ${account}, as accountNumber says (got one of ${own})`,
    );
}
