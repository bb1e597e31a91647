import type { AwsContext } from "../../lib/aws/context";
import { type Expression, tf } from "../../lib/expression";
import type { ModuleStack } from "../../lib/stack";
import { databaseMemoryGib } from "../foundation/database-memory";
import { operations } from "../foundation/operations";
import {
  type AlarmGroup,
  alarmsForEach,
  alarmsWhen,
  auroraAlarms,
  auroraEvents,
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
  /** Log group of cron, with a line for each run. */
  readonly logGroupName: string;
}

/** Alarms, events and a dashboard, and backups of the database and the files. */
export function operationsOf(module: ModuleStack, aws: AwsContext, input: Inputs, watched: Watched) {
  const { name } = input;
  const { clusterArn } = watched.database;
  return operations(module, input, {
    kmsKeyArn: watched.kmsKeyArn,
    alarms: alarmGroups(module, aws, input, watched),
    events: {
      ...auroraEvents({ clusterIdentifier: name }),
      ...backupEvents({ vaultArn: aws.arn("backup", `backup-vault:${name}`) }),
      ...beanstalkEvents({ applicationName: name }),
    },
    logMetricFilters: cronFilters({ logGroupName: watched.logGroupName, pattern: '"runs cron.php"' }),
    backedUp: {
      database: { arn: clusterArn },
      files: { arn: watched.filesBucketArn },
      "files-continuous": { arn: watched.filesBucketArn, continuous: true },
    },
  });
}

function alarmGroups(
  module: ModuleStack,
  aws: AwsContext,
  input: Inputs,
  watched: Watched,
): Readonly<Record<string, AlarmGroup>> {
  const { name, plainHttp, application } = input;
  return {
    load_balancer: loadBalancerAlarms({ arnSuffix: tf`${watched.balancer}.arn_suffix` }),
    instances: alarmsForEach(watched.autoScalingGroupNames, (colour, autoScalingGroupName) =>
      beanstalkAlarms({
        environmentName: `${name}-${colour}`,
        // A group that does not exist yet has no data; its alarms must exist all the same.
        autoScalingGroupName: tf`coalesce(${autoScalingGroupName}, "none")`,
      }),
    ),
    database: auroraAlarms({
      clusterIdentifier: watched.database.clusterIdentifier,
      engine: "aurora-mysql",
      memoryGib: databaseMemoryGib(module, input.database),
    }),
    certificate: alarmsWhen(
      tf`!(${plainHttp.given})`,
      certificateAlarms({ certificateArn: watched.certificateArn }),
    ),
    mail: alarmsWhen(watched.mail, emailAlarms()),
    backup: backupAlarms({ vaultName: name }),
    firewall: firewallAlarms({ metricName: watched.firewallMetricName, region: aws.region }),
    cron: alarmsWhen(application.cron, cronAlarms({ name })),
  };
}
