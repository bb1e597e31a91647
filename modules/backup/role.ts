import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicyAttachment } from "@cdktf/provider-aws/lib/iam-role-policy-attachment";
import type { AwsContext } from "../../lib/aws/context";
import { assumedBy } from "../../lib/aws/policy";
import type { ModuleStack } from "../../lib/stack";

/** AWS's own policies, since AWS Backup adds to them what new features of the backed-up services need. */
const policies = {
  backup: "service-role/AWSBackupServiceRolePolicyForBackup",
  restore: "service-role/AWSBackupServiceRolePolicyForRestores",
  bucket_backup: "AWSBackupServiceRolePolicyForS3Backup",
  bucket_restore: "AWSBackupServiceRolePolicyForS3Restore",
};

/** The role that AWS Backup assumes for this account's jobs, and what gives it its rights. */
export function backupRole(module: ModuleStack, aws: AwsContext, name: string) {
  const role = new IamRole(module, "service", {
    name: aws.iamName(name, "backup"),
    description: `AWS Backup for ${name}`,
    assumeRolePolicy: assumedBy("backup.amazonaws.com", {
      StringEquals: { "aws:SourceAccount": aws.account },
    }),
  });
  const rights = Object.entries(policies).map(
    ([key, policyName]) =>
      new IamRolePolicyAttachment(module, key, {
        role: role.name,
        policyArn: `arn:${aws.partition}:iam::aws:policy/${policyName}`,
      }),
  );
  return { role, rights };
}
