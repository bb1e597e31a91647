import { Backup } from "../../../modules/backup";
import { synthesize } from "../synthesis";
import { checkedAtSynth } from "../inputs";
import * as cases from "./cases";

const { resource, locals } = synthesize(Backup);
const block = (type: string, name: string) => resource[type]![name]!;

checkedAtSynth(Backup, cases);

test("nobody may delete recovery points or shorten their retention, or nobody but the named", () => {
  const refusal = {
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
  expect(locals["vault_statements"]).toEqual([
    { when: "${length(var.deletion_principal_arns) == 0}", statement: refusal },
    {
      when: "${length(var.deletion_principal_arns) > 0}",
      statement: {
        ...refusal,
        Condition: { ArnNotLike: { "aws:PrincipalArn": "${var.deletion_principal_arns}" } },
      },
    },
  ]);
  expect(block("aws_backup_vault_policy", "deletion")["policy"]).toContain("local.vault_statements");
});

test("the roles are AWS Backup's, for this account, with AWS's policies for databases and buckets", () => {
  expect(block("aws_iam_role", "service")["assume_role_policy"]).toContain(
    '"Principal" = {"Service" = "backup.amazonaws.com"}, "Action" = "sts:AssumeRole", ' +
      '"Condition" = {"StringEquals" = {"aws:SourceAccount" = terraform_data.here.input.account}}',
  );
  const attachments = Object.values(resource["aws_iam_role_policy_attachment"]!);
  const of = (role: string) =>
    attachments
      .filter((block) => block["role"] === `\${aws_iam_role.${role}.name}`)
      .map((block) => block["policy_arn"]);
  const managed = (...names: string[]) =>
    names.map((name) => `arn:\${terraform_data.here.input.partition}:iam::aws:policy/${name}`);
  // What takes backups may not write to what it backs up.
  expect(of("service")).toEqual(
    managed("service-role/AWSBackupServiceRolePolicyForBackup", "AWSBackupServiceRolePolicyForS3Backup"),
  );
  expect(of("restorer")).toEqual(
    managed("service-role/AWSBackupServiceRolePolicyForRestores", "AWSBackupServiceRolePolicyForS3Restore"),
  );
  expect(attachments).toHaveLength(4);
  expect(block("aws_iam_role", "restorer")["assume_role_policy"]).toBe(
    block("aws_iam_role", "service")["assume_role_policy"],
  );
});

test("each resource is a selection under its own name, in the plan that it needs", () => {
  expect(block("aws_backup_selection", "resource")).toMatchObject({
    for_each: "${var.resources}",
    name: "${each.key}",
    resources: ["${each.value.arn}"],
    plan_id: "${each.value.continuous ? one(aws_backup_plan.continuous[*].id) : aws_backup_plan.rules.id}",
  });
});

test("a plan with continuous backups exists only if a resource is continuous", () => {
  const { count, rule } = block("aws_backup_plan", "continuous");
  expect(count).toBe("${anytrue([for resource in var.resources : resource.continuous]) ? 1 : 0}");
  expect(rule).toEqual([expect.objectContaining({ enable_continuous_backup: true })]);
  expect(JSON.stringify(block("aws_backup_plan", "rules"))).not.toContain("enable_continuous_backup");
});

test("copies have the retention of the recovery point that they are made of", () => {
  const { dynamic } = block("aws_backup_plan", "rules") as {
    dynamic: { rule: { content: { lifecycle: object; dynamic: { copy_action: { content: object }[] } } }[] };
  };
  const { content } = dynamic.rule[0]!;
  expect(content.dynamic.copy_action[0]!.content).toMatchObject({ lifecycle: content.lifecycle });
});

test("the vault reports only what AWS still sends", () => {
  const supported =
    /^(BACKUP_JOB_(STARTED|COMPLETED)|COPY_JOB_(STARTED|SUCCESSFUL|FAILED)|RESTORE_JOB_(STARTED|COMPLETED)|RECOVERY_POINT_MODIFIED|S3_(BACKUP|RESTORE)_OBJECT_FAILED)$/;
  const events = block("aws_backup_vault_notifications", "jobs")["backup_vault_events"] as string[];
  expect(events).toEqual(expect.arrayContaining(["COPY_JOB_FAILED", "RESTORE_JOB_COMPLETED"]));
  for (const event of events) expect(event).toMatch(supported);
});

test("the account's opt-in is left alone by default, and other types in any case", () => {
  expect(block("aws_backup_region_settings", "opt_in")).toMatchObject({
    count: "${var.opt_in ? 1 : 0}",
    resource_type_opt_in_preference: { Aurora: true, S3: true },
    lifecycle: { ignore_changes: ["resource_type_opt_in_preference"] },
  });
});

test("the roles' names are free in another region, and fit", () => {
  expect(block("aws_iam_role", "restorer")["name"]).toBe(
    "${var.name}-${terraform_data.here.input.region}-restore",
  );
  expect(block("aws_iam_role", "service")["name"]).toBe(
    "${var.name}-${terraform_data.here.input.region}-backup",
  );
});
