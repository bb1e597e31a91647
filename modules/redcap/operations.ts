import type { AwsContext } from "../../lib/aws/context";
import { type Expression, tf } from "../../lib/expression";
import type { ModuleStack } from "../../lib/stack";
import { Backup } from "../backup";
import { Monitoring } from "../monitoring";
import {
  allAlarms,
  alarmsForEach,
  alarmsWhen,
  auroraAlarms,
  auroraEvents,
  auroraMemoryGib,
  backupAlarms,
  backupEvents,
  beanstalkAlarms,
  beanstalkEvents,
  certificateAlarms,
  cronAlarms,
  cronFilters,
  emailAlarms,
  firewallAlarms,
  loadBalancerAlarms,
} from "../monitoring/presets";
import type { Inputs } from "./inputs";
import { attributes } from "./values";

/** What is watched and backed up, by the outputs of the modules that make it. */
interface Watched {
  readonly kmsKeyArn: Expression;
  /** Load balancer of the active environment. */
  readonly balancer: Expression;
  readonly certificateArn: Expression;
  /** Whether REDCap's mail goes through this region's SES. */
  readonly mail: Expression;
  readonly firewallMetricName: Expression;
  readonly database: Record<"clusterIdentifier" | "clusterArn", Expression>;
  readonly autoScalingGroupNames: Expression;
  readonly filesBucketArn: Expression;
  /** Log group in which cron says that it runs. */
  readonly logGroupName: string;
}

/** Alarms, events and a dashboard, and backups of the database and the files. */
export function operations(module: ModuleStack, aws: AwsContext, input: Inputs, watched: Watched) {
  const { name, database, plainHttp, deletionProtection } = input;
  const { kmsKeyArn, balancer } = watched;
  const { clusterIdentifier } = watched.database;
  const vault = aws.arn("backup", `backup-vault:${name}`);
  const instanceClass = tf`coalesce(${database}.instance_class, ${database}.capacity == null ? "db.t4g.medium" : "db.serverless")`;
  const monitoring = new Monitoring(module, "monitoring", {
    name,
    kmsKeyArn,
    subscriptions: tf`${input.monitoring}.subscriptions`,
    alarms: allAlarms(
      loadBalancerAlarms({ arnSuffix: tf`${balancer}.arn_suffix` }),
      alarmsForEach(watched.autoScalingGroupNames, (colour, autoScalingGroupName) =>
        beanstalkAlarms({
          environmentName: tf`join("-", [${name}, ${colour}])`,
          // A group that is not there yet has no data; the alarm must be there all the same.
          autoScalingGroupName: tf`coalesce(${autoScalingGroupName}, "none")`,
        }),
      ),
      auroraAlarms({
        clusterIdentifier,
        engine: "aurora-mysql",
        memoryGib: auroraMemoryGib(instanceClass, tf`try(${database}.capacity.max_acu, null)`),
      }),
      alarmsWhen(tf`${plainHttp} == null`, certificateAlarms({ certificateArn: watched.certificateArn })),
      alarmsWhen(watched.mail, emailAlarms()),
      backupAlarms({ vaultName: name }),
      firewallAlarms({ metricName: watched.firewallMetricName, region: aws.region }),
      alarmsWhen(tf`${input.application}.cron`, cronAlarms({ name })),
    ),
    events: {
      ...auroraEvents({ clusterIdentifier: name }),
      ...backupEvents({ vaultArn: vault }),
      ...beanstalkEvents({ applicationName: name }),
    },
    logMetricFilters: cronFilters({ logGroupName: watched.logGroupName, pattern: '"runs cron.php"' }),
  });
  const backup = new Backup(module, "backup", {
    name,
    kmsKeyArn,
    resources: {
      database: { arn: watched.database.clusterArn },
      files: { arn: watched.filesBucketArn },
      "files-continuous": { arn: watched.filesBucketArn, continuous: true },
    },
    notifications: { topicArn: monitoring.outputs.topicArn },
    forceDestroy: tf`!${deletionProtection}`,
    ...attributes(input.backup, ["rules", "copyVaultArns", "lock", "deletionPrincipalArns", "optIn"]),
  });
  return { monitoring, backup };
}
