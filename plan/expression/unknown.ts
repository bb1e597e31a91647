/** A value that only the apply gives, or that could not be read. */
export class Unknown {
  /**
   * `text` is what it is in words: the address and attribute of the resource that gives it, or the expression. `read` is false where more
   * than a name may hide behind it: anything could be the result.
   */
  constructor(
    readonly text: string,
    readonly read: boolean,
    /** In a list: it stands for any number of elements. */
    readonly many = false,
  ) {}
}

export type Value = null | boolean | number | string | Unknown | readonly Value[] | ValueObject;
export interface ValueObject {
  readonly [name: string]: Value;
}

/** Characters that stand around the unknown part of a text. They are of the private use area: no text that Terraform accepts has a meaning for them. */
const READ = "\uE000";
const UNREAD = "\uE001";
const END = "\uE002";

export const isUnknown = (value: unknown): value is Unknown => value instanceof Unknown;

/** Whether a value is an object, and no list. */
export const isValueObject = (value: Value | undefined): value is ValueObject =>
  typeof value === "object" && value !== null && !Array.isArray(value) && !isUnknown(value);

/** An unknown value as part of a text. */
export const marked = ({ text, read }: Unknown): string => `${read ? READ : UNREAD}${text}${END}`;

/** The unknown values within a text. */
export const unknownsIn = (text: string): Unknown[] =>
  [...text.matchAll(/([\uE000\uE001])([^\uE002]*)\uE002/g)].map(
    ([, start, name]) => new Unknown(name!, start === READ),
  );

/** What is known of a text, before, between and behind its unknown parts. */
export const knownParts = (text: string): string[] => text.split(/[\uE000\uE001][^\uE002]*\uE002/);

/** Whether a value, or a part of it at any depth, could not be read. */
export function isUnread(value: Value): boolean {
  if (isUnknown(value)) return !value.read;
  if (typeof value === "string") return value.includes(UNREAD);
  return (
    typeof value === "object" &&
    value !== null &&
    Object.values(value).some((inner) => isUnread(inner as Value))
  );
}

/** A text for people: unknown parts stand in ‹ ›. */
export const readable = (text: string): string => text.replace(/[\uE000\uE001]/g, "‹").replaceAll(END, "›");

/** A value for people and JSON. */
export function readableValue(value: Value): unknown {
  if (isUnknown(value)) return `‹${value.text}›`;
  if (typeof value === "string") return readable(value);
  if (Array.isArray(value)) return value.map(readableValue);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [readable(key), readableValue(inner as Value)]),
  );
}

/** Takes the marks out of what comes from outside, so that nobody can write one. */
export const withoutMarks = (text: string): string => text.replace(/[\uE000-\uE002]/g, "\uFFFD");
