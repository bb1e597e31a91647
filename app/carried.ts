import type { GivenSettings } from "./settings";

/**
 * Property of an application's inputs that come from a configuration file: what else the file says, for `environment()`. A symbol, so
 * that it is never taken for an input.
 */
export const carried: unique symbol = Symbol("what a configuration file carries");

/** What a configuration file says beyond the inputs of its application. */
export interface Carried {
  /** Name of the file, for messages. */
  readonly file: string;
  /** Settings of the environment, where the environment's own file does not give them. */
  readonly settings: Partial<Pick<GivenSettings, "account" | "region" | "tags">>;
  /** What is wrong with the file, one sentence each. */
  readonly problems: readonly string[];
  /** What synth warns of: a key and a sentence each. */
  readonly warnings: readonly string[];
  /** What else there is to know of the translation: a key and a sentence each. */
  readonly notes: readonly string[];
  /** What a module says of a path of the environment, in the words of the file; nothing where the file's problems say it. */
  inTheUsersWords(problem: string): string[];
}

/** Inputs that come from a configuration file. */
export interface Carrier {
  readonly [carried]: Carried;
}

/** What the files behind some applications' inputs carry. */
export const carriedBy = (inputs: readonly unknown[]): Carried[] =>
  inputs.flatMap((given) => (given as Partial<Carrier> | undefined)?.[carried] ?? []);
