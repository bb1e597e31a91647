import { awsContext } from "../../lib/aws/context";
import { awsProvider } from "../../lib/aws/providers";
import { requireKeyInRegion } from "../../lib/aws/same-region";
import { tf } from "../../lib/expression";
import { terraformModule } from "../../lib/module";
import { inputs } from "./inputs";
import { optInOfAccount } from "./opt-in";
import { continuousPlan, rulesPlan, selections } from "./plans";
import { backupRoles } from "./role";
import { rules } from "./rules";
import { backupVault } from "./vault";

/**
 * AWS Backup for an application's data: a vault whose recovery points nobody deletes by hand, a plan with rules by name, and
 * continuous backup for buckets (45 CFR 164.308(a)(7)(ii)(A), data backup plan).
 */
export const Backup = terraformModule({
  name: "backup",
  summary:
    "AWS Backup: an encrypted vault with a deletion guard and an optional lock, a plan, and the resources to back up.",
  providers: [awsProvider],
  inputs,
  rules,
  outputs: {
    vaultArn: "ARN of the vault.",
    vaultName: "Name of the vault; dimension BackupVaultName of the metrics in AWS/Backup.",
    planId: "ID of the plan with the rules.",
    continuousPlanId: "ID of the plan of continuous backups; null if no resource is continuous.",
    roleArn: "ARN of the role for backups.",
    restoreRoleArn:
      "ARN of the role for restores, which whoever starts one names, and may pass to AWS Backup.",
  },
  resources(module, input) {
    requireKeyInRegion(module, "vaultArn", { kms_key_arn: input.kmsKeyArn });
    const vault = backupVault(module, input);
    const { backup, restorer, rights } = backupRoles(module, awsContext(module), input.name);
    const plan = rulesPlan(module, input, vault);
    const continuous = continuousPlan(module, input, vault);
    selections(module, input, { rules: plan, continuous, role: backup, rights });
    optInOfAccount(module, input);
    return {
      vaultArn: vault.arn,
      vaultName: vault.name,
      planId: plan.id,
      continuousPlanId: tf`one(${continuous.fqn}[*].id)`,
      roleArn: backup.arn,
      restoreRoleArn: restorer.arn,
    };
  },
});
