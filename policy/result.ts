/** What the rules say of a plan. */
export interface PolicyResult {
  /** Rules that were applied. */
  readonly rules: number;
  readonly failures: readonly PolicyFailure[];
  /** What a rule could not judge, because it could not read a value: no failure, and no pass either. */
  readonly unjudged: readonly PolicyFailure[];
  /** Failures of the state before that are gone. */
  readonly fixed: readonly PolicyFailure[];
  readonly suppressed: readonly PolicyFailure[];
  /** What is wrong with suppressions: a sentence each. */
  readonly suppressionProblems: readonly string[];
  /** How often a rule was kept by a resource. */
  readonly passed: number;
}

export interface PolicyFailure {
  readonly rule: string;
  readonly address: string;
  readonly message: string;
  /** 45 CFR 164.312(a)(2)(iv) and so on. */
  readonly controls: readonly string[];
  /** Whether the resource failed before this plan, too, with the same message. */
  readonly state: "new" | "as before";
  /** Why it is suppressed. */
  readonly reason?: string;
}
