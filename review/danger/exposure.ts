import type { JsonObject } from "../../plan/format";
import type { PlanModel, Resource } from "../../plan/model";
import type { PlanValues } from "../../plan/values";
import { attributeChanges } from "../attributes";
import type { Finding } from "../finding";

/** A switch that opens something to the internet, or to other accounts. */
interface Switch {
  readonly attribute: string;
  readonly opens: (value: unknown) => boolean;
  readonly words: string;
}

const is =
  (wanted: unknown) =>
  (value: unknown): boolean =>
    value === wanted;

const SWITCHES: Readonly<Record<string, readonly Switch[]>> = {
  aws_rds_cluster_instance: [
    { attribute: "publicly_accessible", opens: is(true), words: "gets a public address" },
  ],
  aws_db_instance: [{ attribute: "publicly_accessible", opens: is(true), words: "gets a public address" }],
  aws_subnet: [
    {
      attribute: "map_public_ip_on_launch",
      opens: is(true),
      words: "gives public addresses to all that starts in it",
    },
  ],
  aws_instance: [
    { attribute: "associate_public_ip_address", opens: is(true), words: "gets a public address" },
  ],
  aws_lb: [{ attribute: "internal", opens: is(false), words: "faces the internet" }],
  aws_s3_bucket_public_access_block: [
    { attribute: "block_public_acls", opens: is(false), words: "accepts public ACLs" },
    { attribute: "block_public_policy", opens: is(false), words: "accepts public policies" },
    { attribute: "ignore_public_acls", opens: is(false), words: "obeys public ACLs" },
    { attribute: "restrict_public_buckets", opens: is(false), words: "lets everybody use a public policy" },
  ],
  aws_s3_bucket_acl: [
    {
      attribute: "acl",
      opens: (value) => /^(public|authenticated)/.test(String(value)),
      words: "is open to everybody",
    },
  ],
  aws_lambda_function_url: [
    { attribute: "authorization_type", opens: is("NONE"), words: "can be called by everybody" },
  ],
  aws_opensearch_domain: [],
};

/** What no longer keeps everybody out when it is destroyed. */
const BARRIERS: Readonly<Record<string, string>> = {
  aws_s3_bucket_public_access_block: "The bucket's ACL and policy may make it public from then on.",
  aws_s3_account_public_access_block:
    "ACLs and policies may make any bucket of the account public from then on.",
  aws_network_acl: "Its subnets get the default ACL, which lets everything through.",
};

/** Routes that lead to the internet or into other networks. */
const GATEWAYS = [
  "gateway_id",
  "egress_only_gateway_id",
  "nat_gateway_id",
  "vpc_peering_connection_id",
  "transit_gateway_id",
  "vpc_endpoint_id",
];

/** Switches, barriers, routes and ACLs that a plan opens. What a plan makes from nothing has its switches in its design. */
export function exposures(model: PlanModel, values: PlanValues): Finding[] {
  const buckets = new Set(
    model.resources
      .filter(({ type, action }) => type === "aws_s3_bucket" && action === "delete")
      .map(({ module }) => module),
  );
  return model.resources.flatMap((each) => {
    if (each.action === "delete" && BARRIERS[each.type] && !buckets.has(each.module))
      return [finding(each, values, `${each.address} is destroyed`, [BARRIERS[each.type]!], [])];
    if (each.action !== "update" && each.action !== "replace" && each.action !== "create") return [];
    return [...switched(each, values, model), ...routed(each, values, model), ...aclRule(each, values)];
  });
}

function switched(each: Resource, values: PlanValues, model: PlanModel): Finding[] {
  const opened = (SWITCHES[each.type] ?? []).filter(
    ({ attribute, opens }) =>
      opens(each.after?.[attribute]) &&
      each.unknown[attribute] !== true &&
      !(each.before && opens(each.before[attribute])),
  );
  // A new load balancer or public subnet is no more than a new environment's way in.
  if (
    opened.length === 0 ||
    (!each.before && (each.type === "aws_lb" || each.type === "aws_subnet") && model.fromNothing)
  )
    return [];
  return [
    finding(
      each,
      values,
      `${each.address} ${opened[0]!.words}`,
      opened.map(({ attribute, words }) => `${attribute}: it ${words}.`),
      opened.map(({ attribute }) => attribute),
    ),
  ];
}

function routed(each: Resource, values: PlanValues, model: PlanModel): Finding[] {
  if (each.type !== "aws_route" || model.fromNothing) return [];
  const target = (side: JsonObject | undefined): string =>
    GATEWAYS.map((name) => side?.[name])
      .filter((value) => value)
      .join(", ");
  const to = GATEWAYS.find((name) => each.after?.[name] || each.unknown[name] === true) ?? "another target";
  // A NAT gateway leads out, and nobody in; a new table of a new subnet is no change of an old one.
  if (target(each.before) === target(each.after) && each.action === "update") return [];
  const table = each.after?.["route_table_id"];
  if (typeof table !== "string" || each.action === "replace") return [];
  const destination = String(
    each.after?.["destination_cidr_block"] ?? each.after?.["destination_ipv6_cidr_block"] ?? "a prefix list",
  );
  return [
    finding(
      each,
      values,
      `${destination} is routed to ${to.replace(/_id$/, "").replaceAll("_", " ")}`,
      [`The route table ${table} was there before: what is in its subnets gets a way to ${destination}.`],
      [...GATEWAYS, "destination_cidr_block"],
    ),
  ];
}

function aclRule(each: Resource, values: PlanValues): Finding[] {
  if (each.type !== "aws_network_acl_rule" || each.after?.["rule_action"] !== "allow") return [];
  if (typeof each.after["network_acl_id"] !== "string") return [];
  const source = String(each.after["cidr_block"] ?? each.after["ipv6_cidr_block"]);
  return [
    finding(
      each,
      values,
      `the network ACL lets ${source} through`,
      [`Rule ${String(each.after["rule_number"])} of an ACL that was there before.`],
      ["cidr_block", "ipv6_cidr_block", "rule_action", "from_port", "to_port"],
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
    fromExpression: false,
    accepted: {
      action: each.action,
      attributes: attributes.map((name) => [name, each.after?.[name] ?? null]),
    },
  };
}
