import { z } from "zod";
import { arn, bucketName, domainName } from "../../lib/aws/inputs";
import { additionalSources } from "../distribution/content-security-policy";
import { strictTransportSecurity } from "../distribution/headers-input";
import { certificateArn } from "../distribution/inputs";
import { edgePart, filesPart } from "./parts";

/** A certificate for CloudFront. `key` is that of Medplum's own configuration file. */
const existingCertificate = (key: string) =>
  z
    .strictObject({ arn: certificateArn().describe("ARN of the certificate, in us-east-1.") })
    .optional()
    .describe(
      `Existing certificate for the name. Default: ACM issues one in us-east-1, which requires the zone. [${key}]`,
    );

const whereServed = (what: string) =>
  `\`{}\` if another distribution serves ${what} under this name: none is made then. A name can belong to one distribution in all of ` +
  "AWS, such as that of Medplum's CDK until you move. Default: a distribution is made.";

/** What CloudFront serves: the web app, and users' files. */
export const edgeInputs = {
  app: z
    .strictObject({
      domainName: domainName().describe(
        "Domain name of the web app: the origin of its requests, and the address in e-mails. [appDomainName]",
      ),
      existingCertificate: existingCertificate("appSslCertArn"),
      servedElsewhere: z.strictObject({}).optional().describe(whereServed("the app")),
      bucketName: bucketName()
        .optional()
        .describe("Name of the app's bucket. Default: <name>-app-site-<account>-<region>."),
      apiProxy: z
        .strictObject({})
        .optional()
        .describe(
          "`{}` passes /api/* under the app's name on to the server, uncached, for clients that may use one name only. The server then " +
            "takes everybody at one of CloudFront's edge locations for one client: five logins a minute unless the setting " +
            "defaultLoginRateLimit says otherwise. Default: not. [appApiProxy]",
        ),
      additionalSources: additionalSources
        .default({})
        .describe(
          "Sources that the app may use in addition to its own, the server's and the files', by directive of its Content-Security-Policy: " +
            '`{ "connect-src" = ["https://terminology.example.edu"] }`. Those of Google are added where settings has googleClientId or ' +
            "recaptchaSiteKey.",
        ),
      strictTransportSecurity,
      clientId: z
        .string()
        .min(1)
        .max(100)
        .optional()
        .describe(
          "ID of the ClientApplication as which the app signs users in. Default: none, the server's own.",
        ),
      ...edgePart.shape,
    })
    .describe("The web app."),
  storage: z
    .strictObject({
      domainName: domainName().describe("Domain name in the signed URLs of files. [storageDomainName]"),
      existingCertificate: existingCertificate("storageSslCertArn"),
      servedElsewhere: z
        .strictObject({
          distribution: z
            .strictObject({ arn: arn("cloudfront", "distribution/").describe("ARN of the distribution.") })
            .optional()
            .describe(
              "A distribution of your own, with origin access control, which the bucket's policy then admits. It must require URLs " +
                "signed by the key group in the output key_group_id. Default: none reads this bucket.",
            ),
        })
        .optional()
        .describe(whereServed("the files")),
      ...edgePart.shape,
      ...filesPart.shape,
      bucketName: filesPart.shape.bucketName.describe(
        "Name of the bucket. Default: <name>-files-<account>-<region>. [storageBucketName]",
      ),
      expirations: filesPart.shape.expirations.describe(
        "Rules, by name, that delete files some days after they are written, such as bots' inputs, which are under bot/. [storageBotInputExpirationDays]",
      ),
    })
    .describe("Users' files."),
};
