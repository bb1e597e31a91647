import { warnUnless } from "../../lib/checks";
import { reference, tf } from "../../lib/expression";
import type { ModuleStack } from "../../lib/stack";
import { Database } from "../database";
import type { Keys } from "../foundation/key";
import type { NetworkOfApplication } from "../foundation/network";
import type { Inputs } from "./inputs";
import { databasePart } from "./parts";

/** What REDCap's configuration check asks for. */
const packet = { max_allowed_packet: { value: "1073741824", apply_method: "immediate" } };
const buffers = {
  sort_buffer_size: { value: "2097152", applyMethod: "immediate" },
  read_rnd_buffer_size: { value: "262144", applyMethod: "immediate" },
} as const;

/**
 * The Aurora MySQL cluster, which only the instances may reach. Users have passwords: REDCap 16's AWS SDK lacks the classes for
 * IAM database authentication.
 */
export function database(module: ModuleStack, input: Inputs, network: NetworkOfApplication, keys: Keys) {
  const { cron, cronHours } = input.application;
  warnUnless(module, "database_pause", {
    condition: tf`try(${input.database.serverlessV2Scaling.orNull.minCapacity} > 0, true) || !${cron} || ${cronHours.given}`,
    message:
      "The database never pauses, whatever its min_capacity of 0 says: cron connects to it every minute. Give application.cron_hours, or a " +
      "min_capacity of 0.5.",
  });
  return new Database(module, "database", {
    name: input.name,
    engine: "aurora-mysql",
    vpcId: network.vpcId,
    subnetIds: network.dataSubnetIds,
    clients: { instances: reference("module.beanstalk.instance_security_group_id") },
    kmsKeyArn: keys.data,
    logKmsKeyArn: keys.logs,
    deletionProtection: input.deletionProtection,
    forceDestroyLogs: input.forceDestroy.given,
    logRetentionDays: input.logRetentionDays,
    parameters: tf`merge(${packet}, ${input.database.parameters})`,
    instanceParameters: buffers,
    ...databasePart.from(input.database),
  });
}
