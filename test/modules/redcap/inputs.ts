import prod from "../../../envs/prod";
import type { Inputs } from "../synthesis";

/** Production's inputs. */
export const production = prod.redcap as Inputs;
export const changed = (changes: object): Inputs => ({ ...production, ...changes });

export const certificate = (region: string) =>
  `arn:aws:acm:${region}:111122223333:certificate/11111111-2222-3333-4444-555555555555`;
export const ipSet = (scope: "regional" | "global") =>
  `arn:aws:wafv2:us-east-1:111122223333:${scope}/ipset/abuse/11111111-2222-3333-4444-555555555555`;

export const s3 = { kind: "s3", bucket: "example-redcap-sources", key: "redcap.zip" };
export const secretArn = "arn:aws:secretsmanager:us-east-1:111122223333:secret:sign-in-AbCdEf";
export const shibboleth = { secretArn, identityProvider: { entityId: "https://idp.example.edu/idp" } };
/** Production with another way to sign in. */
export const signIn = (application: object, others: object = {}): Inputs =>
  changed({ application: { ...(production["application"] as object), ...application }, ...others });
export const apache = { web: { proxy: "apache" } };
export const externalAdministrator = {
  username: "o'neill@example.edu",
  reason: "The directory's uid, tried on staging",
};
/** Refused in the words of `fault`, with Shibboleth. */
export const badShibboleth = (fault: object): Inputs =>
  signIn({ authentication: "shibboleth_table", shibboleth: { ...shibboleth, ...fault } }, apache);

export const bundle = { kind: "bundle", bucket: "example-redcap-sources", key: "bundles/redcap-16.0.18.zip" };
export const runsOn =
  /^environments\.blue must have a PHP version on which redcapSource runs: REDCap before 15\.0\.0 runs on none/;
