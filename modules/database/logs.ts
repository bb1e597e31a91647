import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { reference, tf } from "../../lib/expression";
import { local } from "../../lib/local";
import type { ModuleStack } from "../../lib/stack";
import type { Inputs } from "./inputs";
import { auditLogTypes, defaultLogTypes } from "./parameters";

/** The groups that RDS would otherwise create itself, without encryption and without an end of retention. */
export function logGroups(module: ModuleStack, input: Inputs): CloudwatchLogGroup {
  const { name, engine, logTypes, kmsKeyArn, logKmsKeyArn, auditLogRetentionDays, logRetentionDays } = input;
  const type = reference("each.key");
  const group = new CloudwatchLogGroup(module, "log", {
    name: `/aws/rds/cluster/${name}/${type}`,
    kmsKeyId: tf`coalesce(${logKmsKeyArn}, ${kmsKeyArn})`.string,
    retentionInDays: tf`contains(${auditLogTypes}, ${type}) ? ${auditLogRetentionDays} : ${logRetentionDays}`
      .number,
    skipDestroy: tf`!${input.forceDestroyLogs}`,
  });
  const defaults = local(module, "default_log_types", defaultLogTypes);
  group.addOverride("for_each", tf`toset(${logTypes} == null ? ${defaults}[${engine}] : ${logTypes})`);
  return group;
}
