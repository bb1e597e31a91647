import { lacks } from "../ask";
import { ENCRYPTED_AT_REST } from "../controls";
import type { Rule } from "../rule";

export const vaultEncrypted: Rule = {
  id: "vault-encrypted",
  title: "Backup vaults are encrypted with a key of their own",
  reason: "The backups hold all that the databases hold.",
  controls: ENCRYPTED_AT_REST,
  types: ["aws_backup_vault"],
  check: (vault, side) => lacks(side, vault, "kms_key_arn", "it is encrypted with AWS's own key"),
};
