import type { Side } from "../plan/side";

/** A rule over what a plan leads to: one a file. */
export interface Rule {
  /** Kebab case, the file's name: `database-encrypted`. */
  readonly id: string;
  /** What holds where the rule is kept: "Aurora clusters are encrypted with a customer managed key". */
  readonly title: string;
  /** What goes wrong otherwise, in a sentence. */
  readonly reason: string;
  /** Controls that the rule serves: `45 CFR 164.312(a)(2)(iv)`, `NIST 800-53 SC-28`. */
  readonly controls: readonly string[];
  /** The resources that break it. What cannot be judged, because only the apply gives a value, breaks no rule, and is told in {@link Violation.message} where it matters. */
  readonly check: (side: Side, context: RuleContext) => readonly Violation[];
}

export interface Violation {
  readonly address: string;
  /** What was found and what is wanted, in a sentence. */
  readonly message: string;
}

export interface RuleContext {
  /** Today, like 2027-06-30. */
  readonly today: string;
}
