import type { AwsContext } from "../../lib/aws/context";
import { type Expression, tf } from "../../lib/expression";
import type { ModuleStack } from "../../lib/stack";
import { operations } from "../foundation/operations";
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
export function operationsOf(module: ModuleStack, aws: AwsContext, input: Inputs, watched: Watched) {
  const { name } = input;
  const { clusterArn } = watched.database;
  return operations(module, input, {
    kmsKeyArn: watched.kmsKeyArn,
    alarms: alarms(input, aws, watched),
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

function alarms(input: Inputs, aws: AwsContext, watched: Watched): Expression {
  const { name, database, plainHttp, application } = input;
  const instanceClass = tf`coalesce(${database.instanceClass}, ${database.capacity.given} ? "db.serverless" : "db.t4g.medium")`;
  return allAlarms(
    loadBalancerAlarms({ arnSuffix: tf`${watched.balancer}.arn_suffix` }),
    alarmsForEach(watched.autoScalingGroupNames, (colour, autoScalingGroupName) =>
      beanstalkAlarms({
        environmentName: tf`join("-", [${name}, ${colour}])`,
        // A group that is not there yet has no data; the alarm must be there all the same.
        autoScalingGroupName: tf`coalesce(${autoScalingGroupName}, "none")`,
      }),
    ),
    auroraAlarms({
      clusterIdentifier: watched.database.clusterIdentifier,
      engine: "aurora-mysql",
      memoryGib: auroraMemoryGib(instanceClass, tf`${database.capacity.orNull.maxAcu}`),
    }),
    alarmsWhen(tf`!(${plainHttp.given})`, certificateAlarms({ certificateArn: watched.certificateArn })),
    alarmsWhen(watched.mail, emailAlarms()),
    backupAlarms({ vaultName: name }),
    firewallAlarms({ metricName: watched.firewallMetricName, region: aws.region }),
    alarmsWhen(application.cron, cronAlarms({ name })),
  );
}
