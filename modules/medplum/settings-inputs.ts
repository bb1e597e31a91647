import { z } from "zod";
import { arn, emailAddress } from "../../lib/aws/inputs";
import { constrain } from "../../lib/requirements";
import { decides, neverStored } from "../../lib/schema";
import { AppConfig } from "../app-config";
import { zone } from "../foundation/inputs";
import { configPart, mailPart, signingKeyPart } from "./parts";
import { noSecretSettings, settingConstraints } from "./settings";
import { managedKeys } from "./managed-keys";

/** The server's own configuration, in SSM Parameter Store. */
export const settingsInputs = {
  parameterPath: AppConfig.definition.inputs.path
    .optional()
    .describe("Path of the server's parameters. Default: /medplum/<name>/. [name]"),
  settings: constrain(
    z.record(z.string(), z.string().min(1, "must not be empty, which Parameter Store refuses: leave it out")),
    ...settingConstraints,
    noSecretSettings,
    {
      message: "comes from another input, or from what is made here",
      check: (values) => Object.keys(values).filter((key) => managedKeys.includes(key)),
      offenders: (ref) => `[for key, value in ${ref} : key if contains(local.managed_settings, key)]`,
      locals: { managed_settings: managedKeys },
    },
  )
    .default({})
    .describe(
      "Further settings of the server by key, as text: maxBatchSize, defaultRateLimit, googleClientId, … Keys that the server is " +
        "not known to read pass, for later versions; what it would misread is refused.",
    ),
  secretSettings: configPart.shape.secrets.describe(
    "Settings of yours that are secret, by key: googleClientSecret, recaptchaSecretKey, smtp.password, and signingKey with " +
      "signingKeyPassphrase for a signing key of your own. Their values are in secretValues.",
  ),
  secretValues: neverStored(configPart.shape.secretValues).describe(
    "Values of secretSettings, by the same keys. Each plan and apply needs them; only a new generation writes them.",
  ),
  administrator: z
    .strictObject({
      email: emailAddress()
        .optional()
        .describe("Address of the first administrator. Default: mail.supportEmail."),
      passwordGeneration: z
        .int()
        .min(1)
        .default(1)
        .describe("Generation of the generated password. The server reads it at its first start only."),
    })
    .prefault({})
    .describe(
      "The first administrator, who gets a random password in the parameter defaultSuperAdminPassword.",
    ),
  signingKey: z
    .strictObject({
      ...signingKeyPart.shape,
      encrypted: decides(z.boolean())
        .default(false)
        .describe(
          "Whether your own active key has a passphrase, in the secret setting signingKeyPassphrase.",
        ),
    })
    .prefault({})
    .describe(
      "Keys that sign the URLs of files. Default: one that Terraform generates, and keeps in its state. [storagePublicKey, signingKeyId]",
    ),
  mail: z
    .strictObject({
      supportEmail: emailAddress().describe("Sender of the server's mail."),
      approvedSenderEmails: z
        .array(emailAddress())
        .default([])
        .describe("Further addresses that bots and the mail operation may send from."),
      ...mailPart.shape,
      domain: mailPart.shape.domain
        .optional()
        .describe(
          "Domain of a new SES identity, with DKIM, MAIL FROM, SPF and DMARC. One of domain, existing and smtp.",
        ),
      zone: zone
        .optional()
        .describe(
          "Public Route 53 zone of the domain. Default: the output mail_dns_records lists the records to create.",
        ),
      existing: z
        .strictObject({
          identityArn: arn("ses", "identity/").describe(
            "Verified identity of this region and account to send as.",
          ),
          configurationSetName: z
            .string()
            .min(1)
            .optional()
            .describe("Its default configuration set, where it has one."),
        })
        .optional()
        .describe(
          "An existing SES identity in this region, where the server sends from. One of domain, existing and smtp.",
        ),
      smtp: z
        .strictObject({
          host: z.string().min(3).describe("SMTP server."),
          port: z.int().min(1).max(65535).default(587).describe("Its port."),
          username: z
            .string()
            .min(1)
            .describe("Login name. The password is the secret setting smtp.password."),
        })
        .optional()
        .describe("Another mail server instead of SES. One of domain, existing and smtp."),
    })
    .describe("The server's mail."),
};
