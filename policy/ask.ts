import { isUnknown, isUnread, readable, type Value } from "../plan/expression/unknown";
import type { Resource } from "../plan/model";
import { objectsIn, type Side } from "../plan/side";
import type { Verdict } from "./rule";

/** An argument's value; null where nobody gives one and the provider chooses. */
export function given(side: Side, resource: Resource, name: string): Value {
  const value = side.value(resource, name);
  return isUnknown(value) && value.read && value.text === `${resource.address}.${name}` ? null : value;
}

/** Whether an argument has a value, be it one that only the apply gives; undefined where that cannot be read. */
export function isGiven(side: Side, resource: Resource, name: string): boolean | undefined {
  return isThere(given(side, resource, name));
}

/** Whether there is a value; undefined where that cannot be read. */
export function isThere(value: Value | undefined): boolean | undefined {
  if (isUnknown(value)) return value.read ? true : undefined;
  return (
    value !== undefined && value !== null && value !== "" && !(Array.isArray(value) && value.length === 0)
  );
}

/** The failure of a resource that lacks a value; what cannot be read is no failure. */
export function lacks(side: Side, resource: Resource, name: string, message = `${name} is missing`): Verdict {
  return verdict(isGiven(side, resource, name), message, `${name} cannot be read`);
}

/** The failure of a resource unless the value of an argument is right: `isRight` gets null where nobody gives one. */
export function unless(
  side: Side,
  resource: Resource,
  name: string,
  isRight: (value: Value) => boolean,
  message: string,
): Verdict {
  const value = given(side, resource, name);
  return isUnknown(value) ? { unread: `${name} is ${shown(value)}` } : isRight(value) ? undefined : message;
}

/** The failure of a resource unless an argument is true. Providers have some as text. */
export const unlessTrue = (side: Side, resource: Resource, name: string, message = `${name} is not true`) =>
  unless(side, resource, name, isTrue, message);

export const isTrue = (value: Value | undefined): boolean => value === true || value === "true";

export function verdict(answer: boolean | undefined, message: string, unread: string): Verdict {
  return answer === undefined ? { unread } : answer ? undefined : message;
}

/** The first failure; else the first that cannot be judged. */
export const worstOf = (...verdicts: readonly Verdict[]): Verdict =>
  verdicts.find((each) => typeof each === "string") ?? verdicts.find((each) => each !== undefined);

/** The blocks of an argument; "unread" where they could be any. */
export function blocksOf(
  side: Side,
  resource: Resource,
  name: string,
): readonly Readonly<Record<string, Value>>[] | "unread" {
  const value = side.value(resource, name);
  if (isUnknown(value)) return value.text === `${resource.address}.${name}` ? [] : "unread";
  // Where one of the blocks is sensitive, all are masked.
  return typeof value === "string" ? "unread" : objectsIn(value);
}

/**
 * The resources of a type that belong to another one, as an argument of theirs says: versioning to a bucket. "unread" where there is none,
 * and one that could not be read may be it.
 */
export function companions(
  side: Side,
  type: string,
  argument: string,
  resource: Resource,
): readonly Resource[] | "unread" {
  const found = side.naming(type, argument, resource);
  if (found.length > 0) return found;
  return side.ofType(type).some((each) => isUnread(side.value(each, argument))) ? "unread" : [];
}

/** The failure of a resource without a companion, or the first of the companions' own. */
export function companionVerdict(
  side: Side,
  resource: Resource,
  { type, argument, message }: { readonly type: string; readonly argument: string; readonly message: string },
  check: (companion: Resource) => Verdict = () => undefined,
): Verdict {
  const found = companions(side, type, argument, resource);
  if (found === "unread")
    return { unread: `a resource of type ${type} has a ${argument} that cannot be read` };
  if (found.length === 0) return message;
  // One that is right is enough: two of a kind are two ways to write the same.
  const verdicts = found.map(check);
  return verdicts.includes(undefined) ? undefined : worstOf(...verdicts);
}

/** A value as text, for sentences. */
export const shown = (value: Value | undefined): string =>
  isUnknown(value)
    ? `‹${value.text}›`
    : typeof value === "string"
      ? readable(value)
      : JSON.stringify(value ?? null);

/** The items of a list; "unread" where it is none that can be read. */
export function itemsOf(value: Value | undefined): readonly Value[] | "unread" {
  if (value === undefined || value === null) return [];
  if (isUnknown(value)) return "unread";
  return Array.isArray(value) ? (value as readonly Value[]) : [value];
}

/** Whether a listener speaks TLS; undefined where its protocol cannot be told. */
export function speaksTls(side: Side, listener: Resource): boolean | undefined {
  const protocol = given(side, listener, "protocol");
  return isUnknown(protocol) ? undefined : protocol === "HTTPS" || protocol === "TLS";
}

/** An option setting of an Elastic Beanstalk environment: undefined where it has none of that name. */
export function settingOf(
  side: Side,
  environment: Resource,
  namespace: string,
  name: string,
): Value | undefined | "unread" {
  const settings = blocksOf(side, environment, "setting");
  if (settings === "unread") return "unread";
  return settings.find((each) => each["namespace"] === namespace && each["name"] === name)?.["value"];
}

/** The failure of an Elastic Beanstalk environment unless an option setting is right. */
export function unlessSetting(
  side: Side,
  environment: Resource,
  namespace: string,
  name: string,
  isRight: (value: Value | undefined) => boolean,
  message: string,
): Verdict {
  const value = settingOf(side, environment, namespace, name);
  // A value that only the apply gives is one; which, nobody knows.
  if (value === "unread" || (isUnknown(value) && !value.read))
    return { unread: `${namespace} ${name} cannot be read` };
  if (isRight(value)) return undefined;
  return isUnknown(value) ? { unread: `${namespace} ${name} is ${shown(value)}` } : message;
}
