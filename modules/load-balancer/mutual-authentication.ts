import type { LbListener } from "@cdktf/provider-aws/lib/lb-listener";
import { LbTrustStore } from "@cdktf/provider-aws/lib/lb-trust-store";
import { z } from "zod";
import { bucketName } from "../../lib/aws/inputs";
import { type Expression, tf } from "../../lib/expression";
import type { InputReferences } from "../../lib/module";
import { constrain } from "../../lib/requirements";
import type { ModuleStack } from "../../lib/stack";
import type { inputs } from "./inputs";

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
    "Mutual TLS: clients present certificates, which the load balancer hands on in X-Amzn-Mtls-Clientcert headers. Default: off.",
  );

/** The mode of the HTTPS listener, and the trust store where there is one. Returns the store's ARN, or null. */
export function addMutualAuthentication(
  module: ModuleStack,
  listener: LbListener,
  { name, mutualAuthentication: mutual }: InputReferences<typeof inputs>,
): Expression {
  const { trustStore } = mutual.orNull;
  const store = new LbTrustStore(module, "client_authorities", {
    // Names of trust stores, unlike those of load balancers, have no two hyphens in a row.
    name: tf`replace(${name}, "/-+/", "-")`.string,
    caCertificatesBundleS3Bucket: trustStore.orNull.bucketName,
    caCertificatesBundleS3Key: trustStore.orNull.key,
    caCertificatesBundleS3ObjectVersion: trustStore.orNull.objectVersion,
    tags: { Name: name },
    // The listener lets go of the store before the store is deleted: ELB refuses to delete one that is in use.
    lifecycle: { createBeforeDestroy: true },
  });
  store.addOverride("count", tf`${trustStore.given} ? 1 : 0`);
  const arn = tf`one(${store.fqn}[*].arn)`;
  listener.addOverride("dynamic.mutual_authentication", [
    {
      for_each: tf`${mutual}[*]`,
      content: { mode: mutual.in("mutual_authentication").mode, trust_store_arn: arn },
    },
  ]);
  return arn;
}
