import { isUnknown, marked, readable, unknownsIn, type Value, type ValueObject } from "./expression/unknown";
import { isMasked } from "./secrets";

/** A statement of a policy with lists where the language allows one text. Texts may have unknown parts. */
export interface Statement {
  readonly sid: string;
  readonly effect: "Allow" | "Deny";
  readonly actions: readonly string[];
  readonly notActions: readonly string[];
  readonly resources: readonly string[];
  readonly notResources: readonly string[];
  /** `AWS:arn:…`, `Service:lambda.amazonaws.com`, `*`; none in a policy of an identity. */
  readonly principals: readonly string[];
  readonly notPrincipals: readonly string[];
  /** `StringEquals aws:SourceAccount`, with the values. */
  readonly conditions: Readonly<Record<string, readonly string[]>>;
}

/** The statements of a policy, and the parts of it that could not be read, in words. */
export interface Policy {
  readonly statements: readonly Statement[];
  readonly unread: readonly string[];
}

const NOTHING: Policy = { statements: [], unread: [] };

/** Reads a policy: a text of JSON, which may have unknown parts. */
export function policyOf(value: Value): Policy {
  if (value === null || value === "") return NOTHING;
  if (isUnknown(value)) return { statements: [], unread: [value.text] };
  if (isMasked(value)) return { statements: [], unread: [`${value} document`] };
  let document: Value = value;
  if (typeof value === "string") {
    try {
      document = JSON.parse(value) as Value;
    } catch {
      return {
        statements: [],
        unread: unknownsIn(value)
          .map(({ text }) => text)
          .concat("the document"),
      };
    }
  }
  if (typeof document !== "object" || document === null || isUnknown(document)) return NOTHING;
  const list = listOf((document as ValueObject)["Statement"]);
  const statements: Statement[] = [];
  const unread: string[] = [];
  for (const each of list) {
    if (typeof each === "object" && each !== null && !Array.isArray(each) && !isUnknown(each)) {
      const statement = statementOf(each as ValueObject);
      // No resource, though it is asked for: that is a statement which Terraform leaves out, since AWS would refuse it.
      if (isNothing((each as ValueObject)["Resource"])) continue;
      statements.push(statement);
      unread.push(...unreadIn(statement));
    } else
      unread.push(typeof each === "string" ? (unknownsIn(each)[0]?.text ?? readable(each)) : "a statement");
  }
  return { statements, unread: [...new Set(unread)] };
}

function statementOf(each: ValueObject): Statement {
  return {
    sid: typeof each["Sid"] === "string" ? readable(each["Sid"]) : "",
    effect: each["Effect"] === "Deny" ? "Deny" : "Allow",
    actions: texts(each["Action"]),
    notActions: texts(each["NotAction"]),
    resources: texts(each["Resource"]),
    notResources: texts(each["NotResource"]),
    principals: principalsOf(each["Principal"]),
    notPrincipals: principalsOf(each["NotPrincipal"]),
    conditions: conditionsOf(each["Condition"]),
  };
}

const listOf = (value: Value | undefined): readonly Value[] =>
  value === undefined || value === null ? [] : Array.isArray(value) ? (value as readonly Value[]) : [value];

const isNothing = (value: Value | undefined): boolean =>
  value === null || (Array.isArray(value) && value.length === 0);

/** Texts; what is unknown, or no text, stays to be seen. */
const texts = (value: Value | undefined): string[] =>
  listOf(value).map((each) => (isUnknown(each) ? marked(each) : String(each)));

function principalsOf(value: Value | undefined): string[] {
  if (value === undefined || value === null) return [];
  if (typeof value === "string") return [value];
  return Object.entries(value as ValueObject).flatMap(([kind, names]) =>
    texts(names).map((name) => (name === "*" && kind === "AWS" ? "*" : `${kind}:${name}`)),
  );
}

function conditionsOf(value: Value | undefined): Record<string, string[]> {
  if (typeof value !== "object" || value === null) return {};
  return Object.fromEntries(
    Object.entries(value as ValueObject).flatMap(([operator, keys]) =>
      Object.entries((keys ?? {}) as ValueObject).map(([key, values]) => [
        `${operator} ${readable(key)}`,
        texts(values),
      ]),
    ),
  );
}

/** Unread parts of a statement: behind each, anything may stand. */
const unreadIn = ({
  actions,
  notActions,
  resources,
  notResources,
  principals,
  conditions,
}: Statement): string[] => [
  // An action that is not known is any action, whatever gives it.
  ...[...actions, ...notActions].flatMap(unknownsIn).map(({ text }) => text),
  ...[...resources, ...notResources, ...principals, ...Object.values(conditions).flat()]
    .flatMap(unknownsIn)
    .filter(({ read }) => !read)
    .map(({ text }) => text),
];

/** A statement in one line. */
export function wordsOf(statement: Statement): string {
  const { effect, actions, notActions, resources, notResources, principals, notPrincipals, conditions } =
    statement;
  const who =
    notPrincipals.length > 0
      ? `everybody but ${list(notPrincipals)} `
      : principals.length > 0
        ? `${list(principals)} `
        : "";
  const what = notActions.length > 0 ? `everything but ${list(notActions)}` : list(actions);
  const where =
    notResources.length > 0
      ? `on everything but ${list(notResources)}`
      : resources.length > 0
        ? `on ${list(resources)}`
        : "";
  const when = Object.entries(conditions).map(([key, values]) => `${key} ${list(values)}`);
  return [
    `${who}${effect === "Allow" ? "may" : who ? "is denied" : "denied:"}`,
    what,
    where,
    when.length > 0 ? `if ${when.join(" and ")}` : "",
    statement.sid ? `(${statement.sid})` : "",
  ]
    .filter((part) => part !== "")
    .join(" ");
}

const list = (items: readonly string[]): string =>
  items.length > 12
    ? `${items.slice(0, 12).map(readable).join(", ")} and ${items.length - 12} more`
    : items.map(readable).join(", ");
