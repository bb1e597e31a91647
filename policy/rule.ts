import type { Resource } from "../plan/model";
import type { Side } from "../plan/side";

/** A rule over what a plan leads to: one a file. It is a pure function of the plan and of the day. */
export interface Rule {
  /** Kebab case, the file's name: `database-encrypted`. */
  readonly id: string;
  /** What holds where the rule is kept: "Aurora clusters are encrypted with a customer managed key". */
  readonly title: string;
  /** What goes wrong otherwise, in a sentence. */
  readonly reason: string;
  /** Controls that the rule serves: `45 CFR 164.312(a)(2)(iv)`, `NIST 800-53 SC-28(1)`. */
  readonly controls: readonly string[];
  /** Rules of cdk-nag's HIPAA pack that ask for the same: `HIPAA.Security-RDSStorageEncrypted`. */
  readonly covers?: readonly string[];
  /** Types of the resources that it looks at. */
  readonly types: readonly string[];
  readonly check: (resource: Resource, side: Side, context: RuleContext) => Verdict;
}

/**
 * What a rule says of a resource: nothing where it is kept; what was found and what is wanted, in a sentence; or what could not be read.
 * The sentence of a failure that stays is the same before and after the plan: it names no value that only one of them has.
 */
export type Verdict = undefined | string | Unjudged;

/** A resource that nobody can judge, because the plan does not tell a value and its expression does not either. */
export interface Unjudged {
  readonly unread: string;
}

export interface RuleContext {
  /** Today, like 2027-06-30. */
  readonly today: string;
}
