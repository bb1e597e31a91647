import type { Json, JsonObject } from "../../plan/format";
import type { PlanModel, Resource } from "../../plan/model";
import { isSame } from "../attributes";
import type { Finding } from "../finding";
import type { AttributeChange } from "../types";

/** What ends when a resource of a firewall is destroyed. */
const PARTS: Readonly<Record<string, string>> = {
  aws_wafv2_web_acl: "All its rules end.",
  aws_wafv2_web_acl_association: "Requests are no longer checked by the web ACL.",
  aws_wafv2_web_acl_logging_configuration: "What the web ACL lets through and blocks is no longer recorded.",
  aws_wafv2_rule_group: "Its rules end.",
  aws_shield_protection: "Shield Advanced no longer protects the resource.",
};

/** Parts of firewalls whose every change is to be seen: they are compared by their arguments only. */
const OTHERS =
  /^aws_(wafv2_(regex_pattern_set|web_acl_association|web_acl_logging_configuration)|waf(regional)?_\w+|networkfirewall_\w+|shield_\w+)$/;

/** Protections of a web firewall that a plan weakens: a finding for each resource, a sentence for each rule. */
export function firewallDangers(model: PlanModel): Finding[] {
  return model.resources.flatMap((each): Finding[] => {
    const { type, action, address } = each;
    if (action === "delete" && PARTS[type])
      return [finding(each, `${address} is destroyed`, [PARTS[type]!], [])];
    if (action !== "update" && action !== "replace") return [];
    if (type === "aws_wafv2_web_acl" || type === "aws_wafv2_rule_group") return webAcl(each);
    if (type === "aws_wafv2_ip_set") return ipSet(each, model);
    if (OTHERS.test(type)) return other(each);
    return type === "aws_cloudfront_distribution" || type === "aws_apprunner_service"
      ? distribution(each)
      : [];
  });
}

function finding(
  each: Resource,
  what: string,
  why: readonly string[],
  causes: readonly AttributeChange[],
): Finding {
  return {
    kind: "firewall",
    address: each.address,
    what,
    why,
    causes,
    followers: [],
    fromExpression: false,
    accepted: {
      action: each.action,
      why: [...why].sort(),
      causes: causes.map(({ path, before, after }) => [path, before, after]),
    },
  };
}

interface Weakened {
  readonly words: string;
  readonly cause: AttributeChange;
}

function webAcl(each: Resource): Finding[] {
  const { before = {}, after = {} } = each;
  const found: Weakened[] = [];
  const olds = rulesOf(before);
  const news = rulesOf(after);
  for (const [name, old] of olds) {
    const now = news.get(name);
    // A rule that lets requests through, or only counts them, stops nothing.
    if (!now && STRENGTH[effectOf(old)]! > STRENGTH["count"]!)
      found.push(weakened(name, "", `The rule ${name} is gone.`, "there", "gone"));
    else if (!now) continue;
    else found.push(...rule(name, old, now));
  }
  for (const [name, now] of news)
    if (!olds.has(name) && effectOf(now) === "allow")
      found.push(
        weakened(
          name,
          "",
          `The new rule ${name} lets requests through that later rules would check.`,
          undefined,
          "allow",
        ),
      );
  for (const name of behind(olds, news))
    found.push(
      weakened(
        name,
        "priority",
        `${name}: a rule that lets requests through comes before it, and did not.`,
        undefined,
        undefined,
      ),
    );
  if (!isSame(before["rule_json"], after["rule_json"]))
    found.push({
      words: "Rules are given as JSON, and are not read: compare them.",
      cause: change("rule_json", before["rule_json"], after["rule_json"]),
    });
  if (!isSame(before["association_config"], after["association_config"]))
    found.push({
      words: "How much of a request is looked at changes.",
      cause: change("association_config", before["association_config"], after["association_config"]),
    });
  const defaults = [before, after].map((side) =>
    first(side["default_action"])["block"] !== undefined &&
    listOf(first(side["default_action"])["block"]).length > 0
      ? "block"
      : "allow",
  );
  if (defaults[0] === "block" && defaults[1] === "allow")
    found.push({
      words: "What no rule speaks of is allowed, and was blocked.",
      cause: change("default_action", "block", "allow"),
    });
  if (found.length === 0) return [];
  return [
    finding(
      each,
      `${each.address}: ${found.length === 1 ? "a protection is" : `${found.length} protections are`} weakened`,
      found.map(({ words }) => words),
      found.map(({ cause }) => cause),
    ),
  ];
}

