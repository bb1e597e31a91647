import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicyAttachment } from "@cdktf/provider-aws/lib/iam-role-policy-attachment";
import type { AwsContext } from "../../lib/aws/context";
import { assumedBy } from "../../lib/aws/policy";
import type { ModuleStack } from "../../lib/stack";

/** AWS's own policies, since AWS Backup adds to them what new features of the backed-up services need. */
const backupPolicies = {
  backup: "service-role/AWSBackupServiceRolePolicyForBackup",
  bucket_backup: "AWSBackupServiceRolePolicyForS3Backup",
};
const restorePolicies = {
  restore: "service-role/AWSBackupServiceRolePolicyForRestores",
  bucket_restore: "AWSBackupServiceRolePolicyForS3Restore",
};

/**
 * The roles that AWS Backup assumes for this account's jobs: one for backups, which cannot write to what it backs up, and one for
 * restores, which whoever starts one passes to AWS Backup (`iam:PassRole`).
 */
export function backupRoles(module: ModuleStack, aws: AwsContext, name: string) {
  const role = (id: string, purpose: string, description: string) =>
    new IamRole(module, id, {
      name: aws.iamName(name, purpose),
      description: `${description} ${name}`,
      assumeRolePolicy: assumedBy("backup.amazonaws.com", {
        StringEquals: { "aws:SourceAccount": aws.account },
      }),
    });
  const attach = (to: IamRole, policies: Readonly<Record<string, string>>) =>
    Object.entries(policies).map(
      ([key, policyName]) =>
        new IamRolePolicyAttachment(module, key, {
          role: to.name,
          policyArn: `arn:${aws.partition}:iam::aws:policy/${policyName}`,
        }),
    );
  const backup = role("service", "backup", "AWS Backup for");
  const restorer = role("restorer", "restore", "AWS Backup's restores of");
  attach(restorer, restorePolicies);
  return { backup, restorer, rights: attach(backup, backupPolicies) };
}
