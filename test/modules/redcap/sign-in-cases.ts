import type { Inputs } from "../synthesis";
import { s3, secretArn, shibboleth, signIn, apache, externalAdministrator, badShibboleth } from "./inputs";

/** Ways to sign in that would keep everybody out, or let anybody in. */
export const refused: Readonly<Record<string, readonly [Inputs, RegExp]>> = {
  "a directory that cannot be reached": [
    signIn({ authentication: "ldap_table" }, { redcapSource: s3 }),
    /^web\.egress must have a rule for the directory's port/,
  ],
  "a directory alone, so that redcap_admin cannot sign in": [
    signIn(
      { authentication: "ldap" },
      {
        web: {
          egress: { https: { port: 443, cidr: "0.0.0.0/0" }, ldaps: { port: 636, cidr: "10.0.0.0/8" } },
        },
        redcapSource: s3,
      },
    ),
    /^application\.authentication must be the form with _table, .*The nearest is ldap_table/,
  ],
  "Entra ID alone, so that redcap_admin cannot sign in": [
    signIn({ authentication: "oauth2_azure_ad", identityProvider: { secretArn } }),
    /^application\.authentication must be the form with _table, .*The nearest is oauth2_azure_ad_table/,
  ],
  "Shibboleth alone, so that redcap_admin cannot sign in": [
    signIn({ authentication: "shibboleth", shibboleth }, apache),
    /^application\.authentication must be the form with _table, .*The nearest is shibboleth_table/,
  ],
  "a directory without its settings": [
    signIn(
      { authentication: "ldap_table" },
      {
        web: {
          egress: { https: { port: 443, cidr: "0.0.0.0/0" }, ldaps: { port: 636, cidr: "10.0.0.0/8" } },
        },
        redcapSource: { kind: "community", credentialsSecretArn: secretArn },
      },
    ),
    /^redcapSource\.overlay must be given with ldap and ldap_table/,
  ],
  "no authentication at all": [
    signIn({ authentication: "none" }),
    /^application\.authentication must be one of table, ldap_table, .*none, openid_google, .*: install with table/,
  ],
  "Google alone": [
    signIn({ authentication: "openid_google" }),
    /^application\.authentication must be one of .*install with table/,
  ],
  "a method that REDCap does not know": [
    signIn({ authentication: "saml" }),
    /^application\.authentication must be one of table, ldap_table, /,
  ],
  "an administrator from outside, where nobody comes from": [
    signIn({ externalAdministrator }),
    /^application\.externalAdministrator must not be given with an authentication of table/,
  ],
  "an administrator with a space": [
    signIn({
      authentication: "openid_connect",
      identityProvider: { secretArn },
      externalAdministrator: { username: "Jane Doe", reason: "x" },
    }),
    /^application\.externalAdministrator\.username must be a user's name/,
  ],
  "an administrator for no reason": [
    signIn({
      authentication: "openid_connect",
      identityProvider: { secretArn },
      externalAdministrator: { username: "jane", reason: "" },
    }),
    /^application\.externalAdministrator\.reason must have at least 1 character/,
  ],
  "OpenID Connect without its settings": [
    signIn({ authentication: "openid_connect_table" }),
    /^application\.identityProvider must be given with openid_connect and oauth2_azure_ad/,
  ],
  "an identity provider that nobody asks": [
    signIn({ identityProvider: { secretArn } }),
    /^application\.identityProvider must be given with openid_connect and oauth2_azure_ad/,
  ],
  "an identity provider's secret in Parameter Store": [
    signIn({
      authentication: "openid_connect_table",
      identityProvider: { secretArn: "arn:aws:ssm:us-east-1:111122223333:parameter/oidc" },
    }),
    /^application\.identityProvider\.secretArn must be an ARN like/,
  ],
  "Shibboleth without its settings": [
    signIn({ authentication: "shibboleth_table" }, apache),
    /^application\.shibboleth must be given with an authentication of shibboleth/,
  ],
  "Shibboleth with nginx": [
    signIn({ authentication: "shibboleth_table", shibboleth }),
    /^web\.proxy must be apache with application\.shibboleth/,
  ],
  "Shibboleth without HTTPS": [
    signIn(
      { authentication: "shibboleth_table", shibboleth },
      { ...apache, domain: undefined, plainHttp: { reason: "a trial without patients" } },
    ),
    /^domain must be given with application\.shibboleth: its cookies are for HTTPS only/,
  ],
  "Shibboleth without a secret's ARN": [
    badShibboleth({ secretArn: "shibboleth" }),
    /^application\.shibboleth\.secretArn must be an ARN like/,
  ],
  "an identity provider without a URI": [
    badShibboleth({ identityProvider: { entityId: "idp.example.edu" } }),
    /^application\.shibboleth\.identityProvider\.entityId must be an entity ID/,
  ],
  "a service provider with a space": [
    badShibboleth({ entityId: "https://redcap.example.edu/our sp" }),
    /^application\.shibboleth\.entityId must be an entity ID/,
  ],
  "metadata that anybody on the way can change": [
    badShibboleth({
      identityProvider: {
        ...shibboleth.identityProvider,
        signedMetadata: { url: "http://idp.example.edu/metadata" },
      },
    }),
    /^application\.shibboleth\.identityProvider\.signedMetadata\.url must be a URL that begins with https:/,
  ],
  "a user's name by a header": [
    badShibboleth({ usernameAttribute: "HTTP EPPN" }),
    /^application\.shibboleth\.usernameAttribute must be the id of an attribute/,
  ],
};
