import { type Expression, tf } from "../../lib/expression";
import { local } from "../../lib/local";
import type { ModuleStack } from "../../lib/stack";
import { EncryptionKey } from "../encryption-key";
import type { FoundationInputs } from "./inputs";

/** The caller's key, or one that every service which an application uses may encrypt with. */
export function encryptionKey(
  module: ModuleStack,
  { name, existingKmsKey }: FoundationInputs,
  description: string,
): Expression {
  const key = new EncryptionKey(
    module,
    "key",
    {
      name,
      description: `${name}: ${description}`,
      servicePrincipals: ["backup.amazonaws.com", "cloudwatch.amazonaws.com", "ses.amazonaws.com"],
      viaServices: ["ec2"],
    },
    { count: tf`${existingKmsKey.given} ? 0 : 1` },
  );
  return local(
    module,
    "kms_key_arn",
    tf`${existingKmsKey.given} ? ${existingKmsKey.orNull.arn} : ${key.outputs.arn}`,
  );
}
