import type { AwsContext } from "../../lib/aws/context";
import { type Expression, reference, tf } from "../../lib/expression";
import { local } from "../../lib/local";
import type { ModuleStack } from "../../lib/stack";
import type { Keys } from "../foundation/key";
import { filesAlarms } from "../foundation/files";
import { malwareAlarms } from "../foundation/malware";
import { operations } from "../foundation/operations";
import {
  type AlarmGroup,
  type Alarms,
  alarmsByName,
  alarmsForEach,
  alarmsWhen,
  auroraEvents,
  auroraPostgresqlAlarms,
  backupAlarms,
  backupEvents,
  cacheAlarms,
  certificateAlarms,
  ecsServiceAlarms,
  ecsServiceEvents,
  ecsTaskCountAlarms,
  emailAlarms,
  firewallAlarms,
  loadBalancerAlarms,
  targetGroupAlarms,
} from "../monitoring/presets";
import type { Address } from "./address";
import type { Data } from "./data";
import { filesAreCached } from "./edge";
import type { MadeFirewall } from "./firewall";
import type { Inputs } from "./inputs";
import type { Sending } from "./mail";
import type { services } from "./server";
import { logQueries } from "./wiring";

interface Watched {
  readonly keys: Keys;
  readonly address: Address;
  readonly firewalls: Readonly<Record<"api" | "mutualTls", MadeFirewall>>;
  readonly data: Data;
  /** Memory of the database's writer in GiB. */
  readonly databaseMemoryGib: Expression;
  readonly sending: Sending;
  readonly running: ReturnType<typeof services>;
  readonly filesBucketArn: Expression;
}

/** Alarms, events and a dashboard, and backups of the database and the files. */
export function operationsOf(module: ModuleStack, aws: AwsContext, input: Inputs, watched: Watched) {
  const { name, existingDatabase } = input;
  const { data, running, filesBucketArn } = watched;
  const database = local(
    module,
    "backed_up_database",
    tf`${existingDatabase.given} ? {} : { database = { arn = ${data.cluster.clusterArn} } }`,
  );
  const files = local(module, "backed_up_files", {
    files: { arn: filesBucketArn },
    "files-continuous": { arn: filesBucketArn, continuous: true },
  });
  return operations(module, input, {
    keys: watched.keys,
    alarms: alarmGroups(module, aws, input, watched),
    events: {
      ...auroraEvents({ clusterIdentifier: name }),
      ...backupEvents({ vaultArn: aws.arn("backup", `backup-vault:${name}`) }),
      ...ecsServiceEvents({
        serviceArns: tf`concat([${running.server.serviceArn}], values(${running.workers.serviceArn}))`,
      }),
    },
    logMetricFilters: {},
    logQueries: logQueries(input, watched),
    backedUp: tf`merge(${database}, ${files})`,
  });
}

function alarmGroups(
  module: ModuleStack,
  aws: AwsContext,
  input: Inputs,
  { address, databaseMemoryGib, filesBucketArn, firewalls, running, sending }: Watched,
): Readonly<Record<string, AlarmGroup>> {
  const { name, api, existingDatabase, server } = input;
  const { clusterName } = running.cluster;
  const service = { clusterName, serviceName: name };
  const counted = tf`${input.cluster.containerInsights} != "disabled"`;
  const mutual = api.mutualTls.given;
  // Schedules may let a service have fewer tasks at times.
  const minimum = local(module, "minimum_tasks", minimumOf(tf`${server}`));
  const named = local(module, "named_workers", workersByAlarm(input, clusterName));
  return {
    load_balancer: loadBalancerAlarms({ arnSuffix: address.api.arnSuffix }),
    firewall: alarmsWhen(
      firewalls.api.made,
      firewallAlarms({ metricName: firewalls.api.metricName, region: aws.region }),
    ),
    mutual_tls_firewall: alarmsWhen(
      firewalls.mutualTls.made,
      alarmsByName({ mtls: firewalls.mutualTls.metricName }, (metricName) =>
        firewallAlarms({ metricName, region: aws.region }),
      ),
    ),
    mutual_tls: alarmsWhen(
      mutual,
      // Without the load balancer these are computed, and left out afterwards.
      alarmsByName({ mtls: tf`coalesce(${address.mutual.arnSuffix}, "none")` }, (arnSuffix) => ({
        ...loadBalancerAlarms({ arnSuffix }),
        ...targetsAlarms(arnSuffix, "mtls"),
        ...certificateAlarms({ certificateArn: address.certificateArns.mutual }),
      })),
    ),
    targets: targetsAlarms(address.api.arnSuffix, "api"),
    server: ecsServiceAlarms(service),
    server_tasks: alarmsWhen(counted, ecsTaskCountAlarms({ ...service, minRunningTasks: minimum })),
    workers: alarmsForEach(named, (_, worker) => ecsServiceAlarms({ dimensions: tf`${worker}.dimensions` })),
    worker_tasks: alarmsForEach(
      local(module, "counted_workers", tf`{for key, worker in ${named} : key => worker if ${counted}}`),
      (_, worker) =>
        ecsTaskCountAlarms({
          dimensions: tf`${worker}.dimensions`,
          minRunningTasks: tf`${worker}.min`,
        }),
    ),
    database: alarmsWhen(
      tf`!(${existingDatabase.given})`,
      auroraPostgresqlAlarms({ clusterIdentifier: name, memoryGib: databaseMemoryGib }),
    ),
    cache: alarmsForEach(cacheNodes(module, input), (_, cacheClusterId) => cacheAlarms({ cacheClusterId })),
    certificate: certificateAlarms({ certificateArn: address.certificateArns.api }),
    mail: alarmsWhen(sending.bySes, emailAlarms()),
    backup: backupAlarms({ vaultName: name }),
    ...filesAlarms(module, aws, filesBucketArn, input.storage.replication),
    ...malwareAlarms(input, filesAreCached(input)),
  };

  function targetsAlarms(loadBalancerArnSuffix: Expression, listener: string): Alarms {
    return targetGroupAlarms({
      loadBalancerArnSuffix,
      targetGroupArnSuffix: tf`lookup(${running.server.targetGroupArnSuffixes}, ${listener}, "none")`,
      minHealthyTargets: minimum,
    });
  }
}

/** The fewest tasks that scaling ever allows a service. */
const minimumOf = (service: Expression): Expression =>
  tf`min(concat([${service}.scaling.min], values(${service}.scaling.schedules)[*].min)...)`;

/** Workers by what their alarms are called: no name of theirs makes that of another alarm. */
const workersByAlarm = ({ name, workers }: Inputs, clusterName: Expression): Expression =>
  tf`{for key, worker in ${workers} : join("-", ["worker", key]) => { dimensions = { ClusterName = ${clusterName}, ServiceName = join("-", [${name}, key]) }, min = ${minimumOf(reference("worker"))} }}`;

/** IDs of the caches' nodes, which ElastiCache derives from the group's name, by names that are known at plan. */
function cacheNodes(module: ModuleStack, { name, caches }: Inputs): Expression {
  const nodes = tf`flatten([for group, settings in ${caches} : [for i in range(settings.replicas + 1) : format("%s-%03d", group, i + 1)]])`;
  return local(module, "cache_nodes", tf`{for node in ${nodes} : node => join("-", [${name}, node])}`);
}
