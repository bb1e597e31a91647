import { companionVerdict } from "../ask";
import { BACKED_UP, UNCHANGED } from "../controls";
import type { Rule } from "../rule";

export const vaultLocked: Rule = {
  id: "vault-locked",
  title: "Backup vaults are locked",
  reason: "An administrator, or whoever has stolen an administrator's rights, could delete every backup.",
  controls: [...BACKED_UP, ...UNCHANGED],
  types: ["aws_backup_vault"],
  check: (vault, side) =>
    companionVerdict(side, vault, {
      type: "aws_backup_vault_lock_configuration",
      argument: "backup_vault_name",
      message: "its backups can be deleted before their time",
    }),
};
