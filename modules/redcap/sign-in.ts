import type { ConditionalStatement } from "../../lib/aws/policy";
import { type Expression, tf } from "../../lib/expression";
import { local } from "../../lib/local";
import type { ModuleStack } from "../../lib/stack";
import type { Inputs } from "./inputs";
import { currentValue } from "./set-up";

/** What the instances are told of how users sign in: variables, each with the condition under which it is sent. */
export function signInVariables({ application }: Inputs, url: string) {
  const { externalAdministrator, identityProvider, shibboleth } = application;
  const { orNull: provider } = shibboleth;
  const idp = provider.identityProvider;
  return {
    REDCAP_EXTERNAL_ADMIN: {
      when: externalAdministrator.given,
      value: externalAdministrator.orNull.username,
    },
    REDCAP_IDENTITY_PROVIDER_SECRET_ARN: {
      when: identityProvider.given,
      value: identityProvider.orNull.secretArn,
    },
    REDCAP_SHIBBOLETH_SECRET_ARN: { when: shibboleth.given, value: provider.secretArn },
    REDCAP_SHIBBOLETH_IDP: { when: shibboleth.given, value: idp.entityId },
    REDCAP_SHIBBOLETH_METADATA_URL: { when: idp.signedMetadata.given, value: idp.signedMetadata.orNull.url },
    REDCAP_SHIBBOLETH_ENTITY_ID: {
      when: shibboleth.given,
      value: tf`coalesce(${provider.entityId}, ${`${url}shibboleth`})`,
    },
    REDCAP_SHIBBOLETH_USERNAME: { when: shibboleth.given, value: provider.usernameAttribute },
    REDCAP_SHIBBOLETH_KEY_FINGERPRINT: { when: shibboleth.given, value: provider.packageKeyFingerprint },
  };
}

/** The right to read the service provider's secret, at each deployment. The identity provider's is read by the set-up only. */
export function signInStatements({ application }: Inputs): ConditionalStatement[] {
  const { shibboleth } = application;
  return [
    {
      when: shibboleth.given,
      statement: {
        Sid: "ReadShibbolethSecret",
        Effect: "Allow",
        Action: "secretsmanager:GetSecretValue",
        Resource: shibboleth.orNull.secretArn,
        Condition: currentValue,
      },
    },
  ];
}

/**
 * What the firewall's exceptions get where there is a service provider: the path to which browsers bring the identity provider's
 * answers, and why. SQL and script rules take kilobytes of base64 for attacks now and then.
 */
export const signInExceptions = (module: ModuleStack, { application }: Inputs) => {
  const given = application.shibboleth.given;
  return {
    paths: local(
      module,
      "sign_in_paths",
      tf`${given} ? [{ match = "prefix", path = "/Shibboleth.sso/SAML2/" }] : []`,
    ),
    reason: local(
      module,
      "sign_in_reason",
      tf`${given} ? ". Answers of the identity provider are kilobytes of base64, which look like anything" : ""`,
    ),
  };
};

/** How to sign in for the first time. */
export function firstLogin(
  module: ModuleStack,
  { application }: Inputs,
  url: string,
  secrets: Expression,
): string {
  const { externalAdministrator, authentication } = application;
  const own = `sign in as redcap_admin with the password in the secret ${tf`${secrets}["admin"]`.string}, and choose a new one when REDCap asks for it.`;
  const external = tf`join("", ["sign in as ", ${externalAdministrator.orNull.username}, " (", ${authentication}, ")."])`;
  const how = local(module, "first_login", tf`endswith(${authentication}, "table") ? ${own} : ${external}`);
  return `Open ${url}, ${how.string}`;
}
