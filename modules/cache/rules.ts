import { apartHcl, dailyHcl, overlap, weeklyHcl, windowLocals } from "../../lib/aws/windows";
import { type Rule, rulesOver } from "../../lib/rules";
import { USER_SUFFIX } from "./credentials";
import type { inputs } from "./inputs";

const rule = rulesOver<typeof inputs>();

/** Length that ElastiCache allows for the ID of a replication group, a user or a user group. */
const ID_LENGTH = 40;
/** What a user's ID has in addition to the group's. */
const SUFFIX = USER_SUFFIX + 1;

/** Windows of all groups in minutes, null for a text of another form. */
const minutesHcl = (window: string): string =>
  `\${{for key, group in var.groups : key => try(${window}, null)}}`;

/** What only several inputs together can get wrong. */
export const rules: readonly Rule[] = [
  rule(["groups", "name"], {
    message: `must have a shorter name: <name>-<group> may have at most ${ID_LENGTH} characters`,
    check: ({ groups, name }) =>
      Object.keys(groups).filter((key) => name.length + 1 + key.length > ID_LENGTH),
    offenders: `[for key in keys(var.groups) : key if length("\${var.name}-\${key}") > ${ID_LENGTH}]`,
  }),
  rule(["groups", "name"], {
    message: `must have a shorter name: with a user, <name>-<group> may have at most ${ID_LENGTH - SUFFIX} characters`,
    check: ({ groups, name }) =>
      Object.keys(groups).filter((key) => {
        const length = name.length + 1 + key.length;
        return groups[key]!.user !== undefined && length <= ID_LENGTH && length > ID_LENGTH - SUFFIX;
      }),
    offenders:
      "[for key, group in var.groups : key if group.user != null && contains(" +
      `range(${ID_LENGTH - SUFFIX + 1}, ${ID_LENGTH + 1}), length("\${var.name}-\${key}"))]`,
  }),
  // With a second input, another variable carries it: the local values below lead back to groups.
  rule(["groups", "name"], {
    message: "must have a maintenanceWindow that does not overlap snapshotWindow",
    check: ({ groups }) =>
      Object.keys(groups).filter((key) =>
        overlap(groups[key]!.snapshotWindow, groups[key]!.maintenanceWindow),
      ),
    offenders:
      "[for key in keys(var.groups) : key if !try(" +
      `${apartHcl("local.snapshot_minutes[key]", "local.maintenance_minutes[key]")}, true)]`,
    locals: {
      ...windowLocals,
      snapshot_minutes: minutesHcl(dailyHcl("group.snapshot_window")),
      maintenance_minutes: minutesHcl(weeklyHcl("group.maintenance_window")),
    },
  }),
  rule(["subnetIds", "groups"], {
    message:
      "must be at least 2 subnets, in different availability zones, since a group has Multi-AZ (without it: multiAz = false)",
    check: ({ subnetIds, groups }) =>
      subnetIds.length > 1 || !Object.values(groups).some(({ multiAz, replicas }) => multiAz ?? replicas > 0),
    condition:
      "length(var.subnet_ids) > 1 || " +
      "length([for group in values(var.groups) : group if coalesce(group.multi_az, group.replicas > 0)]) == 0",
  }),
  rule(["groups", "clients"], {
    message: "must not have a client of the same name as one of clients, who may connect to every group",
    check: ({ groups, clients }) =>
      Object.keys(groups).filter((key) =>
        Object.keys(groups[key]!.clients).some((client) => Object.hasOwn(clients, client)),
      ),
    offenders:
      "[for key, group in var.groups : key if length(setintersection(keys(group.clients), keys(var.clients))) > 0]",
  }),
  rule(["groups", "clients"], {
    message: "must not have the security group of one of clients under another name: EC2 takes a rule once",
    check: ({ groups, clients }) =>
      Object.keys(groups).filter((key) =>
        Object.values(groups[key]!.clients).some((id) => Object.values(clients).includes(id)),
      ),
    offenders:
      "[for key, group in var.groups : key if " +
      "length(setintersection(values(group.clients), values(var.clients))) > 0]",
  }),
];
