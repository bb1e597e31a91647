import type { Json, JsonObject } from "../plan/format";
import type { PlanModel, Resource } from "../plan/model";
import { isSame } from "./attributes";
import type { Drift, DriftRow } from "./types";

/** Attributes that the provider reads back although other resources manage what is in them: the type and the attribute, and those resources. */
const READ_BACKS: Readonly<Record<string, ReadBack>> = {
  "aws_security_group.ingress": {
    words: "ingress rule",
    children: /^aws_(vpc_security_group_ingress_rule|security_group_rule)$/,
    of: "security_group_id",
    isManaged: isManagedRule,
  },
  "aws_security_group.egress": {
    words: "egress rule",
    children: /^aws_(vpc_security_group_egress_rule|security_group_rule)$/,
    of: "security_group_id",
    isManaged: isManagedRule,
  },
  "aws_iam_role.inline_policy": {
    words: "inline policy",
    children: /^aws_iam_role_policy$/,
    of: "role",
    isManaged: (item, child) => item["name"] === child["name"],
  },
  "aws_iam_role.managed_policy_arns": {
    words: "attached policy",
    children: /^aws_iam_role_policy_attachment$/,
    of: "role",
    isManaged: (item, child) => item["value"] === child["policy_arn"],
  },
  "aws_route_table.route": {
    words: "route",
    children: /^aws_(route|vpc_endpoint.*)$/,
    of: "route_table_id",
    isManaged: isManagedRoute,
  },
  "aws_network_acl.ingress": {
    words: "ingress rule",
    children: /^aws_network_acl_rule$/,
    of: "network_acl_id",
    isManaged: (item, child) => item["rule_no"] === child["rule_number"],
  },
  "aws_network_acl.egress": {
    words: "egress rule",
    children: /^aws_network_acl_rule$/,
    of: "network_acl_id",
    isManaged: (item, child) => item["rule_no"] === child["rule_number"],
  },
};

interface ReadBack {
  readonly words: string;
  readonly children: RegExp;
  /** The attribute by which a child names its parent. */
  readonly of: string;
  readonly isManaged: (item: JsonObject, child: JsonObject) => boolean;
}

/**
 * What others have changed since the last apply. Terraform lists every read-back here, most of which mean nothing: what counts is what
 * the plan sets back, what it leaves, and what stands beside the resources that Terraform manages.
 */
export function driftOf(model: PlanModel): Drift {
  const undone: DriftRow[] = [];
  const kept: DriftRow[] = [];
  const foreign: DriftRow[] = [];
  let folded = 0;
  for (const each of model.drift) {
    const found = foreignIn(each, model);
    const planned = model.resource(each.address);
    foreign.push(...found);
    if (each.action === "delete") {
      if (planned?.action === "create")
        undone.push({ address: each.address, what: "Somebody has deleted it: this plan creates it again." });
      else
        kept.push({
          address: each.address,
          what: "Somebody has deleted it, and the configuration no longer has it.",
        });
      continue;
    }
    const names = driftedNames(each);
    const back = names.filter(
      (name) =>
        planned?.after &&
        isSame(planned.after[name], each.before?.[name]) &&
        !isSame(planned.after[name], each.after?.[name]),
    );
    const stay = names.filter((name) => !back.includes(name) && isGiven(each, name));
    for (const name of back)
      undone.push({
        address: each.address,
        what: `${name}: ${text(each.after?.[name])} is set back to ${text(each.before?.[name])}.`,
      });
    for (const name of stay)
      kept.push({
        address: each.address,
        what: `${name}: ${text(each.before?.[name])} has become ${text(each.after?.[name])}, and stays so.`,
      });
    if (back.length + stay.length + found.length === 0) folded += 1;
  }
  return { undone: merged(undone), kept: merged(kept), foreign, folded };
}

/** Several attributes of a resource are one row. */
function merged(rows: readonly DriftRow[]): DriftRow[] {
  const byAddress = new Map<string, string[]>();
  for (const { address, what } of rows) byAddress.set(address, [...(byAddress.get(address) ?? []), what]);
  return [...byAddress].map(([address, whats]) => ({ address, what: whats.join(" ") }));
}

function driftedNames(each: Resource): string[] {
  const { before = {}, after = {} } = each;
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(
    (name) =>
      !isSame(withoutFalse(before[name]), withoutFalse(after[name])) &&
      !READ_BACKS[`${each.type}.${name}`] &&
      name !== "tags_all",
  );
}

