import { z } from "zod";
import { arn, domainName, unique } from "../../lib/aws/inputs";
import { FargateService } from "../fargate-service";
import { zone } from "../foundation/inputs";
import { mutualAuthentication } from "../load-balancer/mutual-authentication-input";
import { edgeInputs } from "./edge-inputs";
import { loadBalancerPart } from "./parts";

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
      domainName: domainName().describe("Domain name of the server. [apiDomainName]"),
      existingCertificate: existingCertificate.describe(
        "Existing certificate for the name. Default: ACM issues one, which requires the zone. [apiSslCertArn]",
      ),
      port: z
        .int()
        .min(1024)
        .max(65535)
        .default(8103)
        .describe("Port on which the server listens in its container. Default: 8103. [apiPort]"),
      ...loadBalancerPart.shape,
      internal: loadBalancerPart.shape.internal.describe(
        "Gives the load balancer private addresses only. [apiInternetFacing = its opposite]",
      ),
      idleTimeoutSeconds: loadBalancerPart.shape.idleTimeoutSeconds.describe(
        "Seconds without data after which the load balancer closes a connection. Default: 60; WebSockets send a heartbeat every ten " +
          "seconds. The server keeps idle connections open for 30 seconds longer.",
      ),
      loadBalancingAlgorithm: FargateService.definition.inputs.targetGroup
        .unwrap()
        .shape.algorithm.describe(
          "How a task is chosen for each request. Default: least_outstanding_requests, which suits requests of uneven cost. " +
            "[loadBalancerAlgorithm]",
        ),
      mutualTls: z
        .strictObject({
          domainName: domainName().describe("Domain name for clients with certificates. [mtlsDomainName]"),
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
              "CA certificates of the clients: the load balancer then refuses clients without a certificate that one of them issued. " +
                "Default: it passes every certificate on, unverified, and the server decides.",
            ),
        })
        .optional()
        .describe(
          "A second load balancer, for clients that present certificates, which the server checks. The first one then refuses " +
            "requests that carry a certificate in a header.",
        ),
    })
    .describe("The server's address and load balancer."),
  ...edgeInputs,
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
      "Origins of further web apps that may use the server, upload files, read them, and show them in frames (frames only with TLS, or " +
        "on localhost). The web app's own origin is always allowed.",
    ),
};
