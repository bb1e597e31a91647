import { type Expression, reference, tf } from "../../lib/expression";
import type { ModuleStack } from "../../lib/stack";
import { Database } from "../database";
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
export function database(
  module: ModuleStack,
  input: Inputs,
  network: NetworkOfApplication,
  kmsKeyArn: Expression,
) {
  return new Database(module, "database", {
    name: input.name,
    engine: "aurora-mysql",
    vpcId: network.vpcId,
    subnetIds: network.dataSubnetIds,
    clients: { instances: reference("module.beanstalk.instance_security_group_id") },
    kmsKeyArn,
    deletionProtection: input.deletionProtection,
    logRetentionDays: input.logRetentionDays,
    parameters: tf`merge(${packet}, ${input.database.parameters})`,
    instanceParameters: buffers,
    ...databasePart.from(input.database),
  });
}
