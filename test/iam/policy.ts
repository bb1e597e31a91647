/** A policy document as AWS returns it. */
export interface PolicyDocument {
  readonly Version?: string;
  readonly Statement: PolicyStatement | readonly PolicyStatement[];
}

type Texts = string | readonly string[];

/** One statement of a policy document. */
export interface PolicyStatement {
  readonly Sid?: string;
  readonly Effect: "Allow" | "Deny";
  readonly Principal?: string | Readonly<Record<string, Texts>>;
  readonly NotPrincipal?: unknown;
  readonly Action?: Texts;
  readonly NotAction?: Texts;
  readonly Resource?: Texts;
  readonly NotResource?: Texts;
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, Texts | boolean | number>>>>;
}

/** Who calls, as a role of an account. */
export interface Caller {
  readonly account: string;
  readonly roleArn: string;
  /** The ARN of the role's session, which error messages name. */
  readonly sessionArn: string;
}

/** One call of AWS's, as IAM sees it. */
export interface Request {
  readonly action: string;
  readonly resource: string;
  /** Condition keys by their name as AWS documents it. A key that is absent is absent from the request. */
  readonly context: Readonly<Record<string, Texts>>;
}

/** The parts of a list or a single value. */
export const listOf = <T>(value: T | readonly T[] | undefined): readonly T[] =>
  value === undefined ? [] : Array.isArray(value) ? (value as readonly T[]) : [value as T];

/** Whether a text matches a pattern with `*` and `?`. */
export function matches(pattern: string, text: string): boolean {
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, "\\$&")
    .replaceAll("*", ".*")
    .replaceAll("?", ".");
  return new RegExp(`^${source}$`, "s").test(text);
}

/** Whether an ARN matches a pattern: each of its six parts by itself, so that a `*` in one covers no other. */
export function arnMatches(pattern: string, arn: string): boolean {
  if (pattern === "*") return true;
  const [wanted, given] = [partsOf(pattern), partsOf(arn)];
  // IAM accepts a pattern that ends early in a star: "arn:aws:s3:*".
  if (wanted.length < 6) return matches(pattern, arn);
  return given.length === 6 && wanted.every((part, i) => matches(part, given[i]!));
}

function partsOf(arn: string): string[] {
  const parts = arn.split(":");
  return parts.length <= 6 ? parts : [...parts.slice(0, 5), parts.slice(5).join(":")];
}