/** Blocking rules that stand behind a rule which lets requests through, and did not. */
function behind(olds: ReadonlyMap<string, JsonObject>, news: ReadonlyMap<string, JsonObject>): string[] {
  const lets = (rules: ReadonlyMap<string, JsonObject>, name: string): string[] =>
    [...rules].flatMap(([other, each]) =>
      effectOf(each) === "allow" && Number(each["priority"]) < Number(rules.get(name)!["priority"])
        ? [other]
        : [],
    );
  return [...news.keys()].filter((name) => {
    if (!olds.has(name) || STRENGTH[effectOf(news.get(name)!)]! <= STRENGTH["count"]!) return false;
    const before = new Set(lets(olds, name));
    return lets(news, name).some((other) => olds.has(other) && !before.has(other));
  });
}

function rule(name: string, old: JsonObject, now: JsonObject): Weakened[] {
  const found: Weakened[] = [];
  const [was, will] = [effectOf(old), effectOf(now)];
  if (STRENGTH[will]! < STRENGTH[was]!)
    found.push(weakened(name, "action", `${name}: ${EFFECTS[was]} becomes ${EFFECTS[will]}.`, was, will));
  const [statement, next] = [old, now].map((each) => first(each["statement"]));
  const group = (each: JsonObject): JsonObject =>
    first(each["managed_rule_group_statement"] ?? each["rule_group_reference_statement"]);
  const overrides = [statement!, next!].map((each) => overridesOf(group(each)));
  for (const [inner, effect] of overrides[1]!)
    if (STRENGTH[effect]! < (STRENGTH[overrides[0]!.get(inner) ?? "block"] ?? 3))
      found.push(
        weakened(
          name,
          `rule_action_override["${inner}"]`,
          `${name}: its rule ${inner} only ${effect === "allow" ? "allows" : "counts"}.`,
          overrides[0]!.get(inner),
          effect,
        ),
      );
  const scopes = [statement!, next!].map((each) => scopeOf(each));
  if (!isSame(scopes[0], scopes[1]) && scopes[1] !== undefined)
    found.push(
      weakened(
        name,
        "scope_down_statement",
        scopes[0] === undefined
          ? `${name}: it looks at some requests only (scope-down statement).`
          : `${name}: other requests than before are looked at (scope-down statement).`,
        scopes[0],
        scopes[1],
      ),
    );
  const limits = [statement!, next!].map((each) => Number(first(each["rate_based_statement"])["limit"] ?? 0));
  if (limits[0]! > 0 && limits[1]! > limits[0]!)
    found.push(
      weakened(
        name,
        "limit",
        `${name}: ${limits[1]} requests are let through instead of ${limits[0]}.`,
        limits[0],
        limits[1],
      ),
    );
  const plain = (each: JsonObject): JsonObject => withoutScope(each);
  if (found.length === 0 && !isSame(plain(statement!), plain(next!)))
    found.push(weakened(name, "statement", `${name}: its condition changes.`, statement, next));
  const priorities = [old, now].map((each) => Number(each["priority"]));
  if (effectOf(now) === "allow" && priorities[1]! < priorities[0]!)
    found.push(
      weakened(
        name,
        "priority",
        `${name}: it lets requests through before more rules than before.`,
        priorities[0],
        priorities[1],
      ),
    );
  return found;
}

const STRENGTH: Readonly<Record<string, number>> = {
  allow: 0,
  count: 1,
  captcha: 2,
  challenge: 2,
  block: 3,
  group: 3,
};
const EFFECTS: Readonly<Record<string, string>> = {
  allow: "allowing",
  count: "counting only",
  captcha: "a CAPTCHA",
  challenge: "a challenge",
  block: "blocking",
  group: "blocking as the group says",
};

/** What a rule does with what it matches. A group does what its rules say, unless it only counts. */
function effectOf(each: JsonObject): string {
  const action = first(each["action"]);
  for (const name of ["allow", "count", "captcha", "challenge", "block"])
    if (listOf(action[name]).length > 0) return name;
  return listOf(first(each["override_action"])["count"]).length > 0 ? "count" : "group";
}

