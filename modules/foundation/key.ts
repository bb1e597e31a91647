import { requireKeyInRegion } from "../../lib/aws/same-region";
import { type Expression, tf } from "../../lib/expression";
import { local } from "../../lib/local";
import type { ModuleStack } from "../../lib/stack";
import { EncryptionKey } from "../encryption-key";
import type { FoundationInputs } from "./inputs";

/** What an application's key is for. */
export interface KeyOptions {
  /** What it protects: "<name>: …" in the KMS console. */
  readonly description: string;
  /** Services that the application uses and that use the key themselves, beyond those of operations: `ses.amazonaws.com`. */
  readonly servicePrincipals?: readonly string[];
  /** Services through which every principal of the account may use the key. Default: none. */
  readonly viaServices?: readonly string[];
  /** Whether CloudFront reads what it encrypts. Default: no. */
  readonly cloudfront?: boolean;
  /** Trails that encrypt with it, as the encryption-key module takes them. Default: none. */
  readonly trails?: Expression;
}

/** Services that the alarms and backups of every application need. */
const operations = ["backup.amazonaws.com", "cloudwatch.amazonaws.com"];

/** The caller's key, or one that operations and the services which an application uses may encrypt with. */
export function encryptionKey(
  module: ModuleStack,
  { name, existingKmsKey }: FoundationInputs,
  { description, servicePrincipals = [], viaServices = [], cloudfront = false, trails }: KeyOptions,
): Expression {
  const key = new EncryptionKey(
    module,
    "key",
    {
      name,
      description: `${name}: ${description}`,
      servicePrincipals: [...new Set([...operations, ...servicePrincipals])],
      viaServices: [...viaServices],
      ...(cloudfront ? { cloudfront: {} } : {}),
      ...(trails && { trails }),
    },
    { when: tf`!(${existingKmsKey.given})` },
  );
  requireKeyInRegion(module, "kmsKeyArn", { "existing_kms_key.arn": existingKmsKey.orNull.arn });
  return local(
    module,
    "kms_key_arn",
    tf`${existingKmsKey.given} ? ${existingKmsKey.orNull.arn} : ${key.outputs.arn}`,
  );
}
