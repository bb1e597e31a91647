import type { JsonObject } from "../../plan/format";
import type { PlanModel, Resource } from "../../plan/model";
import { hasUnknown } from "../../plan/overlay";
import type { PlanValues } from "../../plan/values";
import { attributeChanges, isSame } from "../attributes";
import type { Finding } from "../finding";
import { COMPARED, OPENINGS, SETTINGS } from "./openings";

/** What no longer keeps anyone out when it is destroyed. */
const BARRIERS: Readonly<Record<string, string>> = {
  aws_s3_bucket_public_access_block: "The bucket's ACL and policy may make it public from then on.",
  aws_s3_account_public_access_block:
    "ACLs and policies may make any bucket of the account public from then on.",
  aws_network_acl: "Its subnets get the default ACL, which lets everything through.",
  aws_network_acl_rule: "If it denies, what it kept out comes in.",
  aws_lb_listener_rule: "If it denies, what it kept out comes in.",
};

/** Routes that lead to the internet or into other networks. */
const GATEWAYS = [
  "gateway_id",
  "egress_only_gateway_id",
  "nat_gateway_id",
  "vpc_peering_connection_id",
  "transit_gateway_id",
  "vpc_endpoint_id",
  "network_interface_id",
];

/** Lists of ranges and addresses that other rules refer to, and rules that are blocks of a resource. */
const LISTS: Readonly<Record<string, readonly string[]>> = {
  aws_ec2_managed_prefix_list: ["entry"],
  aws_ec2_managed_prefix_list_entry: ["cidr"],
  aws_network_acl: ["ingress", "egress"],
  aws_default_network_acl: ["ingress", "egress"],
  aws_route_table: ["route"],
  aws_default_route_table: ["route"],
  aws_main_route_table_association: ["route_table_id"],
  aws_route_table_association: ["route_table_id"],
  aws_eip_association: ["instance_id", "network_interface_id"],
  aws_network_interface_sg_attachment: ["security_group_id"],
};

/** Switches, barriers, routes and lists that a plan opens. The switches of what is made are its design, but for those that open to everybody. */
export function exposures(model: PlanModel, values: PlanValues): Finding[] {
  const gone = new Set(
    model.resources
      .filter(({ action, type }) => action === "delete" && !BARRIERS[type])
      .flatMap(({ before }) => [before?.["id"], before?.["arn"]]),
  );
  return model.resources.flatMap((each): Finding[] => {
    const { action, type, before = {} } = each;
    // With the bucket or the network that it is of, nothing is left to keep out of.
    const of = ["bucket", "vpc_id", "network_acl_id", "listener_arn"].map((name) => before[name]);
    if (action === "delete" && BARRIERS[type] && !of.some((id) => id !== undefined && gone.has(id)))
      return [finding(each, values, `${each.address} is destroyed`, [BARRIERS[type]], [])];
    if (action !== "update" && action !== "replace" && action !== "create") return [];
    return [
      ...opened(each, values),
      ...settings(each, values),
      ...listed(each, values),
      ...routed(each, values, model),
      ...aclRule(each, values),
    ];
  });
}

/** Arguments that open something, and did not. */
function opened(each: Resource, values: PlanValues): Finding[] {
  if (!each.type.startsWith("aws_")) return [];
  const before = new Map<string, unknown[]>();
  for (const [name, value] of leaves(each.before ?? {}))
    before.set(name, [...(before.get(name) ?? []), value]);
  const words = new Set<string>();
  const names = new Set<string>();
  for (const [name, value, top] of leaves(each.after ?? {})) {
    const opening = Object.hasOwn(OPENINGS, name) ? OPENINGS[name] : undefined;
    if (!opening?.opens(value) || before.get(name)?.some((was) => opening.opens(was))) continue;
    // A new load balancer, subnet or listener is the way into what is new.
    if (
      !each.before &&
      /^aws_(lb|alb|elb|subnet|lb_listener|lb_target_group|elastic_beanstalk)/.test(each.type)
    )
      continue;
    if (name === "protocol" && (!/listener/.test(each.type) || !each.before)) continue;
    words.add(opening.words);
    names.add(top);
  }
  if (each.before)
    for (const [name, sentence] of Object.entries(COMPARED)) {
      const [was, will] = [each.before, each.after ?? {}].map((side) => find(side, name));
      if (isSame((was ?? null) as never, (will ?? null) as never)) continue;
      words.add(sentence);
      for (const top of Object.keys(each.before))
        if (top === name || find(each.before[top], name) !== undefined) names.add(top);
    }
  // What is not known may be open.
  for (const name of Object.keys(each.unknown))
    if (
      each.before &&
      OPENINGS[name] &&
      hasUnknown(each.unknown[name]) &&
      values.expressionOf(each, name) !== undefined &&
      each.action === "update"
    ) {
      words.add(`${name} is known only after the apply`);
      names.add(name);
    }
  if (words.size === 0) return [];
  const [first] = words;
  return [
    finding(
      each,
      values,
      `${each.address}: it ${first!.replace(/^its /, "changes: its ")}`,
      [...words].map((word) => `${word}.`),
      [...names],
    ),
  ];
}

