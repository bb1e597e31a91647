import { z } from "zod";
import { secretArn } from "../../lib/aws/inputs";
import { constrain } from "../../lib/requirements";
import { methods, otherMethods } from "./sign-in-methods";

const uri = () =>
  z
    .string()
    .max(1024)
    .regex(
      /^(https:\/\/|http:\/\/|urn:)[^ \t\r\n"<>]+$/,
      "must be an entity ID: a URL or a URN, without spaces",
    );

/** How users sign in. Each of these is part of `application`. */
export const signInInputs = {
  authentication: constrain(z.string(), {
    message:
      `must be one of ${methods.join(", ")}. What else REDCap has (${otherMethods.join(", ")}) cannot be installed here, since its settings cannot ` +
      "be given: install with table, and choose it in the Control Center",
    check: (method) => methods.includes(method),
    condition: (ref) => `contains(${JSON.stringify(methods)}, ${ref})`,
  })
    .default("table")
    .describe(
      "How users sign in initially, as REDCap calls it (auth_meth_global); the Control Center changes it later. openid_connect: any OpenID " +
        "provider; oauth2_azure_ad: Microsoft Entra ID. Those with _table also take REDCap's own accounts, redcap_admin among them; those " +
        "without require externalAdministrator. Default: REDCap's own accounts.",
    ),
  externalAdministrator: z
    .strictObject({
      username: z
        .string()
        .max(191)
        .regex(
          /^[A-Za-z0-9._@'+-]+$/,
          "must be a user's name: letters, digits and the characters . _ @ ' + -",
        )
        .describe(
          "The name under which REDCap gets to know this person: what the directory or the identity provider sends as username.",
        ),
      reason: z
        .string()
        .min(1)
        .describe(
          "Why this name is sure to arrive, for auditors: with a wrong one nobody can administer REDCap.",
        ),
    })
    .optional()
    .describe(
      "An administrator who signs in by the directory or the identity provider, in addition to redcap_admin, or in its place where " +
        "authentication has no _table. Applied once, at installation.",
    ),
  identityProvider: z
    .strictObject({
      secretArn: secretArn().describe(
        "ARN of a secret with a JSON of REDCap's settings. openid_connect: {client_id, client_secret, metadata_url}, and optionally name, " +
          "provider_url, username_attribute, additional_scope, response_type. oauth2_azure_ad: {client_id, client_secret, tenant}, and optionally " +
          "name, username_attribute, endpoint_version.",
      ),
    })
    .optional()
    .describe(
      "The OpenID provider or Entra ID. Written into REDCap's settings once, at installation; a new client secret goes into the Control Center.",
    ),
  shibboleth: z
    .strictObject({
      secretArn: secretArn().describe(
        "ARN of a secret with the JSON {key, certificate, metadata}: the service provider's key and certificate in PEM, and the identity " +
          "provider's metadata (XML). With signedMetadata: metadata_certificate, that of who signs it, in place of metadata. Optionally " +
          "attribute_map, the whole file (XML), in place of ours.",
      ),
      identityProvider: z
        .strictObject({
          entityId: uri().describe("Entity ID of the identity provider, as in its metadata."),
          signedMetadata: z
            .strictObject({
              url: z
                .string()
                .max(1024)
                .regex(/^https:\/\/[^ \t\r\n"<>]+$/, "must be a URL that begins with https://")
                .describe("URL of the metadata."),
            })
            .optional()
            .describe(
              "Metadata that its publisher signs, fetched again every two hours. Default: the metadata is in the secret.",
            ),
        })
        .describe("Who signs users in."),
      entityId: uri()
        .optional()
        .describe("Entity ID of this service provider. Default: REDCap's address, then shibboleth."),
      usernameAttribute: z
        .string()
        .max(64)
        .regex(/^[A-Za-z][A-Za-z0-9_-]*$/, "must be the id of an attribute, like eppn")
        .default("eppn")
        .describe(
          "Attribute that is the user's name, by its id in the attribute map: eppn, subject-id, uid, mail, or upn (AD FS, Entra ID).",
        ),
      packageKeyFingerprint: z
        .string()
        .regex(/^[0-9A-F]{40}$/, "must be a fingerprint of 40 hexadecimal digits, in upper case")
        .default("DCAA15007BED9DE690CD9523378B845402277962")
        .describe(
          "Fingerprint of the key that signs Shibboleth's packages; give another one if the project changes its key. Default: that of the " +
            "project's releases.",
        ),
    })
    .optional()
    .describe(
      "A Shibboleth service provider (SAML) on the instances, for shibboleth and shibboleth_table. Requires web.proxy apache and domain.",
    ),
};
