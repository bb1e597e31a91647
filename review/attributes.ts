import { readable, readableValue, isUnread } from "../plan/expression/unknown";
import type { Json, JsonObject } from "../plan/format";
import { type Resource } from "../plan/model";
import { hasUnknown } from "../plan/overlay";
import type { PlanValues } from "../plan/values";
import type { AttributeChange } from "./types";

/** Lists of blocks that are compared by what names each block, and not by its place in the list. */
const KEYS: Readonly<Record<string, readonly string[]>> = {
  "aws_elastic_beanstalk_environment.setting": ["namespace", "name", "resource"],
  "aws_elastic_beanstalk_configuration_template.setting": ["namespace", "name", "resource"],
  "aws_wafv2_web_acl.rule": ["name"],
  "aws_wafv2_rule_group.rule": ["name"],
  "aws_rds_cluster_parameter_group.parameter": ["name"],
  "aws_db_parameter_group.parameter": ["name"],
  "aws_s3_bucket_lifecycle_configuration.rule": ["id"],
  "aws_backup_plan.rule": ["rule_name"],
};

/** The attributes of a resource that change, the forcing ones first. What only the provider computes is left out. */
export function attributeChanges(resource: Resource, values: PlanValues): AttributeChange[] {
  const { before = {}, after = {}, unknown, forcedBy } = resource;
  const names = [...new Set([...Object.keys(before), ...Object.keys(after), ...Object.keys(unknown)])].sort();
  const changes = names.flatMap((name): AttributeChange[] => {
    const forces = forcedBy.some(([first]) => first === name);
    if (name === "tags_all" && "tags" in before) return [];
    if (hasUnknown(unknown[name])) return unknownChange(resource, values, name, forces);
    return differences(resource.type, name, before[name] ?? null, after[name] ?? null).map((each) => ({
      ...each,
      unknown: false,
      fromExpression: false,
      forces,
      ...(forces ? expressionIn(resource, values, name) : {}),
    }));
  });
  return changes.sort((a, b) => Number(b.forces) - Number(a.forces));
}

function unknownChange(
  resource: Resource,
  values: PlanValues,
  name: string,
  forces: boolean,
): AttributeChange[] {
  const expression = values.expressionOf(resource, name);
  const computed = expression === undefined && values.referencesOf(resource, name).length === 0;
  if (computed && !forces && !nestedIn(resource, name)) return [];
  const value = values.after(resource, name);
  const unread = isUnread(value);
  return [
    {
      path: name,
      before: shown(resource.before?.[name]),
      after: shownText(readableValue(value)),
      unknown: unread,
      fromExpression: true,
      forces,
      ...expressionIn(resource, values, name),
    },
  ];
}

/** Whether an attribute that has unknown parts is a block of the configuration. */
const nestedIn = ({ block }: Resource, name: string): boolean => Array.isArray(block?.expressions?.[name]);

function expressionIn(resource: Resource, values: PlanValues, name: string): { expression?: string } {
  const text = values.expressionOf(resource, name);
  return typeof text === "string" && text.includes("${")
    ? { expression: text.replace(/^\$\{([^]*)\}$/, "$1") }
    : {};
}

interface Difference {
  readonly path: string;
  readonly before?: unknown;
  readonly after?: unknown;
}

/** What differs between two values, by path. A value that is not given and one that is empty are the same: providers mix them up. */
function differences(type: string, path: string, before: Json, after: Json): Difference[] {
  if (isSame(before, after)) return [];
  const keys = KEYS[`${type}.${path}`];
  if (keys && Array.isArray(before) && Array.isArray(after)) return keyed(path, keys, before, after);
  if (isPlain(before) && isPlain(after))
    return [...new Set([...Object.keys(before), ...Object.keys(after)])]
      .sort()
      .flatMap((key) => differences(type, `${path}.${key}`, before[key] ?? null, after[key] ?? null));
  if (Array.isArray(before) && Array.isArray(after) && before.length === 1 && after.length === 1)
    return differences(type, path, before[0] ?? null, after[0] ?? null);
  return [{ path, before: shown(before), after: shown(after) }];
}

function keyed(
  path: string,
  keys: readonly string[],
  before: readonly Json[],
  after: readonly Json[],
): Difference[] {
  const nameOf = (each: Json): string =>
    keys
      .map((key) => (isPlain(each) ? each[key] : undefined))
      .filter((part) => part)
      .join(" ");
  const [olds, news] = [before, after].map((list) => new Map(list.map((each) => [nameOf(each), each])));
  return [...new Set([...olds!.keys(), ...news!.keys()])].sort().flatMap((name): Difference[] => {
    const at = `${path}[${JSON.stringify(name)}]`;
    const [was, will] = [olds!.get(name), news!.get(name)];
    if (was === undefined || will === undefined)
      return [{ path: at, before: shown(was), after: shown(will) }];
    return differences("", at, was, will);
  });
}

const isPlain = (value: Json | undefined): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Equal, where nothing and empty are the same at every depth. */
export const isSame = (a: Json | undefined, b: Json | undefined): boolean => canonical(a) === canonical(b);

function canonical(value: Json | undefined): string {
  if (value === null || value === undefined || value === "") return "null";
  if (Array.isArray(value)) return value.length === 0 ? "null" : `[${value.map(canonical).join(",")}]`;
  if (typeof value !== "object") return JSON.stringify(value);
  const entries = Object.entries(value)
    .map(([key, each]) => [key, canonical(each as Json)] as const)
    .filter(([, text]) => text !== "null")
    .sort(([x], [y]) => (x < y ? -1 : 1));
  return entries.length === 0
    ? "null"
    : `{${entries.map(([key, text]) => `${JSON.stringify(key)}:${text}`).join(",")}}`;
}

/** A value as it is shown: documents as what they say. */
function shown(value: Json | undefined): unknown {
  return shownText(value === null ? undefined : value);
}

function shownText(value: unknown): unknown {
  if (typeof value !== "string") return value ?? undefined;
  const text = readable(value);
  if (!/^\s*[[{]/.test(text)) return text;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}
