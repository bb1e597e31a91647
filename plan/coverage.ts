import { knownParts, type Unknown, unknownsIn } from "./expression/unknown";
import { escaped } from "./pattern";
import { containsRange } from "./ranges";
import type { Statement } from "./statements";

/** Tells whether a text that has unknown parts may be what another one was: `known` is a text without such parts. */
export type SameUnknown = (unknown: Unknown, known: string) => boolean;

/** What of a statement others do not allow (or deny), or nothing: of each principal, each action on each resource. */
export function uncovered(
  statement: Statement,
  others: readonly Statement[],
  same: SameUnknown,
): Statement | undefined {
  const candidates = others.filter(
    (other) => other.effect === statement.effect && asConstrained(statement, other, same),
  );
  if (candidates.some((other) => JSON.stringify(withoutSid(other)) === JSON.stringify(withoutSid(statement))))
    return undefined;
  const open = partsOf(statement).filter((part) => !candidates.some((other) => allows(other, part, same)));
  if (open.length === 0) return undefined;
  const unique = (values: readonly string[]): string[] => [...new Set(values)];
  const kept = (
    name: "actions" | "resources" | "principals",
    of: "action" | "resource" | "principal",
  ): readonly string[] => (statement[name].length > 0 ? unique(open.map((part) => part[of] ?? "")) : []);
  return {
    ...statement,
    actions: kept("actions", "action"),
    resources: kept("resources", "resource"),
    principals: kept("principals", "principal"),
  };
}

/** One principal, action and resource of a statement; where it has a list of exceptions, that list stands for them. */
interface Part {
  readonly principal?: string;
  readonly notPrincipals?: readonly string[];
  readonly action?: string;
  readonly notActions?: readonly string[];
  readonly resource?: string;
  readonly notResources?: readonly string[];
}

function partsOf(statement: Statement): Part[] {
  const { principals, notPrincipals, actions, notActions, resources, notResources } = statement;
  const who: Part[] =
    notPrincipals.length > 0
      ? [{ notPrincipals }]
      : principals.length > 0
        ? principals.map((principal) => ({ principal }))
        : [{}];
  const what: Part[] = notActions.length > 0 ? [{ notActions }] : actions.map((action) => ({ action }));
  const where: Part[] =
    notResources.length > 0
      ? [{ notResources }]
      : (resources.length > 0 ? resources : ["*"]).map((resource) => ({ resource }));
  return who.flatMap((a) => what.flatMap((b) => where.map((c) => ({ ...a, ...b, ...c }))));
}

const withoutSid = (statement: Statement): object => ({ ...statement, sid: "" });

function allows(other: Statement, part: Part, same: SameUnknown): boolean {
  const action = (pattern: string, value: string): boolean =>
    covers(pattern.toLowerCase(), value.toLowerCase(), same);
  const resource = (pattern: string, value: string): boolean => covers(pattern, value, same);
  const on = other.resources.length > 0 || other.notResources.length > 0 ? other.resources : ["*"];
  return (
    isAmong(
      other.principals,
      other.notPrincipals,
      part.principal,
      part.notPrincipals,
      (pattern, value) => matchesPrincipal(pattern, value, same),
      other.principals.length === 0 && other.notPrincipals.length === 0,
    ) &&
    isAmong(other.actions, other.notActions, part.action, part.notActions, action, false) &&
    isAmong(on, other.notResources, part.resource, part.notResources, resource, false)
  );
}

/** Whether what a part speaks of is among a list, or not among its exceptions. `none`: the list is not given, as principals are not in a policy of an identity. */
function isAmong(
  list: readonly string[],
  exceptions: readonly string[],
  value: string | undefined,
  excepted: readonly string[] | undefined,
  matches: (pattern: string, value: string) => boolean,
  none: boolean,
): boolean {
  if (value === undefined && excepted === undefined) return none;
  // Everything but some is within everything but fewer, and within everything.
  if (excepted !== undefined)
    return (
      list.includes("*") ||
      (exceptions.length > 0 &&
        exceptions.every((each) => excepted.some((pattern) => matches(pattern, each))))
    );
  if (exceptions.length > 0)
    return (
      !/[*?]/.test(value!) &&
      unknownsIn(value!).length === 0 &&
      !exceptions.some((pattern) => matches(pattern, value!))
    );
  return list.some((pattern) => matches(pattern, value!));
}

/** Whether `other` has no condition that `statement` does not have, too: then whatever the statement allows, `other` does. */
function asConstrained(statement: Statement, other: Statement, same: SameUnknown): boolean {
  // Names of keys and operators have no case.
  const given = new Map(
    Object.entries(statement.conditions).map(([key, values]) => [key.toLowerCase(), values]),
  );
  return Object.entries(other.conditions).every(([key, allowed]) => {
    const values = given.get(key.toLowerCase());
    if (!values) return false;
    const operator = key.split(" ")[0]!;
    const within = /IpAddress/i.test(operator)
      ? containsRange
      : /Like/i.test(operator)
        ? (pattern: string, value: string) => covers(pattern, value, same)
        : (wanted: string, value: string) =>
            wanted === value || (!/[*?]/.test(wanted) && covers(wanted, value, same));
    // Of a negative condition, more values constrain more.
    return /Not/i.test(operator)
      ? allowed.every((each) => values.some((value) => within(value, each)))
      : values.every((value) => allowed.some((each) => within(each, value)));
  });
}

const matchesPrincipal = (pattern: string, value: string, same: SameUnknown): boolean =>
  pattern === "*" ||
  accountOf(pattern) === accountOf(value) ||
  (!pattern.includes("*") && covers(pattern, value, same));

/** An account is named by its ID or by its root. */
const accountOf = (principal: string): string =>
  principal.replace(/^AWS:(?:arn:[^:]*:iam::)?(\d{12})(?::root)?$/, "AWS:$1");

/** Whether a pattern with `*` and `?` matches all that another pattern matches. Unknown parts of either are compared by `same`. */
export function covers(pattern: string, value: string, same: SameUnknown): boolean {
  if (pattern === value || pattern === "*") return true;
  const unknowns = [...unknownsIn(pattern), ...unknownsIn(value)];
  if (unknowns.length === 0) return wildcard(pattern).test(value);
  // One has an unknown part: the other must have, in its place, what that part was.
  const [open, known] = unknownsIn(value).length > 0 ? [value, pattern] : [pattern, value];
  if (unknownsIn(known).length > 0) return false;
  const names = unknownsIn(open);
  const match = new RegExp(`^${knownParts(open).map(escaped).join("(.+?)")}$`, "s").exec(known);
  return match !== null && names.every((unknown, i) => same(unknown, match[i + 1]!));
}

const wildcard = (pattern: string): RegExp =>
  new RegExp(
    `^${pattern
      .split(/([*?])/)
      .map((part) => (part === "*" ? ".*" : part === "?" ? "[^*]" : escaped(part)))
      .join("")}$`,
    "s",
  );
