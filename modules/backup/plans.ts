import { BackupPlan } from "@cdktf/provider-aws/lib/backup-plan";
import { BackupSelection } from "@cdktf/provider-aws/lib/backup-selection";
import type { BackupVault } from "@cdktf/provider-aws/lib/backup-vault";
import type { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import type { ITerraformDependable } from "cdktf";
import { reference, tf } from "../../lib/expression";
import type { ModuleStack } from "../../lib/stack";
import type { Inputs } from "./inputs";

/** The plan of the rules. */
export function rulesPlan(
  module: ModuleStack,
  { name, rules, copyVaultArns }: Inputs,
  vault: BackupVault,
): BackupPlan {
  const plan = new BackupPlan(module, "rules", { name, rule: [] });
  const { key, value: rule } = rules.in("rule");
  const lifecycle = { delete_after: rule.retentionDays, cold_storage_after: rule.coldStorageAfterDays };
  plan.addOverride("rule", undefined);
  plan.addOverride("dynamic.rule", [
    {
      for_each: rules,
      content: {
        rule_name: key,
        target_vault_name: vault.name,
        schedule: rule.schedule,
        start_window: rule.startWindowMinutes,
        completion_window: rule.completionWindowMinutes,
        lifecycle,
        dynamic: {
          copy_action: [
            {
              for_each: copyVaultArns,
              content: { destination_vault_arn: reference("copy_action.value"), lifecycle },
            },
          ],
        },
      },
    },
  ]);
  return plan;
}

/** The plan of continuous backups: a plan's rules apply to all its selections, so that they need one of their own. */
export function continuousPlan(
  module: ModuleStack,
  { name, resources, continuous }: Inputs,
  vault: BackupVault,
): BackupPlan {
  const plan = new BackupPlan(module, "continuous", {
    name: `${name}-continuous`,
    rule: [
      {
        ruleName: "continuous",
        targetVaultName: vault.name,
        enableContinuousBackup: true,
        schedule: continuous.schedule,
        startWindow: continuous.startWindowMinutes,
        completionWindow: continuous.completionWindowMinutes,
        lifecycle: { deleteAfter: continuous.retentionDays },
      },
    ],
  });
  const wanted = tf`[for resource in ${resources} : ${resources.as("resource").continuous}]`;
  plan.addOverride("count", tf`anytrue(${wanted}) ? 1 : 0`);
  return plan;
}

interface Parts {
  readonly rules: BackupPlan;
  readonly continuous: BackupPlan;
  readonly role: IamRole;
  readonly rights: ITerraformDependable[];
}

/** Each resource as a selection of its own, in the plan that it needs. */
export function selections(module: ModuleStack, { resources }: Inputs, parts: Parts): void {
  const { key, value: resource } = resources.each;
  const selection = new BackupSelection(module, "resource", {
    name: key,
    planId: tf`${resource.continuous} ? one(${parts.continuous.fqn}[*].id) : ${parts.rules.id}`.string,
    iamRoleArn: parts.role.arn,
    resources: [resource.arn],
    // AWS Backup refuses a role without rights, or its first jobs fail.
    dependsOn: parts.rights,
  });
  selection.addOverride("for_each", resources);
}
