import type { Json, JsonObject } from "../../plan/format";
import { SENSITIVE } from "../../plan/secrets";
import { PlanModel } from "../../plan/model";
import { Side } from "../../plan/side";
import type { Sides } from "../../plan/sides";
import type { SyntaxReader } from "../../plan/expression/syntax";
import { PlanValues } from "../../plan/values";
import { type Planned, planned } from "../review/planned";

/** Resources by address, with their arguments. */
export type Resources = Readonly<Record<string, JsonObject>>;

/** Plans that keep a rule, plans that break it, and plans that it cannot judge. */
export interface Example {
  readonly good: readonly Resources[];
  readonly bad: readonly Resources[];
  readonly unjudged?: readonly Resources[];
  /** Values of the variables of the root module. */
  readonly variables?: JsonObject;
}

export type Examples = Readonly<Record<string, Example>>;

/** An attribute of another resource, which only the apply gives: `aws_kms_key.data.arn`. */
export const ref = (text: string): JsonObject => ({ $ref: text });

/** What only the apply gives, and no expression tells. */
export const unread = ref("local.hidden");

/** A plan that makes the resources, or one that leaves them as they are. */
export function sidesOf(
  resources: Resources,
  syntax: SyntaxReader,
  { there, variables = {} }: { readonly there: boolean; readonly variables?: JsonObject },
): Sides {
  const references = referencesIn(resources);
  const all = Object.entries(withNamed(resources)).map(([address, values]) =>
    there
      ? standing(address, values)
      : created(
          address,
          values,
          references.filter(([named]) => named === address).map(([, attribute]) => attribute),
        ),
  );
  const { plan } = planned(all, {
    variables: Object.fromEntries(Object.entries(variables).map(([name, value]) => [name, { value }])),
  });
  const model = new PlanModel(plan);
  const values = new PlanValues(model, syntax);
  return { before: new Side(model, values, "before"), after: new Side(model, values, "after") };
}

/** With the resources that others refer to and the example does not show. */
function withNamed(resources: Resources): Resources {
  return { ...Object.fromEntries(referencesIn(resources).map(([address]) => [address, {}])), ...resources };
}

/** Addresses of resources, and the attributes that others refer to. */
const referencesIn = (resources: Resources): (readonly [address: string, attribute: string])[] =>
  [...JSON.stringify(resources).matchAll(/"\$ref":"(\w+\.\w+)\.(\w+)"/g)].map(
    ([, address, attribute]) => [address!, attribute!] as const,
  );

function created(address: string, values: JsonObject, computed: readonly string[]): Planned {
  const entries = Object.entries(values);
  const byAws = ["id", "arn", ...computed].filter((name) => !(name in values));
  return {
    address,
    after: Object.fromEntries(entries.map(([name, value]) => [name, known(value!)])),
    unknown: {
      ...Object.fromEntries(byAws.map((name) => [name, true])),
      ...Object.fromEntries(
        entries.flatMap(([name, value]) => (holdsRef(value!) ? [[name, unknownOf(value!)]] : [])),
      ),
    },
    expressions: Object.fromEntries(entries.map(([name, value]) => [name, literal(value!)])),
  };
}

/** The same resources a day later, when AWS has given all. */
function standing(address: string, values: JsonObject): Planned {
  const resolved = Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, given(value!)]),
  ) as JsonObject;
  const side = { arn: given(ref(`${address}.arn`)), id: given(ref(`${address}.id`)), ...resolved };
  return {
    address,
    before: side,
    after: side,
    expressions: Object.fromEntries(Object.keys(values).map((name) => [name, literal(resolved[name]!)])),
  };
}

const isRef = (value: Json): value is { $ref: string } =>
  typeof value === "object" && value !== null && ("$ref" in value || "$expression" in value);

const holdsRef = (value: Json): boolean =>
  isRef(value) ||
  (typeof value === "object" &&
    value !== null &&
    Object.values(value).some((each) => holdsRef(each as Json)));

const mapped = (value: Json, change: (inner: Json) => Json): Json =>
  Array.isArray(value)
    ? value.map(change)
    : Object.fromEntries(Object.entries(value as JsonObject).map(([key, inner]) => [key, change(inner!)]));

function known(value: Json): Json {
  if (isRef(value)) return null;
  return typeof value === "object" && value !== null ? mapped(value, known) : value;
}

function unknownOf(value: Json): Json {
  if (isRef(value)) return true;
  return typeof value === "object" && value !== null ? mapped(value, unknownOf) : false;
}

function given(value: Json): Json {
  // Terraform marks what is secret, and readers of plans mask it.
  if (isRef(value))
    return /^random_password\./.test(value["$ref"]) ? SENSITIVE : value["$ref"].replace(/\.(\w+)$/, "/$1");
  return typeof value === "object" && value !== null ? mapped(value, given) : value;
}

/** A value as an expression in Terraform's JSON syntax. */
function literal(value: Json): Json {
  if (typeof value === "string") return value.replaceAll("${", "$${");
  if (isRef(value)) return "$expression" in value ? (value.$expression as string) : `\${${value["$ref"]}}`;
  return typeof value === "object" && value !== null ? mapped(value, literal) : value;
}

/** A policy with statements that allow something, and one more that cannot be read. */
export const halfRead = (...statements: readonly JsonObject[]): JsonObject => ({
  $expression: policy(...statements).replace(/\]\}$/, ',"${local.hidden}"]}'),
});

/** A policy of statements that allow something. */
export const policy = (...statements: readonly JsonObject[]): string =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: statements.map((each) => ({ Effect: "Allow", ...each })),
  });
