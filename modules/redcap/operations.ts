import type { AwsContext } from "../../lib/aws/context";
import { type Expression, tf } from "../../lib/expression";
import type { ModuleStack } from "../../lib/stack";
import { databaseMemoryGib } from "../foundation/database-memory";
import { type EdgeKey, edgeMonitoring } from "../foundation/edge";
import type { Keys } from "../foundation/key";
import { filesAlarms } from "../foundation/files";
import { malwareAlarms } from "../foundation/malware";
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
  distributionAlarms,
  emailAlarms,
  firewallAlarms,
  loadBalancerAlarms,
} from "../monitoring/presets";
import type { Guard } from "./firewall";
import type { Inputs } from "./inputs";
import { logQueries } from "./wiring";

/** What is watched and backed up, by the outputs of the modules that make it. */
interface Watched {
  readonly keys: Keys;
  /** Load balancer of the active environment. */
  readonly balancer: Expression;
  readonly certificateArn: Expression;
  /** Whether REDCap's mail goes through this region's SES. */
  readonly mail: Expression;
  readonly firewalls: Readonly<Record<"regional" | "edge", Guard>>;
  readonly database: Record<
    "clusterIdentifier" | "clusterArn" | "securityGroupId" | "logGroupNames",
    Expression
  >;
  readonly beanstalk: Record<
    "autoScalingGroupNames" | "instanceRoleName" | "instanceSecurityGroupId" | "logGroupNames",
    Expression
  >;
  readonly filesBucketArn: Expression;
  /** Log group of cron, with a line for each run. */
  readonly logGroupName: string;
}

/** Alarms, events and a dashboard, and backups of the database and the files. */
export function operationsOf(module: ModuleStack, aws: AwsContext, input: Inputs, watched: Watched) {
  const { name } = input;
  const { clusterArn } = watched.database;
  return operations(module, input, {
    keys: watched.keys,
    alarms: alarmGroups(module, aws, input, watched),
    events: {
      ...auroraEvents({ clusterIdentifier: name }),
      ...backupEvents({ vaultArn: aws.arn("backup", `backup-vault:${name}`) }),
      ...beanstalkEvents({ applicationName: name }),
    },
    logMetricFilters: cronFilters({
      logGroupName: watched.logGroupName,
      pattern: '?"runs cron.php" ?"cron.php rests"',
    }),
    logQueries: logQueries(watched),
    backedUp: {
      database: { arn: clusterArn },
      files: { arn: watched.filesBucketArn },
      "files-continuous": { arn: watched.filesBucketArn, continuous: true },
    },
  });
}

/** Alarms of the distribution, its certificate and its web ACL, in us-east-1; what is null without them is computed and left out. */
export function edgeOperationsOf(
  module: ModuleStack,
  input: Inputs,
  key: EdgeKey,
  {
    distribution,
    firewall: { metricName },
  }: { readonly distribution: Record<"id" | "certificateArn", Expression>; readonly firewall: Guard },
) {
  return edgeMonitoring(module, input, key, {
    distribution: distributionAlarms({ distributionId: tf`coalesce(${distribution.id}, "none")` }),
    edge_certificate: certificateAlarms({
      certificateArn: tf`coalesce(${distribution.certificateArn}, "none")`,
    }),
    edge_firewall: firewallAlarms({ metricName }),
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
    instances: alarmsForEach(watched.beanstalk.autoScalingGroupNames, (colour, autoScalingGroupName) =>
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
    firewall: alarmsWhen(
      watched.firewalls.regional.made,
      firewallAlarms({ metricName: watched.firewalls.regional.metricName, region: aws.region }),
    ),
    cron: alarmsWhen(application.cron, cronAlarms({ name })),
    ...filesAlarms(module, aws, watched.filesBucketArn, input.files.replication),
    ...malwareAlarms(input),
  };
}
