import type { ConfigurationModule, Json, JsonObject, PlanFile, StateModule, ValueChange } from "./format";
import { withoutMarks } from "./expression/unknown";
import { isObject } from "./format";
import { marksApplied } from "./marks";
import { escaped } from "./pattern";
import type { ModuleSource, Sources } from "./sources";
import { isSecretByName, looksRandom, SENSITIVE, secretsWithin } from "./secrets";

/** A secret that stands in clear where it should not: in the configuration, or in a value that Terraform does not know to be sensitive. */
export interface SecretInClear {
  /** Where it stands: addresses with the path within, `aws_db_instance.old.password`. Never the value. */
  readonly places: readonly string[];
}

export interface MaskedPlan {
  /** The plan without any sensitive value, at any depth. */
  readonly plan: PlanFile;
  /** The files of its modules without them. */
  readonly sources?: Sources;
  readonly inClear: readonly SecretInClear[];
}

/** Sensitive texts are looked for everywhere from this length on; shorter ones are part of ordinary words. */
const LONG_ENOUGH = 6;
const LONG_ENOUGH_ALONE = 4;
/** Lines of a secret that are secrets, like those of a key. */
const LONG_LINE = 12;

/**
 * Takes every sensitive value out of a plan, before anything else reads it: what Terraform marks, what is called like a secret or begins
 * like one, and the same text wherever else it stands, in a policy, a user data script, an output or a message.
 */
export function mask(plan: PlanFile, sources?: Sources): MaskedPlan {
  const secrets = new Secrets();
  collect(plan, secrets);
  for (const [calls, source] of sources ?? []) inFiles(calls, source, secrets);
  const clean = secrets.cleaner();
  return {
    plan: clean(marksApplied(plan)) as PlanFile,
    sources:
      sources && new Map([...sources].map(([calls, source]) => [calls, clean(source) as ModuleSource])),
    inClear: secrets.inClear(),
  };
}

/** The secrets of a plan, and where they stand in clear. */
class Secrets {
  private readonly places = new Map<string, Set<string>>();

