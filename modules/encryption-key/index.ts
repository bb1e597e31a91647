import { KmsAlias } from "@cdktf/provider-aws/lib/kms-alias";
import { KmsKey } from "@cdktf/provider-aws/lib/kms-key";
import { awsContext } from "../../lib/aws/context";
import { requireSize } from "../../lib/aws/policy-size";
import { policy } from "../../lib/aws/policy";
import { awsProvider } from "../../lib/aws/providers";
import { terraformModule } from "../../lib/module";
import { inputs } from "./inputs";
import { keyStatements } from "./statements";

/**
 * A customer managed KMS key. The account's IAM policies decide who may use it; AWS services may use it where the caller admits them,
 * and only for this account's resources: CloudWatch Logs for its log groups, EventBridge for its topics.
 */
export const EncryptionKey = terraformModule({
  name: "encryption-key",
  summary:
    "A customer managed KMS key with rotation, an alias and a key policy for the services that encrypt with it.",
  providers: [awsProvider],
  inputs,
  outputs: {
    arn: "ARN of the key.",
    keyId: "ID of the key.",
    aliasName: "Alias, with `alias/`.",
  },
  resources(module, input) {
    const key = new KmsKey(module, "this", {
      description: input.description,
      enableKeyRotation: true,
      rotationPeriodInDays: input.rotationPeriodDays,
      deletionWindowInDays: input.deletionWindowDays,
      policy: policy(module, "key", ...keyStatements(awsContext(module), input)),
    });
    requireSize(
      key,
      "service_principals, service_linked_roles, trails and cloudfront.distribution_arns must have fewer entries.",
    );
    const alias = new KmsAlias(module, "alias", { name: `alias/${input.name}`, targetKeyId: key.keyId });
    return { arn: key.arn, keyId: key.keyId, aliasName: alias.name };
  },
});
