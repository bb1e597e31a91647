import { SsmParameter } from "@cdktf/provider-aws/lib/ssm-parameter";
import { awsContext } from "../../lib/aws/context";
import { awsProvider } from "../../lib/aws/providers";
import { requireKeyInRegion } from "../../lib/aws/same-region";
import { ephemeral } from "../../lib/ephemeral";
import { tf } from "../../lib/expression";
import { local } from "../../lib/local";
import { Pending, terraformModule } from "../../lib/module";
import { inputs, rules } from "./inputs";

/**
 * An application's settings as parameters of SSM Parameter Store under one path: plain values, secrets that Terraform never stores, and
 * generated ones. The fingerprint changes with any of them; whatever starts the application carries it, and restarts.
 */
export const AppConfig = terraformModule({
  name: "app-config",
  summary:
    "An application's settings in SSM Parameter Store, with secrets that never reach Terraform's plan or state.",
  providers: [awsProvider],
  inputs,
  rules,
  outputs: {
    path: "Path of the parameters, with a slash at both ends. Consumers wait for the parameters.",
    names: "Full names of the parameters by key.",
    arns: "ARNs of the parameters by key.",
    pathArn: "ARN of everything under the path, for grants: arn:…:parameter/app/prod/*.",
    fingerprint:
      "Text that changes whenever a setting does: plain values by their content, secrets by their generation and KMS key.",
  },
  resources(module, input) {
    requireKeyInRegion(module, "path", { kms_key_arn: input.kmsKeyArn });
    const { path, kmsKeyArn, values, secrets, secretValues, generatedSecrets } = input;
    const parameter = (
      id: string,
      map: typeof values | typeof secrets | typeof generatedSecrets,
      more: object,
    ) => {
      const made = new SsmParameter(module, id, {
        name: tf`join("", [${path}, ${values.each.key}])`.string,
        type: "SecureString",
        ...more,
      });
      made.addOverride("for_each", map);
      return made;
    };
    const secure = { type: "SecureString", keyId: kmsKeyArn };
    // The provider sends a write-only value only with a new version, and an empty one otherwise, which SSM refuses: another KMS
    // key has to make another version. 7 digits fit into the version's 32 bits.
    const versions = local(
      module,
      "versions",
      tf`{for key, secret in merge(${secrets}, ${generatedSecrets}) : key => parseint(substr(sha256(join(" ", [${kmsKeyArn}, secret.generation])), 0, 7), 16)}`,
    );
    const plain = parameter("value", values, {
      type: "String",
      // Not "value", which plans hide, although this is no secret.
      insecureValue: values.each.value,
      // Standard up to 4,096 characters, which is free, advanced above.
      tier: "Intelligent-Tiering",
    });
    const own = parameter("secret", secrets, {
      ...secure,
      tier: "Intelligent-Tiering",
      valueWo: tf`${secretValues}[${secrets.each.key}]`.string,
      valueWoVersion: tf`${versions}[${secrets.each.key}]`.number,
    });
    const random = ephemeral(module, "aws_secretsmanager_random_password", "value", {
      for_each: generatedSecrets,
      password_length: generatedSecrets.each.value.length,
      exclude_punctuation: true,
      require_each_included_type: true,
    });
    const generated = parameter("generated", generatedSecrets, {
      ...secure,
      valueWo: tf`${random}[${generatedSecrets.each.key}].random_password`.string,
      valueWoVersion: tf`${versions}[${generatedSecrets.each.key}]`.number,
    });
    const names = local(
      module,
      "names",
      tf`{for key in concat(keys(${values}), keys(${secrets}), keys(${generatedSecrets})) : key => join("", [${path}, key])}`,
    );
    const { arn } = awsContext(module);
    const written = [plain, own, generated];
    return {
      path: new Pending(path, written),
      names: new Pending(names, written),
      arns: tf`{for key, name in ${names} : key => join("", [${arn("ssm", "parameter")}, name])}`,
      pathArn: arn("ssm", `parameter${path}*`),
      // Never from a parameter's own attributes: those are unknown in the plan of a change, and would hide what else changes.
      fingerprint: tf`sha256(jsonencode([${values}, ${versions}, keys(${generatedSecrets})]))`,
    };
  },
});
