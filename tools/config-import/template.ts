import type { Imports } from "../terraform";
import type { OptionTable } from "../support/options";

/** Options that every template has. */
export const commonOptions = {
  name: { value: "NAME", help: "Name of the environment: writes envs/NAME.ts." },
  force: { help: "Overwrite envs/NAME.ts." },
  stdout: { help: "Print the file instead of writing it; messages go to stderr." },
  help: { help: "Show this help." },
} as const satisfies OptionTable;

/** What is missing where there is no name. */
export const nameIsRequired = "--name is required: the environment's name, such as prod";

/** The command line's options, as a template's own code knows them by its table. */
export type Given = Readonly<Record<string, string | true | undefined>>;

/** What came of a file. */
export interface Imported {
  /** The environment's values, as its file writes them. */
  readonly environment: object;
  /** What the environment's file says of itself. */
  readonly about: string;
  /** What the user must know about what was translated: an entry and a sentence each. */
  readonly notes: readonly string[];
  readonly problems: readonly string[];
  /** What exists already and is taken over. Default: nothing. */
  readonly imports?: Imports;
  /** What to do next, besides reading the file and deploying it. */
  readonly next: readonly string[];
}

/** A kind of file that environments can be made of. */
export interface Template {
  /** How the usage text calls the file, and the options that it needs. */
  readonly usage: string;
  /** The kind of file, in words. */
  readonly what: string;
  readonly options: OptionTable;
  /** Translates a file. Throws for what cannot be read at all. */
  translate(file: string, content: Buffer, options: Given, read: (name: string) => Buffer): Imported;
}
