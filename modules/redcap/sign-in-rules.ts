import { type Rule, rulesOver } from "../../lib/rules";
import type { inputs } from "./inputs";
import { externalMethods, isExternal, usesIdentityProvider } from "./sign-in-methods";

const rule = rulesOver<typeof inputs>();

const method = "var.application.authentication";
const isOneOf = (prefixes: readonly string[]): string =>
  prefixes.map((prefix) => `startswith(${method}, "${prefix}")`).join(" || ");
/** What a way to sign in needs, so that nobody is locked out of a new REDCap. */
export const signInRules: readonly Rule[] = [
  rule(["application"], {
    at: "application.authentication",
    message:
      "must be the form with _table, by which redcap_admin can sign in, or application.externalAdministrator must be given. The nearest is",
    detail: {
      text: ({ application }) => ` ${application.authentication}_table`,
      expression: `format(" %s_table", ${method})`,
    },
    check: ({ application: { authentication, externalAdministrator } }) =>
      !isExternal(authentication) || externalAdministrator !== undefined,
    condition: `!contains(${JSON.stringify(externalMethods)}, ${method}) || var.application.external_administrator != null`,
  }),
  rule(["application"], {
    at: "application.externalAdministrator",
    message: "must not be given with an authentication of table: nobody signs in from outside",
    check: ({ application }) =>
      application.authentication !== "table" || application.externalAdministrator === undefined,
    condition: `${method} != "table" || var.application.external_administrator == null`,
  }),
  rule(["application"], {
    at: "application.identityProvider",
    message:
      "must be given with openid_connect and oauth2_azure_ad, with _table or without, and with nothing else",
    check: ({ application: { authentication, identityProvider } }) =>
      usesIdentityProvider(authentication) === (identityProvider !== undefined),
    condition: `(${isOneOf(["openid_connect", "oauth2_azure_ad"])}) == (var.application.identity_provider != null)`,
  }),
  rule(["application"], {
    at: "application.shibboleth",
    message: "must be given with an authentication of shibboleth or shibboleth_table",
    check: ({ application: { authentication, shibboleth } }) =>
      !authentication.startsWith("shibboleth") || shibboleth !== undefined,
    condition: `!startswith(${method}, "shibboleth") || var.application.shibboleth != null`,
  }),
  rule(["web", "application"], {
    at: "web.proxy",
    message: "must be apache with application.shibboleth: Shibboleth has no module for Amazon Linux's nginx",
    check: ({ web, application }) => application.shibboleth === undefined || web.proxy === "apache",
    condition: 'var.application.shibboleth == null || var.web.proxy == "apache"',
  }),
  rule(["domain", "application"], {
    message: "must be given with application.shibboleth: its cookies are for HTTPS only",
    check: ({ domain, application }) => application.shibboleth === undefined || domain !== undefined,
    condition: "var.application.shibboleth == null || var.domain != null",
  }),
  rule(["redcapSource", "application"], {
    at: "redcapSource.overlay",
    message:
      "must be given with ldap and ldap_table: REDCap takes the directory's settings from webtools2/ldap/ldap_config.php, and the download " +
      "has an example of it only",
    check: ({ redcapSource, application }) =>
      !application.authentication.startsWith("ldap") ||
      redcapSource.kind !== "community" ||
      redcapSource.overlay !== undefined,
    condition:
      `!startswith(${method}, "ldap") || var.redcap_source.kind != "community" || ` +
      "var.redcap_source.overlay != null",
  }),
];
