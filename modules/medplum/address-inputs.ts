import { z } from "zod";
import { arn, domainName, unique } from "../../lib/aws/inputs";
import { FargateService } from "../fargate-service";
import { zone } from "../foundation/inputs";
import { mutualAuthentication } from "../load-balancer/mutual-authentication-input";
import { filesPart, loadBalancerPart } from "./parts";

const existingCertificate = z
  .strictObject({ arn: arn("acm", "certificate/").describe("ARN of the certificate, in this region.") })
  .optional()
  .describe("Existing certificate for the name. Default: ACM issues one, which requires the zone.");

const { trustStore } = mutualAuthentication.unwrap().shape;

/** How Medplum is reached. */
export const addressInputs = {
  zone: zone
    .optional()
    .describe(
      "Public Route 53 zone of the names, in which records are created and certificates validated. Default: none; you create the " +
        "records, and existing certificates are required. [hostedZoneName, domainName; skipDns = no zone]",
    ),
  api: z
    .strictObject({
      domainName: domainName().describe("Name of the server. [apiDomainName]"),
      existingCertificate: existingCertificate.describe(
        "Existing certificate for the name. Default: ACM issues one, which requires the zone. [apiSslCertArn]",
      ),
      port: z
        .int()
        .min(1024)
        .max(65535)
        .default(8103)
        .describe("Port on which the server listens in its container. [apiPort]"),
      ...loadBalancerPart.shape,
      internal: loadBalancerPart.shape.internal.describe(
        "Gives the load balancer private addresses only. [apiInternetFacing = its opposite]",
      ),
      idleTimeoutSeconds: loadBalancerPart.shape.idleTimeoutSeconds.describe(
        "Seconds without data after which a connection ends, WebSockets included, which send a heartbeat every ten seconds. The " +
          "server keeps its connections open for 30 seconds longer.",
      ),
      loadBalancingAlgorithm: FargateService.definition.inputs.targetGroup
        .unwrap()
        .shape.algorithm.describe(
          "Choice of the task for a request. Default: the one with the fewest requests, which suits requests of uneven cost. " +
            "[loadBalancerAlgorithm]",
        ),
      mutualTls: z
        .strictObject({
          domainName: domainName().describe("Name for clients with certificates. [mtlsDomainName]"),
          existingCertificate: existingCertificate.describe(
            "Existing certificate for the name. Default: ACM issues one. [mtlsSslCertArn]",
          ),
          internal: loadBalancerPart.shape.internal.describe(
            "Gives this load balancer private addresses only. [mtlsInternetFacing = its opposite]",
          ),
          allowedCidrs: loadBalancerPart.shape.allowedCidrs,
          trustStore: trustStore
            .optional()
            .describe(
              "CA certificates that sign those of clients: the load balancer then refuses clients without such a certificate. Default: it " +
                "passes on every certificate, and the server decides.",
            ),
        })
        .optional()
        .describe(
          "A second load balancer, for clients that present certificates, which the server checks. The first one then refuses " +
            "requests that carry a certificate in a header.",
        ),
    })
    .describe("The server's address and load balancer."),
  app: z
    .strictObject({
      domainName: domainName().describe(
        "Name of the web app: origin of its requests, and in mails. [appDomainName]",
      ),
    })
    .describe("The web app."),
  storage: z
    .strictObject({
      domainName: domainName().describe(
        "Name under which files are read with signed URLs. [storageDomainName]",
      ),
      ...filesPart.shape,
      bucketName: filesPart.shape.bucketName.describe(
        "Name of the bucket. Default: <name>-files-<account>-<region>. [storageBucketName]",
      ),
      expirations: filesPart.shape.expirations.describe(
        "Files that are deleted after a while, by name: inputs of bots, for instance, are below bot/. [storageBotInputExpirationDays]",
      ),
    })
    .describe("Files of users."),
  allowedOrigins: unique(
    z.array(
      z
        .string()
        .regex(
          /^https?:\/\/[a-z0-9.-]*[a-z0-9](:[0-9]{1,5})?$/,
          "must be an origin without a path, like https://portal.example.edu",
        ),
    ),
  )
    .default([])
    .describe(
      "Origins of further web apps that may use the server and upload files. The web app's is always allowed.",
    ),
};
