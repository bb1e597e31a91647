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
      message: "is set by another input, or by the module itself",
      check: (values) => Object.keys(values).filter((key) => managedKeys.includes(key)),
      offenders: (ref) => `[for key, value in ${ref} : key if contains(local.managed_settings, key)]`,
      locals: { managed_settings: managedKeys },
    },
  )
    .default({})
    .describe(
      "Further settings of the server by key, as text: maxBatchSize, defaultRateLimit, googleClientId, … Unknown keys are accepted, " +
        "since later versions may read them; text that the server would misread is refused.",
    ),
  secretSettings: configPart.shape.secrets.describe(
    'Secret settings of the server by key: "googleClientSecret", "recaptchaSecretKey", "smtp.password"; "signingKey" for a signing ' +
      'key of your own, and "signingKeyPassphrase" where it has one. Their values are in secretValues.',
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
        .describe(
          "Raise it to generate another password, which the server reads at its first start only. Default: 1.",
        ),
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
          "Whether your own active key has a passphrase, in the secret setting signingKeyPassphrase. Default: false.",
        ),
    })
    .prefault({})
    .describe(
      "Keys that sign the URLs of files. Default: one that Terraform generates, and keeps in its state. [storagePublicKey, signingKeyId]",
    ),
  mail: z
    .strictObject({
      supportEmail: emailAddress().describe("Sender address of the server's mail."),
      approvedSenderEmails: z
        .array(emailAddress())
        .default([])
        .describe("Further sender addresses, for bots and the server's e-mail API."),
      ...mailPart.shape,
      domain: mailPart.shape.domain
        .optional()
        .describe(
          "Domain of a new SES identity, with DKIM, MAIL FROM and SPF, and DMARC as dmarcPolicy says. One of domain, existing and smtp.",
        ),
      zone: zone
        .optional()
        .describe(
          "Public Route 53 zone of the domain. Default: none; create the records in the output mail_dns_records yourself.",
        ),
      existing: z
        .strictObject({
          identityArn: arn("ses", "identity/").describe(
            "ARN of the verified identity, in this region and account.",
          ),
          configurationSetName: z
            .string()
            .min(1)
            .optional()
            .describe(
              "Name of its default configuration set, if it has one: SES requires a right to send with it.",
            ),
        })
        .optional()
        .describe("An existing SES identity to send as. One of domain, existing and smtp."),
      smtp: z
        .strictObject({
          host: z.string().min(3).describe("Host name of the SMTP server."),
          port: z.int().min(1).max(65535).default(587).describe("Port of the SMTP server. Default: 587."),
          username: z
            .string()
            .min(1)
            .describe("User name. The password is the secret setting smtp.password."),
        })
        .optional()
        .describe("Another mail server instead of SES. One of domain, existing and smtp."),
    })
    .describe("The server's mail."),
};
