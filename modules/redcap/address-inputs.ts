import { z } from "zod";
import { arn, domainName } from "../../lib/aws/inputs";
import { zone } from "../foundation/inputs";
import { LoadBalancer } from "../load-balancer";
import { loadBalancerPart } from "./parts";

const { plainHttp, allowedCidrs } = LoadBalancer.definition.inputs;

/** How users reach REDCap. */
export const addressInputs = {
  domain: z
    .strictObject({
      name: domainName().describe(
        "Name under which users reach REDCap: an apex or any name below it. [DomainName]",
      ),
      zone: zone
        .optional()
        .describe(
          "Public Route 53 zone of the name, in which records are created. [UseRoute53Boolean, HostedZoneIda, HostedZoneName]",
        ),
      existingCertificate: z
        .strictObject({ arn: arn("acm", "certificate/").describe("ARN of the certificate.") })
        .optional()
        .describe(
          "Existing certificate for the name. Default: ACM issues one, which requires the zone. [UseACMBoolean]",
        ),
    })
    .optional()
    .describe("REDCap's address. Exactly one of domain and plainHttp."),
  plainHttp: plainHttp.describe(
    "Serves the load balancer's own DNS name over unencrypted HTTP, for trials. Never with patient data " +
      "(45 CFR 164.312(e)(1)). Exactly one of domain and plainHttp.",
  ),
  allowedCidrs: allowedCidrs.describe(
    "IPv4 ranges that may connect, by a name of your choice. Default: any address. [AccessCidr]",
  ),
  loadBalancer: z
    .strictObject({
      ...loadBalancerPart.shape,
      idleTimeoutSeconds: z
        .int()
        .min(1)
        .max(4000)
        .default(600)
        .describe(
          "Seconds without data after which a connection is closed. Default: the timeout of PHP and the proxy.",
        ),
    })
    .prefault({})
    .describe("Settings of the load balancers."),
};
