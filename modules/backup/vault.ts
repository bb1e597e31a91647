import { BackupVault } from "@cdktf/provider-aws/lib/backup-vault";
import { BackupVaultPolicy } from "@cdktf/provider-aws/lib/backup-vault-policy";
import { policy, type Statement } from "../../lib/aws/policy";
import { type Expression, tf } from "../../lib/expression";
import type { ModuleStack } from "../../lib/stack";

interface Settings {
  readonly name: string;
  readonly kmsKeyArn: string;
  readonly deletionPrincipalArns: string[];
  readonly forceDestroy: Expression;
}

/**
 * The vault, and its policy: recovery points end by retention, not by hand. It holds against mistakes and stolen
 * credentials that may not change the policy; who may change it can get around it, which is what the lock is for.
 */
export function backupVault(module: ModuleStack, settings: Settings): BackupVault {
  const { name, kmsKeyArn, deletionPrincipalArns: exceptions, forceDestroy } = settings;
  const vault = new BackupVault(module, "this", { name, kmsKeyArn });
  vault.addOverride("force_destroy", forceDestroy);
  const refusal: Statement = {
    Sid: "RetentionEndsRecoveryPoints",
    Effect: "Deny",
    Principal: "*",
    Action: [
      "backup:DeleteRecoveryPoint",
      "backup:DisassociateRecoveryPoint",
      "backup:UpdateRecoveryPointLifecycle",
    ],
    Resource: "*",
  };
  new BackupVaultPolicy(module, "deletion", {
    backupVaultName: vault.name,
    policy: policy(
      module,
      "vault",
      { when: tf`length(${exceptions}) == 0`, statement: refusal },
      {
        when: tf`length(${exceptions}) > 0`,
        statement: { ...refusal, Condition: { ArnNotLike: { "aws:PrincipalArn": exceptions } } },
      },
    ),
  });
  return vault;
}
