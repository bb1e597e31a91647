import { arnMatches, listOf, matches, type PolicyStatement, type Request } from "./policy";

/** Compares a value of the request with one of the policy's. */
type Comparison = (given: string, wanted: string) => boolean;

const comparisons: Readonly<Record<string, Comparison>> = {
  StringEquals: (given, wanted) => given === wanted,
  StringEqualsIgnoreCase: (given, wanted) => given.toLowerCase() === wanted.toLowerCase(),
  StringLike: (given, wanted) => matches(wanted, given),
  ArnEquals: (given, wanted) => arnMatches(wanted, given),
  ArnLike: (given, wanted) => arnMatches(wanted, given),
  NumericLessThan: (given, wanted) => Number(given) < Number(wanted),
  DateLessThan: (given, wanted) => timeOf(given) < timeOf(wanted),
  DateGreaterThan: (given, wanted) => timeOf(given) > timeOf(wanted),
  Bool: (given, wanted) => given.toLowerCase() === wanted.toLowerCase(),
};

/** A time as AWS accepts it in a policy: ISO 8601 with seconds and a zone. Anything else is an error, never a guess. */
function timeOf(text: string): number {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(text))
    throw new Error(`${text} is not a time like 2026-01-31T12:00:00Z`);
  return Date.parse(text);
}

/**
 * Whether a statement's conditions are met, by IAM's documented rules: all operators and all keys must be met, one of a key's values is
 * enough; a negated operator must be met by all of them, and is met where the key is absent.
 * Throws for an operator that is not known here: a guess would be worse.
 */
export function conditionsMet({ Condition: conditions = {} }: PolicyStatement, request: Request): boolean {
  return Object.entries(conditions).every(([operator, keys]) =>
    Object.entries(keys).every(([key, values]) =>
      met(
        operator,
        valuesOf(request, key),
        listOf<string | boolean | number>(values).map((value) => withVariables(String(value), request)),
      ),
    ),
  );
}

function met(operator: string, given: readonly string[], wanted: readonly (string | undefined)[]): boolean {
  const [, set, name, ifExists] = /^(?:(ForAllValues|ForAnyValue):)?(\w+?)(IfExists)?$/.exec(operator) ?? [];
  if (name === "Null") return wanted.some((value) => (value === "true") === (given.length === 0));
  const negated = /^(String|Arn)Not(Equals|Like|EqualsIgnoreCase)$/.test(name ?? "");
  const compare = comparisons[negated ? name!.replace("Not", "") : (name ?? "")];
  if (!compare)
    throw new Error(`The condition operator ${operator} is not implemented in test/iam/conditions.ts`);
  if (given.length === 0) return set ? set === "ForAllValues" : ifExists !== undefined || negated;
  const fits = (value: string) => negated !== wanted.some((one) => one !== undefined && compare(value, one));
  return set === "ForAnyValue" || (!set && !negated) ? given.some(fits) : given.every(fits);
}

/** The request's values of a condition key, whose name is the same in upper and lower case. */
function valuesOf({ context }: Request, key: string): readonly string[] {
  const name = Object.keys(context).find((one) => one.toLowerCase() === key.toLowerCase());
  return name === undefined ? [] : listOf(context[name]);
}

/** A text with its policy variables replaced, `${aws:PrincipalAccount}`. Undefined where one has no value: that matches nothing. */
export function withVariables(text: string, request: Request): string | undefined {
  let known = true;
  const replaced = text.replace(/\$\{([^}]+)\}/g, (_, name: string) => {
    if (["*", "?", "$"].includes(name)) {
      throw new Error(`\${${name}} in a policy is not implemented in test/iam/conditions.ts`);
    }
    const [value] = valuesOf(request, name);
    known &&= value !== undefined;
    return value ?? "";
  });
  return known ? replaced : undefined;
}
