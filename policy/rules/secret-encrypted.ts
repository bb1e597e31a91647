import { lacks } from "../ask";
import { ENCRYPTED_AT_REST } from "../controls";
import type { Rule } from "../rule";

export const secretEncrypted: Rule = {
  id: "secret-encrypted",
  title: "Secrets are encrypted with a key of their own",
  reason:
    "With AWS's own key, whoever may read a secret needs no right to the key, and nobody can withdraw it.",
  controls: ENCRYPTED_AT_REST,
  covers: ["HIPAA.Security-SecretsManagerUsingKMSKey"],
  types: ["aws_secretsmanager_secret"],
  check: (secret, side) => lacks(side, secret, "kms_key_id", "it is encrypted with AWS's own key"),
};
