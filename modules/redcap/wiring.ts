import { type Expression, tf } from "../../lib/expression";
import { local } from "../../lib/local";
import type { ModuleStack } from "../../lib/stack";
import type { NetworkWiring } from "../foundation/network";
import {
  accessLogQueries,
  firewallQueries,
  jobQueries,
  type LogQueries,
  mysqlLoginQueries,
  mysqlSlowQueries,
  phpQueries,
  queriesWhen,
} from "../monitoring/presets";
import type { Guard } from "./firewall";

/** What the parts are connected by. */
interface Parts {
  readonly network: NetworkWiring;
  /** Load balancers by colour: the outputs of their module. */
  readonly balancers: Expression;
  readonly beanstalk: Record<"instanceRoleName" | "instanceSecurityGroupId" | "logGroupNames", Expression>;
  readonly database: Record<"securityGroupId" | "logGroupNames", Expression>;
  readonly firewalls: Readonly<Record<"regional" | "edge", Guard>>;
  /** Log group of cron, mail and upgrades. */
  readonly logGroupName: string;
}

/** Descriptions of the outputs of `wiring`. */
export const wiringOutputs = {
  instanceRoleName: "Name of the instances' role, to which you attach policies of your own.",
  subnetIds: "IDs of the subnets by tier: public, app, data.",
  routeTableIds:
    "IDs of the route tables by tier, for routes to peered VPCs and hospital networks; empty with existing_network.",
  natPublicIps:
    "Addresses from which instances reach the internet, for others' allow lists; empty with existing_network.",
  securityGroupIds: "IDs of the security groups: instances, database, and load_balancers by colour.",
  logGroupNames:
    "Log groups: application (cron, mail, upgrades), network, firewall, edge_firewall (in us-east-1), database/<type>, instances/<colour>/<file>.",
};

/** What callers connect their own resources to. */
export function wiring(module: ModuleStack, parts: Parts): Record<keyof typeof wiringOutputs, Expression> {
  const { network, balancers, beanstalk, database, firewalls } = parts;
  const named = (id: string, prefix: string, groups: Expression) =>
    local(module, id, tf`{for key, name in ${groups} : join("/", [${prefix}, key]) => name}`);
  const single = local(module, "single_log_groups", {
    application: parts.logGroupName,
    firewall: firewalls.regional.logGroupName,
    edge_firewall: firewalls.edge.logGroupName,
  });
  return {
    instanceRoleName: beanstalk.instanceRoleName,
    subnetIds: network.subnetIds,
    routeTableIds: network.routeTableIds,
    natPublicIps: network.natPublicIps,
    securityGroupIds: local(module, "security_group_ids", {
      instances: beanstalk.instanceSecurityGroupId,
      database: database.securityGroupId,
      load_balancers: tf`{for colour, balancer in ${balancers} : colour => balancer.security_group_id}`,
    }),
    logGroupNames: tf`merge(
      {for purpose, name in ${single} : purpose => name if name != null},
      ${network.logGroupNames},
      ${named("database_log_groups", "database", database.logGroupNames)},
      ${named("instance_log_groups", "instances", beanstalk.logGroupNames)}
    )`,
  };
}

/** Saved queries over these log groups. */
export function logQueries({
  beanstalk,
  database,
  firewalls,
  logGroupName,
}: Omit<Parts, "network" | "balancers">): LogQueries {
  const types = database.logGroupNames;
  const has = (type: string) => tf`contains(keys(${types}), ${type})`;
  const group = (type: string) => ({ logGroupName: tf`lookup(${types}, ${type}, "none")`.string });
  const files = (ending: string) =>
    tf`[for key, name in ${beanstalk.logGroupNames} : name if endswith(key, ${ending})]`.list;
  return {
    ...jobQueries({ logGroupName, pattern: "/cron/" }),
    ...phpQueries({ logGroupNames: files("/php-fpm/www-error.log") }),
    ...accessLogQueries({
      logGroupNames:
        tf`[for key, name in ${beanstalk.logGroupNames} : name if can(regex("/access[._]log$", key))]`.list,
    }),
    ...queriesWhen(has("audit"), mysqlLoginQueries(group("audit"))),
    ...queriesWhen(has("slowquery"), mysqlSlowQueries(group("slowquery"))),
    ...queriesWhen(
      firewalls.regional.made,
      firewallQueries({ logGroupName: tf`coalesce(${firewalls.regional.logGroupName}, "none")`.string }),
    ),
  };
}
