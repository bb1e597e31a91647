import type { z } from "zod";
import { snakeCase } from "./names";
import type { Locals } from "./requirements";
import type { Shape } from "./schema";

/** What is wrong in a list or a map: a key or index, or a path that begins with one. */
export type Entry = Key | readonly [Key, ...Key[]];
type Key = string | number;

/** A condition over one or more inputs, checked at synth for TypeScript callers and by Terraform for all. */
export interface Rule {
  /** The inputs it looks at. A value in any of them that only Terraform knows leaves it to Terraform. */
  readonly inputs: readonly [string, ...string[]];
  /** Where a problem is reported: `database.readReplica`. Default: at the first input. */
  readonly at?: string;
  /**
   * The input whose variable carries the rule in Terraform, in place of a required one. For an input whose value comes late in an apply: what
   * carries the rule waits for it, and all that uses the required input would wait, too.
   */
  readonly carrier?: string;
  /** Completes "<where> …". */
  readonly message: string;
  /** What the values themselves add to the message: the nearest legal ones, say. */
  readonly detail?: Detail<never>;
  /** Whether all is well; or which of the entries at `at` are wrong. */
  readonly check: (values: never) => boolean | readonly Entry[];
  /**
   * The same in HCL over `var.<input>`, for a check that answers with a boolean. Left out, like `offenders`, where the
   * variable of a nested module carries the rule.
   */
  readonly condition?: string;
  /** The same in HCL, for a check that answers with keys: a list of them. */
  readonly offenders?: string;
  /** Values that the condition refers to as `local.<name>`. */
  readonly locals?: Locals;
}

/** The end of a message that depends on the values, in both languages. */
export interface Detail<V> {
  /** `key`: the entry that is wrong, for a check that answers with keys. */
  readonly text: (values: V, key?: Key) => string;
  /** The same as an HCL expression over `var.<input>`. */
  readonly expression: string;
}

/** Where a rule reports its problems. */
export const placeOf = ({ at, inputs }: Rule): string => at ?? inputs[0];

/** What a rule says, typed by the inputs that it looks at. */
type RuleOver<V> = Pick<Rule, "at" | "message" | "locals"> &
  (
    | {
        readonly check: (values: V) => boolean;
        readonly condition: string;
        readonly detail?: Detail<V>;
      }
    | { readonly check: (values: V) => readonly Entry[]; readonly offenders: string }
  );

/**
 * Makes the rules of a set of inputs: `rule(["minSize", "maxSize"], { message, check, condition })`. The values that `check`
 * gets have their defaults, and the types of their schemas.
 */
export function rulesOver<I extends Shape>() {
  function rule<const K extends keyof I & string>(
    inputs: readonly [K, ...K[]],
    options: RuleOver<{ readonly [N in K]: z.output<I[N]> }>,
  ): Rule {
    return { inputs, ...options };
  }
  /** Exactly one of two optional inputs must be given; `what` explains both. */
  rule.exactlyOne = <const K extends keyof I & string>(
    one: K,
    other: K,
    what: string,
    options: Pick<Rule, "carrier"> = {},
  ): Rule => ({
    inputs: [one, other],
    ...options,
    message: `or ${other} must be given, exactly one: ${what}`,
    check: (values: Readonly<Record<string, unknown>>) =>
      (values[one] === undefined) !== (values[other] === undefined),
    condition: `(var.${snakeCase(one)} == null) != (var.${snakeCase(other)} == null)`,
  });
  return rule;
}
