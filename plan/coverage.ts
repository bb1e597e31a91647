import { type Unknown, unknownsIn } from "./expression/unknown";
import type { Statement } from "./statements";

/** Tells whether a text that has unknown parts may be what another one was: `known` is a text without such parts. */
export type SameUnknown = (unknown: Unknown, known: string) => boolean;

/** What of a statement others do not allow (or deny), or nothing. */
export function uncovered(
  statement: Statement,
  others: readonly Statement[],
  same: SameUnknown,
): Statement | undefined {
  const candidates = others.filter(
    (other) =>
      other.effect === statement.effect &&
      isWithin(
        statement.principals,
        statement.notPrincipals,
        other.principals,
        other.notPrincipals,
        matchesPrincipal(same),
      ) &&
      asConstrained(statement, other, same),
  );
  if (statement.notActions.length > 0 || statement.notResources.length > 0)
    return candidates.some(
      (other) => JSON.stringify(withoutSid(other)) === JSON.stringify(withoutSid(statement)),
    )
      ? undefined
      : statement;
  const resources = statement.resources.length > 0 ? statement.resources : ["*"];
  const pairs = statement.actions.flatMap((action) => resources.map((resource) => ({ action, resource })));
  const open = pairs.filter(
    ({ action, resource }) => !candidates.some((other) => allows(other, action, resource, same)),
  );
  if (open.length === 0 && pairs.length > 0) return undefined;
  const unique = (values: readonly string[]): string[] => [...new Set(values)];
  return {
    ...statement,
    actions: unique(open.map(({ action }) => action)),
    resources: statement.resources.length > 0 ? unique(open.map(({ resource }) => resource)) : [],
  };
}

const withoutSid = (statement: Statement): object => ({ ...statement, sid: "" });

function allows(other: Statement, action: string, resource: string, same: SameUnknown): boolean {
  if (other.notActions.length > 0 || other.notResources.length > 0) return false;
  const on = other.resources.length > 0 ? other.resources : ["*"];
  return (
    other.actions.some((pattern) => covers(pattern.toLowerCase(), action.toLowerCase(), same)) &&
    on.some((pattern) => covers(pattern, resource, same))
  );
}

/** Whether `other` has no condition that `statement` does not have, too: then whatever the statement allows, `other` does. */
const asConstrained = (statement: Statement, other: Statement, same: SameUnknown): boolean =>
  Object.entries(other.conditions).every(([key, allowed]) => {
    const values = statement.conditions[key];
    if (!values) return false;
    // Of a negative condition, more values constrain more.
    return /Not/.test(key.split(" ")[0]!)
      ? allowed.every((each) =>
          values.some((value) => covers(each, value, same) && covers(value, each, same)),
        )
      : values.every((value) => allowed.some((each) => covers(each, value, same)));
  });

function isWithin(
  inner: readonly string[],
  notInner: readonly string[],
  outer: readonly string[],
  notOuter: readonly string[],
  matches: (pattern: string, value: string) => boolean,
): boolean {
  if (notInner.length > 0 || notOuter.length > 0)
    return JSON.stringify([inner, notInner]) === JSON.stringify([outer, notOuter]);
  if (inner.length === 0) return outer.length === 0;
  return inner.every((value) => outer.some((pattern) => matches(pattern, value)));
}

const matchesPrincipal =
  (same: SameUnknown) =>
  (pattern: string, value: string): boolean =>
    pattern === "*" || pattern === value || (!pattern.includes("*") && covers(pattern, value, same));

/** Whether a pattern with `*` and `?` matches all that another pattern matches. Unknown parts of either are compared by `same`. */
export function covers(pattern: string, value: string, same: SameUnknown): boolean {
  if (pattern === value || pattern === "*") return true;
  const unknowns = [...unknownsIn(pattern), ...unknownsIn(value)];
  if (unknowns.length === 0) return wildcard(pattern).test(value);
  // One has an unknown part: the other must have, in its place, what that part was.
  const [open, known] = unknownsIn(value).length > 0 ? [value, pattern] : [pattern, value];
  if (unknownsIn(known).length > 0) return false;
  const names = unknownsIn(open);
  const match = new RegExp(
    `^${open
      .split(/[\uE000\uE001][^\uE002]*\uE002/)
      .map(escaped)
      .join("(.+?)")}$`,
    "s",
  ).exec(known);
  return match !== null && names.every((unknown, i) => same(unknown, match[i + 1]!));
}

const escaped = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");

const wildcard = (pattern: string): RegExp =>
  new RegExp(
    `^${pattern
      .split(/([*?])/)
      .map((part) => (part === "*" ? ".*" : part === "?" ? "." : escaped(part)))
      .join("")}$`,
    "s",
  );
