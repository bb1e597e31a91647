import type { AwsContext } from "../../lib/aws/context";
import { type Expression, tf } from "../../lib/expression";
import { local } from "../../lib/local";
import type { ModuleStack } from "../../lib/stack";
import { operations } from "../foundation/operations";
import {
  alarmsForEach,
  alarmsWhen,
  auroraEvents,
  auroraMemoryGib,
  auroraPostgresqlAlarms,
  backupAlarms,
  backupEvents,
  certificateAlarms,
  ecsServiceAlarms,
  ecsServiceEvents,
  ecsTaskCountAlarms,
  emailAlarms,
  loadBalancerAlarms,
  targetGroupAlarms,
} from "../monitoring/presets";
import type { Address } from "./address";
import type { Data } from "./data";
import type { Inputs } from "./inputs";
import type { Sending } from "./mail";
import type { services } from "./server";

interface Watched {
  readonly kmsKeyArn: Expression;
  readonly address: Address;
  readonly data: Data;
  readonly sending: Sending;
  readonly running: ReturnType<typeof services>;
  readonly filesBucketArn: Expression;
}

/** Alarms, events and a dashboard, and backups of the database and the files. */
export function operationsOf(module: ModuleStack, aws: AwsContext, input: Inputs, watched: Watched) {
  const { name, existingDatabase, server, workers } = input;
  const { address, data, running } = watched;
  const { clusterName } = running.cluster;
  const own = tf`!(${existingDatabase.given})`;
  const memoryGib = databaseMemoryGib(module, input);
  const service = { clusterName, serviceName: name };
  return operations(module, input, {
    kmsKeyArn: watched.kmsKeyArn,
    alarms: {
      load_balancer: loadBalancerAlarms({ arnSuffix: address.api.arnSuffix }),
      targets: targetGroupAlarms({
        loadBalancerArnSuffix: address.api.arnSuffix,
        targetGroupArnSuffix: tf`${running.server.targetGroupArnSuffixes}["api"]`,
        minHealthyTargets: server.scaling.min,
      }),
      server: {
        ...ecsServiceAlarms(service),
        ...ecsTaskCountAlarms({ ...service, minRunningTasks: server.scaling.min }),
      },
      workers: alarmsForEach(workers, (worker) =>
        ecsServiceAlarms({ clusterName, serviceName: `${name}-${worker}` }),
      ),
      database: alarmsWhen(own, auroraPostgresqlAlarms({ clusterIdentifier: name, memoryGib })),
      certificate: certificateAlarms({ certificateArn: address.certificateArns.api }),
      mail: alarmsWhen(watched.sending.bySes, emailAlarms()),
      backup: backupAlarms({ vaultName: name }),
    },
    events: {
      ...auroraEvents({ clusterIdentifier: name }),
      ...backupEvents({ vaultArn: aws.arn("backup", `backup-vault:${name}`) }),
      ...ecsServiceEvents({ serviceArns: [running.server.serviceArn] }),
    },
    logMetricFilters: {},
    backedUp: {
      database: { arn: tf`coalesce(${data.cluster.clusterArn}, "none")` },
      files: { arn: watched.filesBucketArn },
      "files-continuous": { arn: watched.filesBucketArn, continuous: true },
    },
  });

  function databaseMemoryGib(stack: ModuleStack, given: Inputs): Expression {
    const { instanceClass, serverlessV2Scaling } = given.database.orNull;
    const named = local(
      stack,
      "database_class",
      tf`coalesce(${instanceClass}, ${serverlessV2Scaling.given} ? "db.serverless" : "db.t4g.medium")`,
    );
    return local(
      stack,
      "database_memory_gib",
      auroraMemoryGib(named, tf`${serverlessV2Scaling.orNull.maxCapacity}`),
    );
  }
}
