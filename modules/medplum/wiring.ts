import { type Expression, reference, tf } from "../../lib/expression";
import { local } from "../../lib/local";
import type { ModuleStack } from "../../lib/stack";
import type { NetworkWiring } from "../foundation/network";
import {
  firewallQueries,
  jsonLogQueries,
  type LogQueries,
  postgresqlQueries,
  queriesWhen,
} from "../monitoring/presets";
import type { Address } from "./address";
import type { Data } from "./data";
import type { MadeFirewall } from "./firewall";
import type { Inputs } from "./inputs";
import type { services } from "./server";

/** What the parts are connected by. */
interface Parts {
  readonly network: NetworkWiring;
  readonly address: Address;
  readonly data: Data;
  readonly running: ReturnType<typeof services>;
  readonly firewalls: Readonly<Record<"api" | "mutualTls", MadeFirewall>>;
}

/** Descriptions of the outputs of `wiring`. */
export const wiringOutputs = {
  taskRoleNames: "Names of the task roles, by service: server, and workers/<name>.",
  subnetIds: "IDs of the subnets by tier: public, app, data.",
  routeTableIds:
    "IDs of the route tables by tier, for routes to peered VPCs and hospital networks; empty with existing_network.",
  natPublicIps:
    "Addresses from which tasks reach the internet, for others' allow lists; empty with existing_network.",
  securityGroupIds:
    "IDs of the security groups: data_clients (all tasks), server, load_balancer, mutual_tls_load_balancer, database, workers/<name>, " +
    "caches/<group>; without what is not made here.",
  logGroupNames:
    "Log groups: server, sessions (ECS Exec), network, firewall, mutual_tls_firewall, workers/<name>, database/<type>, caches/<group>/<log>.",
};

/** The entries of a map, with a prefix before their keys. */
const prefixed = (module: ModuleStack, id: string, prefix: string, entries: Expression): Expression =>
  local(module, id, tf`{for key, value in ${entries} : join("/", [${prefix}, key]) => value}`);

const workers = reference("module.worker");
const ofWorkers = (output: string): Expression =>
  tf`{for key, worker in ${workers} : key => ${reference(`worker.${output}`)}}`;

/** What callers connect their own resources to. */
export function wiring(
  module: ModuleStack,
  input: Inputs,
  parts: Parts,
): Record<keyof typeof wiringOutputs, Expression> {
  const { network } = parts;
  return {
    taskRoleNames: tf`merge(
      { server = ${parts.running.server.taskRoleName} },
      ${prefixed(module, "worker_task_roles", "workers", ofWorkers("task_role_name"))}
    )`,
    subnetIds: network.subnetIds,
    routeTableIds: network.routeTableIds,
    natPublicIps: network.natPublicIps,
    securityGroupIds: groupIds(module, parts),
    logGroupNames: logGroups(module, input, parts),
  };
}

function groupIds(module: ModuleStack, { address, data, running }: Parts): Expression {
  const single = local(module, "single_security_groups", {
    data_clients: data.clientsGroupId,
    server: running.server.securityGroupId,
    load_balancer: address.api.securityGroupId,
    mutual_tls_load_balancer: address.mutual.securityGroupId,
    database: data.cluster.securityGroupId,
  });
  return tf`merge(
    {for purpose, id in ${single} : purpose => id if id != null},
    ${prefixed(module, "worker_security_groups", "workers", ofWorkers("security_group_id"))},
    ${prefixed(module, "cache_security_groups", "caches", data.caches.securityGroupIds)}
  )`;
}

function logGroups(
  module: ModuleStack,
  input: Inputs,
  { network, data, running, firewalls }: Parts,
): Expression {
  const single = local(module, "single_log_groups", {
    server: running.server.logGroupName,
    sessions: running.cluster.execLogGroupName,
    firewall: firewalls.api.logGroupName,
    mutual_tls_firewall: firewalls.mutualTls.logGroupName,
  });
  return tf`merge(
    {for purpose, name in ${single} : purpose => name if name != null},
    ${network.logGroupNames},
    ${prefixed(module, "worker_log_groups", "workers", ofWorkers("log_group_name"))},
    ${prefixed(module, "database_log_groups", "database", databaseLogs(input, data))},
    ${prefixed(module, "cache_log_groups", "caches", data.caches.logGroupNames)}
  )`;
}

/** By type; empty with an existing database. */
const databaseLogs = ({ existingDatabase }: Inputs, { cluster }: Data): Expression =>
  tf`${existingDatabase.given} ? {} : ${cluster.logGroupNames}`;

/** Saved queries over these log groups. */
export function logQueries(
  input: Inputs,
  { data, running, firewalls }: Pick<Parts, "data" | "running" | "firewalls">,
): LogQueries {
  const types = tf`(${databaseLogs(input, data)})`;
  return {
    ...jsonLogQueries({
      logGroupNames: tf`concat([${running.server.logGroupName}], values(${ofWorkers("log_group_name")}))`
        .list,
    }),
    ...queriesWhen(
      tf`contains(keys(${types}), "postgresql")`,
      postgresqlQueries({ logGroupName: tf`lookup(${types}, "postgresql", "none")`.string }),
    ),
    ...queriesWhen(
      firewalls.api.made,
      firewallQueries({ logGroupName: tf`coalesce(${firewalls.api.logGroupName}, "none")`.string }),
    ),
  };
}
