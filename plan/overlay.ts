import {
  isUnknown,
  isValueObject,
  Unknown,
  unknownsIn,
  type Value,
  type ValueObject,
} from "./expression/unknown";
import type { Json, JsonObject } from "./format";
import type { Resource } from "./model";

/** What the provider computes has no expression. */
export function computed(
  resource: Resource,
  name: string,
  value: Json | undefined,
  unknown: Json | undefined,
): Value {
  if (unknown === true || value === undefined || value === null)
    return new Unknown(`${resource.address}.${name}`, true);
  return overlaid(value, unknown, `${resource.address}.${name}`);
}

export const isBlocks = (value: Value): value is readonly ValueObject[] =>
  Array.isArray(value) && value.length > 0 && value.every((each) => isValueObject(each as Value));

/** A value of the plan with its unknown parts as they are read from the expression, where that has them. */
export function filledIn(own: Value, read: Value | undefined): Value {
  if (isUnknown(own)) return read ?? own;
  if (isBlocks(own)) {
    const candidates = (Array.isArray(read) ? (read as Value[]) : [read]).filter(isValueObject);
    return own.map((block) => {
      const at = candidates.findIndex((candidate) => mayBe(block, candidate));
      return filledIn(block, at < 0 ? undefined : candidates.splice(at, 1)[0]);
    });
  }
  if (!isValueObject(own)) return own;
  return Object.fromEntries(
    Object.entries(own).map(([key, inner]) => [
      key,
      filledIn(inner, isValueObject(read) ? read[key] : undefined),
    ]),
  );
}

/** Whether a block of the plan may be one of the configuration: what both know of it is the same. */
const mayBe = (block: ValueObject, candidate: ValueObject): boolean =>
  Object.entries(block).every(([key, inner]) => {
    const other = candidate[key];
    const [a, b] = [inner, other].map((each) => (typeof each === "object" ? undefined : each));
    return a === undefined || b === undefined || unknownsIn(String(b)).length > 0 || String(a) === String(b);
  });

function overlaid(value: Json | undefined, unknown: Json | undefined, text: string): Value {
  if (unknown === true) return new Unknown(text, true);
  if (typeof value !== "object" || value === null || typeof unknown !== "object" || unknown === null)
    return (value ?? null) as Value;
  const keys = [...new Set([...Object.keys(value), ...Object.keys(unknown)])];
  const entries = keys.map(
    (key) =>
      [key, overlaid((value as JsonObject)[key], (unknown as JsonObject)[key], `${text}.${key}`)] as const,
  );
  return Array.isArray(value) ? entries.map(([, each]) => each) : Object.fromEntries(entries);
}

export const hasUnknown = (unknown: Json | undefined): boolean =>
  unknown === true ||
  (typeof unknown === "object" &&
    unknown !== null &&
    Object.values(unknown).some((each) => hasUnknown(each as Json)));
