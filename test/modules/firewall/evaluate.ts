import { labelOf } from "../../../modules/firewall/managed-rules";
import { detectors } from "./detectors";
import type { Rule, Statement } from "./web-acl";

/** A request as the firewall sees it. */
export interface Request {
  readonly method: string;
  /** As it was sent: encoded, not normalized. */
  readonly path: string;
  readonly query: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly address: string;
  readonly country: string;
}

/** A request of a browser in a hospital, with what is special about it. */
export function request(
  method: string,
  url: string,
  changes: Partial<Pick<Request, "headers" | "body" | "address" | "country">> = {},
): Request {
  const [path = "", query = ""] = url.split(/\?(.*)/s);
  return {
    method,
    path,
    query,
    body: "",
    address: "192.0.2.10",
    country: "US",
    ...changes,
    headers: { host: "api.example.edu", "user-agent": "Mozilla/5.0", ...changes.headers },
  };
}

/** A web ACL as it is planned. */
export interface WebAcl {
  readonly rule: readonly Rule[];
  readonly default_action: readonly Readonly<Record<string, readonly unknown[]>>[];
  readonly scope: string;
  readonly association_config?: readonly {
    readonly request_body: readonly {
      readonly cloudfront: readonly { readonly default_size_inspection_limit: string }[];
    }[];
  }[];
}

type Block = Readonly<Record<string, unknown>>;
/** The addresses of an IP set by its ARN. */
export type Sets = Readonly<Record<string, readonly string[]>>;

/**
 * What a web ACL does with a request: `allow`, or the rule that blocks it, a managed one as `<group>/<rule>`. WAF's own order: rules by
 * priority until one ends it; those that count add their labels.
 */
export function verdict(acl: WebAcl, given: Request, sets: Sets = {}): string {
  const labels = new Set<string>();
  const inspected = { ...given, body: given.body.slice(0, inspectedBytes(acl)) };
  for (const rule of acl.rule.toSorted((a, b) => a.priority - b.priority)) {
    const [statement] = rule.statement;
    const [group] = statement!["managed_rule_group_statement"] ?? [];
    if (group) {
      const ended = managed(rule, group, { given, inspected, labels, sets });
      if (ended) return ended;
    } else if (holds(statement!, { given, inspected, labels, sets })) {
      const action = chosen(rule.action[0]!);
      if (action === "allow") return "allow";
      if (action === "block") return rule.name;
    }
  }
  return chosen(acl.default_action[0]!) === "allow" ? "allow" : "default";
}

/** The limits that a request counts for, by the names of their rules. */
export function countedBy(acl: WebAcl, given: Request, sets: Sets = {}): string[] {
  const seen = { given, inspected: given, labels: new Set<string>(), sets };
  return acl.rule.flatMap(({ name, statement: [statement] }) => {
    const [limit] = statement!["rate_based_statement"] ?? [];
    if (!limit) return [];
    const [scope] = (limit["scope_down_statement"] ?? []) as Statement[];
    return !scope || holds(scope, seen) ? [name] : [];
  });
}

interface Seen {
  readonly given: Request;
  /** With the part of its body that is inspected. */
  readonly inspected: Request;
  readonly labels: Set<string>;
  readonly sets: Sets;
}

/** 8 KB of the body behind a load balancer, 16 to 64 behind CloudFront. */
function inspectedBytes({ scope, association_config: [config] = [] }: WebAcl): number {
  if (scope !== "CLOUDFRONT") return 8192;
  const limit = config?.request_body[0]?.cloudfront[0]?.default_size_inspection_limit ?? "KB_16";
  return Number(limit.replace("KB_", "")) * 1024;
}

/** The one block that is there of those that exclude each other. */
const chosen = (blocks: Readonly<Record<string, unknown>>): string =>
  Object.keys(blocks).find((name) => (blocks[name] as readonly unknown[] | null)?.length)!;

function managed(rule: Rule, group: Block, seen: Seen): string | undefined {
  const [scope] = (group["scope_down_statement"] ?? []) as Statement[];
  if (scope && !holds(scope, seen)) return undefined;
  const overrides = group["rule_action_override"] as { name: string; action_to_use: Block[] }[];
  const observed = chosen(rule.override_action![0]!) === "count";
  const rules = detectors[group["name"] as string];
  if (!rules) throw new Error(`no detectors for ${group["name"] as string}`);
  for (const [name, matches] of Object.entries(rules)) {
    if (!matches(seen.given, seen.inspected.body)) continue;
    seen.labels.add(labelOf(group["name"] as string, name)!);
    const override = overrides.find((one) => one.name === name);
    const action = override ? chosen(override.action_to_use[0]!) : "block";
    if (action === "count") continue;
    return observed ? undefined : `${rule.name}/${name}`;
  }
  return undefined;
}

function holds(statement: Statement, seen: Seen): boolean {
  const type = chosen(statement);
  const [block] = statement[type]!;
  const nested = (block!["statement"] ?? []) as Statement[];
  const kinds: Readonly<Record<string, () => boolean>> = {
    and_statement: () => nested.every((one) => holds(one, seen)),
    or_statement: () => nested.some((one) => holds(one, seen)),
    not_statement: () => !holds(nested[0]!, seen),
    label_match_statement: () => seen.labels.has(block!["key"] as string),
    geo_match_statement: () => (block!["country_codes"] as string[]).includes(seen.given.country),
    ip_set_reference_statement: () => (seen.sets[block!["arn"] as string] ?? []).includes(seen.given.address),
    regex_match_statement: () =>
      pathMatches(
        block!["regex_string"] as string,
        seen.given.path,
        (block!["text_transformation"] as { type: string }[]).some(({ type }) => type !== "NONE"),
      ),
    // One request is below every limit.
    rate_based_statement: () => false,
  };
  return kinds[type]!();
}

/** Decoded, then normalized, as the module's transformations say; or as it was sent, where there is none. */
function pathMatches(pattern: string, path: string, transformed: boolean): boolean {
  if (!transformed) return new RegExp(pattern).test(path);
  const normalized = new URL(`http://host${decodeURIComponent(path).replace(/\/+/g, "/")}`).pathname;
  return new RegExp(pattern.replace("(?i)", ""), "i").test(decodeURIComponent(normalized));
}
