import type { LbListener } from "@cdktf/provider-aws/lib/lb-listener";
import { LbTrustStore } from "@cdktf/provider-aws/lib/lb-trust-store";
import { type Expression, tf } from "../../lib/expression";
import type { InputReferences } from "../../lib/module";
import type { ModuleStack } from "../../lib/stack";
import type { inputs } from "./inputs";

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