/** What is off and what is not given read back alike. */
const withoutFalse = (value: Json | undefined): Json | undefined =>
  value === undefined
    ? undefined
    : (JSON.parse(JSON.stringify(value), (_, inner: Json) => (inner === false ? null : inner)) as Json);

/** Whether an attribute is what the configuration gives: the provider's own findings, like the time of a change, are no drift. */
const isGiven = ({ block, before }: Resource, name: string): boolean =>
  block?.expressions?.[name] !== undefined && before?.[name] !== undefined && before[name] !== null;

function foreignIn(each: Resource, model: PlanModel): DriftRow[] {
  const parent = model.resource(each.address);
  return Object.entries(READ_BACKS).flatMap(([key, readBack]): DriftRow[] => {
    const [type, attribute] = key.split(".") as [string, string];
    if (each.type !== type || each.block?.expressions?.[attribute] !== undefined) return [];
    const names = [each.after, parent?.before]
      .flatMap((side) => [side?.["id"], side?.["name"], side?.["arn"]])
      .filter((name) => name);
    const children = model.resources.filter(
      (child) =>
        readBack.children.test(child.type) &&
        [child.before, child.after].some((side) => side && belongs(side, readBack.of, names)),
    );
    const was = itemsOf(each.before?.[attribute]);
    return itemsOf(each.after?.[attribute])
      .filter((item) => !was.some((old) => isSame(old, item)))
      .filter(
        (item) =>
          !children.some((child) =>
            [child.before, child.after].some((side) => side && readBack.isManaged(item, side)),
          ),
      )
      .map((item) => ({ address: each.address, what: `${readBack.words}: ${wordsOf(item)}` }));
  });
}

const belongs = (child: JsonObject, of: string, names: readonly unknown[]): boolean =>
  names.includes(child[of]) ||
  (Array.isArray(child["route_table_ids"]) && child["route_table_ids"].some((id) => names.includes(id)));

const itemsOf = (value: Json | undefined): JsonObject[] =>
  (Array.isArray(value) ? value : []).map((item) =>
    typeof item === "object" && item !== null ? (item as JsonObject) : { value: item },
  );

function isManagedRule(item: JsonObject, child: JsonObject): boolean {
  const has = (name: string, value: Json | undefined): boolean =>
    Array.isArray(item[name]) && (item[name] as readonly Json[]).includes(value ?? null);
  const all = (child["ip_protocol"] ?? child["protocol"]) === "-1";
  return (
    (all || (item["from_port"] === child["from_port"] && item["to_port"] === child["to_port"])) &&
    (has("cidr_blocks", child["cidr_ipv4"]) ||
      has("ipv6_cidr_blocks", child["cidr_ipv6"]) ||
      has("prefix_list_ids", child["prefix_list_id"]) ||
      has("security_groups", child["referenced_security_group_id"]) ||
      (item["self"] === true && child["referenced_security_group_id"] === child["security_group_id"]) ||
      isSame(item["cidr_blocks"], child["cidr_blocks"]))
  );
}

function isManagedRoute(item: JsonObject, child: JsonObject): boolean {
  return (
    (item["cidr_block"] !== "" && item["cidr_block"] === child["destination_cidr_block"]) ||
    (item["ipv6_cidr_block"] !== "" && item["ipv6_cidr_block"] === child["destination_ipv6_cidr_block"]) ||
    (item["destination_prefix_list_id"] !== "" &&
      (item["destination_prefix_list_id"] === child["destination_prefix_list_id"] ||
        item["destination_prefix_list_id"] === child["prefix_list_id"])) ||
    (String(item["gateway_id"]).startsWith("vpce-") && item["gateway_id"] === child["id"])
  );
}

/** What is in an item, without what is empty. */
const wordsOf = (item: JsonObject): string =>
  Object.entries(item)
    .filter(([, value]) => !isSame(value, null) && value !== false)
    .map(([name, value]) => (name === "value" ? text(value) : `${name} ${text(value)}`))
    .join(", ");

function text(value: Json | undefined): string {
  const words = typeof value === "string" ? value : (JSON.stringify(value) ?? "nothing");
  return words.length > 300 ? `${words.slice(0, 300)}… (${words.length} characters)` : words;
}