/** The texts, numbers and switches of a value, with their own names and that of the argument which they are in. */
function leaves(values: JsonObject): (readonly [string, unknown, string])[] {
  const walk = (value: unknown, name: string, top: string): (readonly [string, unknown, string])[] => {
    if (typeof value !== "object" || value === null) return [[name, value, top]];
    return Object.entries(value).flatMap(([key, inner]) =>
      walk(inner, Array.isArray(value) ? name : key, top || key),
    );
  };
  return walk(values, "", "");
}

function find(value: unknown, name: string): unknown {
  if (typeof value !== "object" || value === null) return undefined;
  if (!Array.isArray(value) && Object.hasOwn(value, name)) return (value as JsonObject)[name];
  for (const inner of Object.values(value)) {
    const found = find(inner, name);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Settings of an Elastic Beanstalk environment that decide about reach and rights. */
function settings(each: Resource, values: PlanValues): Finding[] {
  if (!each.before || !each.type.startsWith("aws_elastic_beanstalk_")) return [];
  const why = attributeChanges(each, values).flatMap(({ path, after }) => {
    const match = /^setting\[(".*")\]/.exec(path);
    const name = match ? (JSON.parse(match[1]!) as string).split(" ")[1] : undefined;
    const value = typeof after === "object" && after !== null ? (after as JsonObject)["value"] : after;
    const words = name && Object.hasOwn(SETTINGS, name) ? SETTINGS[name]!(String(value ?? "")) : undefined;
    return words ? [`${name}: ${words}.`] : [];
  });
  return why.length === 0
    ? []
    : [finding(each, values, `${each.address}: settings of reach and rights change`, why, ["setting"])];
}

function listed(each: Resource, values: PlanValues): Finding[] {
  const names = (LISTS[each.type] ?? []).filter(
    (name) => !isSame(each.before?.[name], each.after?.[name]) && each.unknown[name] !== true,
  );
  if (
    names.length === 0 ||
    (each.action === "create" && !/_(entry|eip_association|attachment)$/.test(each.type))
  )
    return [];
  return [
    finding(
      each,
      values,
      `${each.address}: ${names.join(" and ")} change`,
      ["Whatever refers to it lets others through than before."],
      names,
    ),
  ];
}

function routed(each: Resource, values: PlanValues, model: PlanModel): Finding[] {
  if (each.type !== "aws_route" || model.fromNothing) return [];
  const known = [
    ...GATEWAYS,
    "destination_cidr_block",
    "destination_ipv6_cidr_block",
    "destination_prefix_list_id",
  ];
  if (known.every((name) => isSame(each.before?.[name], each.after?.[name]) && each.unknown[name] !== true))
    return [];
  const table = each.after?.["route_table_id"];
  // A table that is made in this plan is of subnets that are.
  if (typeof table !== "string") return [];
  const to = GATEWAYS.find((name) => each.after?.[name] || each.unknown[name] === true) ?? "another target";
  const destination = String(
    each.after?.["destination_cidr_block"] ?? each.after?.["destination_ipv6_cidr_block"] ?? "a prefix list",
  );
  return [
    finding(
      each,
      values,
      `${destination} is routed to ${to.replace(/_id$/, "").replaceAll("_", " ")}`,
      [`The route table ${table} was there before: what is in its subnets gets a way to ${destination}.`],
      known,
    ),
  ];
}

function aclRule(each: Resource, values: PlanValues): Finding[] {
  if (each.type !== "aws_network_acl_rule") return [];
  const [was, will] = [each.before, each.after].map((side) => side?.["rule_action"]);
  if ((will !== "allow" && was !== "deny") || typeof each.after?.["network_acl_id"] !== "string") return [];
  const source = String(each.after["cidr_block"] ?? each.after["ipv6_cidr_block"]);
  const way = each.after["egress"] === true ? "out to" : "in from";
  return [
    finding(
      each,
      values,
      will === "allow"
        ? `the network ACL lets traffic ${way} ${source} through`
        : `the network ACL denies less`,
      [`Rule ${String(each.after["rule_number"])} of an ACL that was there before.`],
      ["cidr_block", "ipv6_cidr_block", "rule_action", "protocol", "from_port", "to_port", "rule_number"],
    ),
  ];
}

function finding(
  each: Resource,
  values: PlanValues,
  what: string,
  why: readonly string[],
  attributes: readonly string[],
): Finding {
  const causes = attributeChanges(each, values).filter(({ path }) =>
    attributes.includes(path.split(/[.[]/)[0]!),
  );
  return {
    kind: "reach",
    address: each.address,
    what,
    why,
    causes,
    followers: [],
    fromExpression: causes.some(({ fromExpression }) => fromExpression),
    accepted: {
      action: each.action,
      why,
      causes: causes.map(({ path, after }) => [path, after]),
      attributes: attributes.map((name) => [name, each.after?.[name] ?? null]),
    },
  };
}
