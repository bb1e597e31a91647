import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { reference, tf } from "../../lib/expression";
import { local } from "../../lib/local";
import type { ModuleStack } from "../../lib/stack";
import type { Inputs } from "./inputs";

/** A log group for each log of each group, by `<group>/<log>`. */
export function logGroups(
  module: ModuleStack,
  { name, groups, kmsKeyArn, logKmsKeyArn, logRetentionDays, forceDestroyLogs }: Inputs,
): CloudwatchLogGroup {
  const [group, log] = [reference("key"), reference("type")];
  const wanted = local(
    module,
    "logs",
    tf`toset(flatten([for key, group in ${groups} : [for type in ${groups.as("group").logTypes} : ${`${group}/${log}`}]]))`,
  );
  const logs = new CloudwatchLogGroup(module, "log", {
    // AWS recommends this prefix: groups under it are covered by one statement of the account's resource policy for delivered
    // logs, which has a size limit.
    name: `/aws/vendedlogs/elasticache/${name}-${reference("each.key")}`,
    kmsKeyId: tf`coalesce(${logKmsKeyArn}, ${kmsKeyArn})`.string,
    retentionInDays: logRetentionDays,
    skipDestroy: tf`!${forceDestroyLogs}`,
  });
  logs.addOverride("for_each", wanted);
  return logs;
}
