import { z } from "zod";
import { unique } from "../../lib/aws/inputs";
import { decides } from "../../lib/schema";
import { strictTransportSecurity } from "../distribution/headers-input";
import { certificateArn } from "../distribution/inputs";
import { pathPattern } from "../distribution/origin-inputs";
import { edgePart } from "./parts";

/** CloudFront in front of REDCap. */
export const edgeInput = z
  .strictObject({
    existingCertificate: z
      .strictObject({ arn: certificateArn().describe("ARN of the certificate, in us-east-1.") })
      .optional()
      .describe(
        "Existing certificate for the name, for CloudFront; domain.existingCertificate is for the load balancers. Default: ACM issues " +
          "one in us-east-1, which requires domain.zone.",
      ),
    openEnvironments: decides(
      unique(z.array(z.string()))
        .default([])
        .describe(
          "Colours whose load balancers stay as they are without edge, while an existing installation moves: on the internet, for " +
            "allowedCidrs. Default: none; CloudFront alone reaches them all.",
        ),
    ),
    readTimeoutSeconds: z
      .int()
      .min(1)
      .max(120)
      .default(120)
      .describe(
        "Seconds that CloudFront waits for an answer of REDCap, and between two packets of it; then it answers 504. Default: the maximum.",
      ),
    cachedPaths: unique(z.array(pathPattern()).max(20))
      .default(["/redcap_v*/Resources/*"])
      .describe(
        "Path patterns of static files, which CloudFront keeps for everybody by their path alone. What PHP runs is never kept. Default: " +
          "REDCap's own scripts, styles, fonts and images, which change with its version, and so with their path.",
      ),
    ipv6: decides(
      z
        .boolean()
        .default(true)
        .describe(
          "Gives the name an IPv6 address, too, once no environment is open. Set it to false where firewall.admitOnly lists IPv4 ranges only: users with both " +
            "would come over IPv6 and be refused.",
        ),
    ),
    strictTransportSecurity,
    ...edgePart.shape,
  })
  .optional()
  .describe(
    "CloudFront in front of REDCap, with the firewall; the load balancers are internal then, and nobody else reaches them. Not in " +
      "GovCloud. An existing installation moves by another colour: see the README. Default: the load balancers are on the internet.",
  );