  /** A value that Terraform marks. */
  add(value: Json | undefined): void {
    if (typeof value === "string") {
      if (
        value.length < LONG_ENOUGH_ALONE ||
        /^(true|false|null|[\d.]+\/\d+|[\da-f:]*::[\da-f:]*\/\d+|\*)$/i.test(value)
      )
        return;
      if (!this.places.has(value)) this.places.set(value, new Set());
      // The texts within a document, like the password in a secret's JSON; what a policy says is no secret elsewhere.
      const document = /^\s*[[{]/.test(value) ? parsedOrNothing(value) : undefined;
      if (document !== undefined && !(isObject(document) && "Statement" in document)) this.add(document);
    } else if (typeof value === "number" && Math.abs(value) >= 100_000) this.add(String(value));
    else if (typeof value === "object" && value !== null)
      for (const inner of Object.values(value)) this.add(inner as Json);
  }

  /** A secret that no mark protects. */
  addInClear(value: string, place: string): void {
    const places = this.places.get(value) ?? new Set();
    this.places.set(value, places.add(withoutBlocks(place)));
  }

  /** Notes where the known secrets stand in a text of the configuration. */
  lookFor(text: string, place: string): void {
    for (const [secret, places] of this.places) if (holds(text, secret)) places.add(withoutBlocks(place));
  }

  inClear(): SecretInClear[] {
    return [...this.places.values()]
      .filter((places) => places.size > 0)
      .map((places) => ({ places: [...places].sort() }));
  }

  /** Makes copies of values without the secrets. */
  cleaner(): (value: unknown) => unknown {
    const forms = [...this.places.keys()].flatMap(formsOf);
    const alone = new Set(forms);
    const long = [...new Set(forms.filter(({ length }) => length >= LONG_ENOUGH))]
      // The longest first: one secret may begin with another.
      .sort((a, b) => b.length - a.length)
      .map(escaped);
    const anywhere = long.length > 0 ? new RegExp(long.join("|"), "g") : undefined;
    const clean = (given: string): string => {
      // Nobody outside writes the marks of unknown values.
      const text = withoutMarks(given);
      if (alone.has(text)) return SENSITIVE;
      const known = anywhere ? text.replace(anywhere, SENSITIVE) : text;
      return secretsWithin(known).reduce((rest, secret) => rest.replaceAll(secret, SENSITIVE), known);
    };
    const walk = (inner: unknown): unknown => {
      if (typeof inner === "string") return clean(inner);
      if (Array.isArray(inner)) return inner.map(walk);
      if (typeof inner !== "object" || inner === null) return inner;
      return Object.fromEntries(Object.entries(inner).map(([key, each]) => [clean(key), walk(each)]));
    };
    return walk;
  }
}

/** A secret as it stands in texts: as it is, in JSON once and twice, as Go writes it, in URLs, in base64, and each long line of it. */
function formsOf(secret: string): string[] {
  const json = (text: string): string => JSON.stringify(text).slice(1, -1);
  const go = json(secret).replace(
    /[<>&\u2028\u2029]/g,
    (each) => `\\u${each.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
  const base64 = [0, 1, 2].map((shift) => {
    // At another place of the text the same bytes have other characters; those at the ends depend on what is beside them.
    const encoded = Buffer.from(" ".repeat(shift) + secret)
      .toString("base64")
      .replace(/=+$/, "");
    return encoded.slice(shift === 0 ? 0 : shift + 1, encoded.length - 1);
  });
  const lines = secret
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter(({ length }) => length >= LONG_LINE);
  return [
    secret,
    json(secret),
    json(json(secret)),
    go,
    json(go),
    encodeURIComponent(secret),
    ...(secret.length >= LONG_ENOUGH ? base64 : []),
    ...(secret.includes("\n") ? lines : []),
  ];
}

/** A nested block is a list in a plan, and none in its configuration: `environment[0].variables` is `environment.variables`. */
const withoutBlocks = (place: string): string => place.replace(/(?<=\.\w+)\[0\](?=\.)/g, "");

const holds = (text: string, secret: string): boolean =>
  secret.length >= LONG_ENOUGH ? text.includes(secret) : text === secret;

function parsedOrNothing(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}

function collect(plan: PlanFile, secrets: Secrets): void {
  const changes: (readonly [string, ValueChange])[] = [
    ...[...plan.resource_changes, ...(plan.resource_drift ?? [])].map(
      ({ address, change }) => [address, change] as const,
    ),
    ...Object.entries(plan.output_changes ?? {}).map(([name, change]) => [`output.${name}`, change] as const),
  ];
  for (const [, { before, after, before_sensitive, after_sensitive }] of changes) {
    forSensitive(before, before_sensitive, (value) => secrets.add(value));
    forSensitive(after, after_sensitive, (value) => secrets.add(value));
  }
  forResources(plan.prior_state?.values?.root_module, (values, marks) =>
    forSensitive(values, marks, (value) => secrets.add(value)),
  );
  const root = plan.configuration?.root_module;
  for (const [name, { value }] of Object.entries(plan.variables ?? {}))
    if (root?.variables?.[name]?.sensitive) secrets.add(value);
    else if (typeof value === "string" && isSecretByName(name, value))
      secrets.addInClear(value, `var.${name}`);
  for (const [name, { expressions }] of Object.entries(plan.configuration?.provider_config ?? {}))
    inClear(expressions as Json, undefined, `provider.${name}`, secrets);
  forModules(root, "", ({ variables = {} }) => {
    for (const variable of Object.values(variables)) if (variable.sensitive) secrets.add(variable.default);
  });
  for (const [address, { before, after, before_sensitive, after_sensitive }] of changes) {
    inClear(before, before_sensitive, address, secrets);
    inClear(after, after_sensitive, address, secrets);
  }
  // Last: by now all secrets are known.
  forModules(root, "", (module, prefix) => literals(module, prefix, secrets));
}

/** What is called like a secret or begins like one, and is not marked. */
function inClear(value: Json | undefined, marks: Json | undefined, place: string, secrets: Secrets): void {
  forTexts(value, marks, place, (text, where, name) => {
    const key = name === "constant_value" ? (where.split(".").at(-2) ?? "") : name;
    if (isSecretByName(key, text)) secrets.addInClear(text, where);
    for (const secret of secretsWithin(text)) secrets.addInClear(secret, where);
  });
}

/** Secrets in what a module's files have as constants. */
function literals(module: ConfigurationModule, prefix: string, secrets: Secrets): void {
  const look = (expressions: unknown, place: string): void =>
    forTexts(expressions as Json, undefined, place, (text, where, name) => {
      // What refers to something is no literal; `constant_value` is the format's own word.
      const at = where.replaceAll(".constant_value", "");
      const key = name === "constant_value" ? (at.split(".").at(-1) ?? "") : name;
      if (where.includes(".references")) return;
      if (!text.includes("${") && (isSecretByName(key, text) || looksRandom(key, text)))
        secrets.addInClear(text, at);
      for (const secret of secretsWithin(text)) secrets.addInClear(secret, at);
      secrets.lookFor(text, at);
    });
  for (const { address, expressions } of module.resources ?? []) look(expressions, `${prefix}${address}`);
  for (const [name, { expressions }] of Object.entries(module.module_calls ?? {}))
    look(expressions, `${prefix}module.${name}`);
  for (const [name, { expression }] of Object.entries(module.outputs ?? {}))
    look(expression, `${prefix}output.${name}`);
  for (const [name, variable] of Object.entries(module.variables ?? {}))
    if (
      variable.sensitive ||
      (typeof variable.default === "string" && isSecretByName(name, variable.default))
    )
      look(variable.default, `${prefix}var.${name}`);
}

/** Secrets in the files of a module: a plan does not have what locals say. */
function inFiles(calls: string, { locals, resources, calls: inner }: ModuleSource, secrets: Secrets): void {
  const prefix =
    calls === ""
      ? ""
      : `${calls
          .split(".")
          .map((name) => `module.${name}`)
          .join(".")}.`;
  for (const [group, values] of [
    ["local.", locals],
    ["", resources],
    ["module.", inner],
  ] as const)
    forTexts(values as Json, undefined, "", (text, where, name) => {
      const place = `${prefix}${group}${where.slice(1)}`;
      // An item of a list is called like the list, which may be one of names.
      const named = !where.endsWith("]") && !text.includes("${") && isSecretByName(name, text);
      if (named) secrets.addInClear(text, place);
      for (const secret of secretsWithin(text)) secrets.addInClear(secret, place);
    });
}

/** Visits what has a mark, whole. */
function forSensitive(value: Json | undefined, marks: Json | undefined, visit: (value: Json) => void): void {
  if (value === undefined || value === null || !marks) return;
  if (marks === true) return visit(value);
  if (typeof marks !== "object" || typeof value !== "object") return;
  for (const [key, inner] of Object.entries(marks))
    forSensitive((value as JsonObject)[key], inner as Json, visit);
}

/** Visits the texts that have no mark, with the place and the name of each. */
function forTexts(
  value: Json | undefined,
  marks: Json | undefined,
  place: string,
  visit: (text: string, place: string, name: string) => void,
  name = "",
): void {
  if (marks === true || value === null || value === undefined) return;
  if (typeof value === "string") {
    visit(value, place, name);
    // The texts within a document, like the definition of a container.
    const document = /^\s*[[{]/.test(value) ? parsedOrNothing(value) : undefined;
    if (typeof document === "object") forTexts(document, undefined, place, visit, name);
    return;
  }
  if (typeof value !== "object") return;
  const list = Array.isArray(value);
  // A setting or an environment variable is a pair: its name is a value, too.
  const pair =
    !list && typeof (value as JsonObject)["name"] === "string"
      ? ((value as JsonObject)["name"] as string)
      : "";
  for (const [key, inner] of Object.entries(value))
    forTexts(
      inner as Json,
      (marks as JsonObject | undefined)?.[key],
      list ? `${place}[${key}]` : `${place}.${key}`,
      visit,
      list ? name : key === "value" && pair ? pair : key,
    );
}

function forModules(
  module: ConfigurationModule | undefined,
  prefix: string,
  visit: (module: ConfigurationModule, prefix: string) => void,
): void {
  if (!module) return;
  visit(module, prefix);
  for (const [name, { module: inner }] of Object.entries(module.module_calls ?? {}))
    forModules(inner, `${prefix}module.${name}.`, visit);
}

function forResources(
  module: StateModule | undefined,
  visit: (values: Json | undefined, marks: Json | undefined) => void,
): void {
  for (const { values, sensitive_values } of module?.resources ?? []) visit(values, sensitive_values);
  for (const inner of module?.child_modules ?? []) forResources(inner, visit);
}
