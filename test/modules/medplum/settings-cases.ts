import { misreadings } from "../../../modules/medplum/settings/misreadings";
import type { Inputs } from "../synthesis";
import { mail, smtp, password, ownKey, ownKeySecret, base, changed } from "./base";

export const settingsRefused: Readonly<Record<string, readonly [Inputs, RegExp]>> = {
  "a switch that cannot be turned off": [
    changed({ settings: { vmContextBotsEnabled: "false" } }),
    /^settings\.vmContextBotsEnabled/,
  ],
  "TLS of the database as a parameter": [
    changed({ settings: { "database.ssl": '{"require":true}' } }),
    /^settings\.database\.ssl/,
  ],
  "a setting of each kind that the server misreads": [
    changed({ settings: Object.fromEntries(misreadings.map(({ keys: [key] }) => [key, "x"])) }),
    /^settings\.\S+ has no effect: the server does not read it/m,
  ],
  "a setting of another input": [
    changed({ settings: { baseUrl: "https://api.example.edu/" } }),
    /^settings\.baseUrl is set by another input/,
  ],
  "a secret among the settings": [
    changed({ settings: { googleClientSecret: "x" } }),
    /^settings\.googleClientSecret is a secret/,
  ],
  "a secret without a value": [
    changed({ secretSettings: { recaptchaSecretKey: {} } }),
    /^secretSettings must each have a value in secretValues/,
  ],
  "a setting that is plain and secret": [
    changed({
      settings: { someLaterKey: "1" },
      secretSettings: { someLaterKey: {} },
      secretValues: { someLaterKey: "1" },
    }),
    /^secretSettings\.someLaterKey is also in settings/,
  ],
  "a secret that is generated here": [
    changed({
      secretSettings: { defaultSuperAdminPassword: {} },
      secretValues: { defaultSuperAdminPassword: "known" },
    }),
    /^secretSettings\.defaultSuperAdminPassword is set by another input, or by the module itself/,
  ],
  "a switch among the secrets": [
    changed({
      secretSettings: { vmContextBotsEnabled: {} },
      secretValues: { vmContextBotsEnabled: "false" },
    }),
    /^secretSettings\.vmContextBotsEnabled is not text to the server/,
  ],
  "a key of one's own without its private half": [
    changed({ signingKey: ownKey }),
    /^secretSettings must have "signingKey" if, and only if, signingKey\.activeKey names a key of your own/,
  ],
  "a private key for a key that Terraform generates": [
    changed(ownKeySecret),
    /^secretSettings must have "signingKey" if, and only if/,
  ],
  "an encrypted key without its passphrase": [
    changed({ signingKey: { ...ownKey, encrypted: true }, ...ownKeySecret }),
    /^secretSettings must have "signingKeyPassphrase" if, and only if, signingKey\.encrypted/,
  ],
  "a passphrase for a key that Terraform generates": [
    changed({
      signingKey: { encrypted: true },
      secretSettings: { signingKeyPassphrase: {} },
      secretValues: { signingKeyPassphrase: "x" },
    }),
    /^signingKey\.encrypted must be false for a key that Terraform generates/,
  ],
  "a path without its last slash": [
    changed({ parameterPath: "/medplum/prod" }),
    /^parameterPath must begin and end with a slash/,
  ],
};

export const mailRefused: Readonly<Record<string, readonly [Inputs, RegExp]>> = {
  "mail from nowhere": [
    changed({ mail: { supportEmail: "support@example.edu" } }),
    /^mail must have exactly one of domain .*, existing .* and smtp /,
  ],
  "mail by SES and SMTP": [
    changed({ mail: { ...base.mail, smtp }, ...password }),
    /^mail must have exactly one of domain /,
  ],
  "a zone for an existing identity": [
    changed({
      mail: {
        supportEmail: "support@example.edu",
        zone: { name: "example.edu" },
        existing: { identityArn: "arn:aws:ses:us-east-1:123456789012:identity/example.edu" },
      },
    }),
    /^mail\.zone must be given with domain only/,
  ],
  "a zone that cannot hold the mail's domain": [
    mail({ zone: { name: "mail.example.edu" } }),
    /^mail\.zone\.name must be mail.domain itself or a domain above it/,
  ],
  "a support address of another domain": [
    mail({ supportEmail: "support@example.org" }),
    /^mail\.supportEmail must be an address of mail\.domain/,
  ],
  "a sender of another domain": [
    mail({ approvedSenderEmails: ["a@clinic.example.edu", "b@example.org"] }),
    /^mail\.approvedSenderEmails\[1\] must be an address of mail\.domain/,
  ],
  "SMTP without its password": [
    changed({ mail: { supportEmail: "support@example.org", smtp } }),
    /^mail\.smtp requires smtp\.password in secretSettings/,
  ],
  "a password for SMTP, and mail by SES": [
    changed(password),
    /^secretSettings must not have smtp\.password without mail\.smtp/,
  ],
};
