import { z } from "zod";
import { accessKeyReplacement } from "../../lib/aws/access-key";
import { arn, emailAddress, regionName, secretArn } from "../../lib/aws/inputs";
import { decides } from "../../lib/schema";
import { zone } from "../foundation/inputs";
import { mailPart } from "./parts";

export const mailInput = z
  .strictObject({
    ...mailPart.shape,
    transport: mailPart.shape.transport.describe(
      "api: instances send with their role, without a credential; smtp: with a user name and password.",
    ),
    domain: mailPart.shape.domain
      .optional()
      .describe("Domain of a new SES identity, with DKIM, MAIL FROM, SPF and DMARC."),
    zone: zone
      .optional()
      .describe(
        "Public Route 53 zone of the domain. Default: the output mail_dns_records lists the records to create.",
      ),
    accessKey: z
      .strictObject(accessKeyReplacement)
      .prefault({})
      .describe(
        "Replacement of the access key of the new identity's SMTP user: two applies, and no moment without a credential (see the README). The " +
          "topic of the alarms is notified when the key is a year old.",
      ),
    fromAddress: emailAddress().optional().describe("Sender of REDCap's mail. Default: redcap@<domain>."),
    existing: z
      .strictObject({
        region: decides(regionName())
          .optional()
          .describe(
            "Region of SES, if it is another one. Default: this region, whose bounces and complaints are then watched. [SESRegion]",
          ),
        identityArn: arn("ses", "identity/").optional().describe("api: verified identity to send as."),
        configurationSetName: z
          .string()
          .regex(/^[A-Za-z0-9_-]{1,64}$/, "must be 1 to 64 letters, digits, hyphens and underscores")
          .optional()
          .describe("api: configuration set."),
        smtpSecretArn: secretArn()
          .optional()
          .describe(
            "smtp: secret with the SMTP login, JSON {username, password}. [SESUsername, SESPassword]",
          ),
      })
      .optional()
      .describe("Existing SES identity, in any region, instead of a new one."),
  })
  .optional()
  .describe(
    "Mail through SES. Default: no mail is sent, which suits trials only. [SESUsername, SESPassword, SESRegion]",
  );