/** Rules within a group that do something else than the group says. */
function overridesOf(group: JsonObject): Map<string, string> {
  const overrides = new Map<string, string>();
  for (const each of listOf(group["rule_action_override"]) as JsonObject[]) {
    const use = first(each["action_to_use"]);
    const effect = ["allow", "count", "captcha", "challenge", "block"].find(
      (name) => listOf(use[name]).length > 0,
    );
    if (effect) overrides.set(String(each["name"]), effect);
  }
  for (const each of listOf(group["excluded_rule"]) as JsonObject[])
    overrides.set(String(each["name"]), "count");
  return overrides;
}

function scopeOf(statement: JsonObject): Json | undefined {
  for (const name of ["managed_rule_group_statement", "rate_based_statement"]) {
    const scope = first(statement[name])["scope_down_statement"];
    if (listOf(scope).length > 0) return scope;
  }
  return undefined;
}

const withoutScope = (statement: JsonObject): JsonObject =>
  JSON.parse(
    JSON.stringify(statement, (key, value: unknown) =>
      ["scope_down_statement", "rule_action_override", "limit"].includes(key) ? undefined : value,
    ),
  ) as JsonObject;

const rulesOf = (side: JsonObject): Map<string, JsonObject> =>
  new Map((listOf(side["rule"]) as JsonObject[]).map((each) => [String(each["name"]), each]));

const listOf = (value: unknown): unknown[] =>
  Array.isArray(value) ? value : value === undefined || value === null ? [] : [value];
const first = (value: unknown): JsonObject => (listOf(value)[0] ?? {}) as JsonObject;

const change = (path: string, before: unknown, after: unknown): AttributeChange => ({
  path,
  before,
  after,
  unknown: false,
  fromExpression: false,
  forces: false,
});

const weakened = (rule: string, part: string, words: string, before: unknown, after: unknown): Weakened => ({
  words,
  cause: change(`rule[${JSON.stringify(rule)}]${part ? `.${part}` : ""}`, before, after),
});

/** A list of addresses that a rule lets through, or keeps out. */
function ipSet(each: Resource, model: PlanModel): Finding[] {
  const [olds, news] = [each.before, each.after].map(
    (side) => new Set(listOf(side?.["addresses"]).map(String)),
  );
  const added = [...news!].filter((address) => !olds!.has(address));
  const removed = [...olds!].filter((address) => !news!.has(address));
  if (added.length + removed.length === 0) return [];
  const users = model.resources.filter(
    ({ after }) => after && JSON.stringify(after["rule"] ?? null).includes(String(each.before?.["arn"])),
  );
  return [
    finding(
      each,
      `${each.address}: its addresses change`,
      [
        ...(added.length > 0
          ? [
              `Added: ${added.slice(0, 20).join(", ")}${added.length > 20 ? ` and ${added.length - 20} more` : ""}.`,
            ]
          : []),
        ...(removed.length > 0
          ? [
              `Removed: ${removed.slice(0, 20).join(", ")}${removed.length > 20 ? ` and ${removed.length - 20} more` : ""}.`,
            ]
          : []),
        ...(users.length > 0 ? [`Used by ${users.map(({ address }) => address).join(", ")}.`] : []),
      ],
      [change("addresses", [...olds!].sort(), [...news!].sort())],
    ),
  ];
}

function other(each: Resource): Finding[] {
  const { before = {}, after = {}, unknown } = each;
  const changed = [...new Set([...Object.keys(before), ...Object.keys(after)])]
    .filter((name) => !/^(id|arn|tags|tags_all|lock_token|update_token|timeouts)$/.test(name))
    .filter((name) => unknown[name] === true || !isSame(before[name], after[name]));
  if (changed.length === 0) return [];
  return [
    finding(
      each,
      each.action === "replace" ? `${each.address} is replaced` : `${each.address} changes`,
      [
        `${changed.join(", ")}: compare them; until the new one is there, nothing is checked or recorded by it.`,
      ],
      changed.map((name) =>
        change(name, before[name], unknown[name] === true ? "known after apply" : after[name]),
      ),
    ),
  ];
}

function distribution(each: Resource): Finding[] {
  const [was, will] = [each.before?.["web_acl_id"], each.after?.["web_acl_id"]];
  if (!was || was === will || each.unknown["web_acl_id"] === true) return [];
  return [
    finding(
      each,
      will ? `${each.address} gets another web ACL` : `${each.address} is no longer behind its web ACL`,
      [will ? `Instead of ${String(was)}.` : "Requests are no longer checked."],
      [change("web_acl_id", was, will)],
    ),
  ];
}
