import { z } from "zod";
import { bucketName } from "../../lib/aws/inputs";
import { constrain } from "../../lib/requirements";

/** Whether clients present certificates of their own, and who checks them. */
export const mutualAuthentication = constrain(
  z.strictObject({
    mode: z
      .enum(["verify", "passthrough", "off"])
      .describe(
        "verify: the load balancer checks certificates against trustStore and refuses clients without a valid one. passthrough: " +
          "the application must check what it gets. off: as without this input, for a listener that has had another mode.",
      ),
    trustStore: z
      .strictObject({
        bucketName: bucketName().describe("Bucket of the CA certificates."),
        key: z.string().min(1).max(1024).describe("Key of a PEM file with all CA certificates."),
        objectVersion: z
          .string()
          .min(1)
          .optional()
          .describe(
            "Version of the file. Another version is loaded by the next apply; without it, a changed file is not noticed.",
          ),
      })
      .optional()
      .describe("CA certificates that sign those of clients. Required with verify."),
  }),
  {
    message: "must have a trustStore with verify, and none with another mode",
    check: ({ mode, trustStore }) => (mode === "verify") === (trustStore !== undefined),
    condition: (ref) => `(${ref}.mode == "verify") == (${ref}.trust_store != null)`,
  },
)
  .optional()
  .describe(
    "Mutual TLS: clients present certificates, which the load balancer passes on in X-Amzn-Mtls-Clientcert headers. Default: off.",
  );
