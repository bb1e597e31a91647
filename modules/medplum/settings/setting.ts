/** One key of the Medplum server's configuration, which it reads from Parameter Store under `/medplum/<name>/`. */
export interface Setting {
  /**
   * What the server makes of the parameter's text. Text that is not parsed stays text, whatever it says: `"false"` is true. A
   * `secret` is the ARN of one, whose JSON becomes the section `section` of the configuration.
   */
  readonly parsing: "boolean" | "integer" | "json" | "text" | "secret";
  /** What the server's code takes it for, where that is something else than it is parsed into. */
  readonly meaning?: "boolean" | "integer" | "object";
  /** What the server does without the parameter. Left out where that is nothing, or not known. */
  readonly default?: boolean | number | string;
  /** The server does not start, or does not work, without it. */
  readonly required?: true;
  /** Holds a secret: to be written as a SecureString. */
  readonly secret?: true;
  /** Where a secret's JSON goes. */
  readonly section?: string;
  /** What a text must match, as a regular expression that Terraform reads, too. */
  readonly pattern?: string;
  /** The same in words, completing "must be …". */
  readonly mustBe?: string;
  /** The first version that is known to read the key as it is said here. Default: {@link observed}. */
  readonly since?: string;
  /** For a key that the server no longer reads, or never did: what to know instead, as a sentence. */
  readonly dead?: string;
  /** What else to know. */
  readonly note?: string;
}

/** Settings by key. A dot in a key nests: `database.ssl.require`. */
export type Settings = Readonly<Record<string, Setting>>;

/**
 * The server version whose parser these tables were measured with, and when they were last reviewed. What later versions are known to
 * have changed is said at the key; where nobody could look, the table says what holds for every version.
 */
export const observed = { version: "5.1.12", reviewed: "2026-11-25" } as const;
