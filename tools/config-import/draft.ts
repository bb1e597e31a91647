import type { Environment } from "../../app/environment";
import { environmentProblems } from "../../app/environment";
import { optionHelp, type Options } from "./options";
import type { Parameter, ParameterFile } from "./parameter-file";

/** Where a value of the environment comes from, and whether something is already said about it. */
interface Origin {
  readonly from: string;
  readonly refused: boolean;
}

/**
 * An environment in the making. It remembers which parameter or option each value comes from, so that what the modules
 * refuse is reported in the words of the file that the user wrote. `P` are the template's parameters.
 */
export class Draft<P extends string = string> {
  /** What the user must know about what was translated: a parameter and a sentence each. */
  readonly notes: string[] = [];
  /** Problems that were found while translating. */
  readonly problems: string[] = [];
  private readonly values: Record<string, unknown> = {};
  private readonly origins = new Map<string, Origin>();

  constructor(
    readonly file: ParameterFile,
    readonly options: Options,
    /** Region of the environment. */
    readonly region: string,
    private readonly known: Readonly<Record<P, Parameter>>,
  ) {}

  /** A parameter's value, or the template's default, or the empty text. */
  get(parameter: P): string {
    return this.file.values.get(parameter) ?? this.known[parameter].default ?? "";
  }

  /** A parameter as messages show it. */
  show(...parameters: P[]): string {
    return parameters
      .map((parameter) => {
        const origin = this.file.values.has(parameter) ? "" : ", the template's default";
        return `${parameter} ${JSON.stringify(this.get(parameter))}${origin}`;
      })
      .join(", ");
  }

  /** True or false, or undefined for anything else, which is refused as the value of `path`. */
  boolean(parameter: P, path: string): boolean | undefined {
    const value = this.get(parameter).toLowerCase();
    if (value === "true" || value === "false") return value === "true";
    this.refuse(parameter, `must be true or false (got ${JSON.stringify(this.get(parameter))})`, path);
    return undefined;
  }

  /** Gives the environment a value; undefined only says where a value would have come from. */
  set(path: string, value: unknown, from: P | "Tags" | `--${string}`): void {
    this.origins.set(path, { from: this.label(from), refused: false });
    const keys = path.split(".");
    const last = keys.pop()!;
    let target = this.values;
    for (const key of keys) target = (target[key] ??= {}) as Record<string, unknown>;
    if (value !== undefined) target[last] = value;
  }

  /** Reports to the user what became of a parameter. */
  note(about: string, text: string): void {
    this.notes.push(`${about}: ${text}`);
  }

  /** Reports a problem. What the modules say of the same path, and of nothing deeper, is left out then. */
  refuse(from: string, text: string, ...paths: string[]): void {
    this.problems.push(`${this.label(from)} ${text}`);
    for (const path of paths) this.origins.set(path, { from: this.label(from), refused: true });
  }

  /** The environment, as its file will write it. */
  get environment(): Environment {
    return this.values as unknown as Environment;
  }

  /** Everything that is wrong: the translation's own problems, then what the modules refuse. */
  allProblems(name: string): string[] {
    const prefix = `envs/${name}: `;
    const refused = environmentProblems(name, this.environment).flatMap((problem) =>
      this.inTheUsersWords(problem.slice(prefix.length)),
    );
    return [...this.problems, ...refused];
  }

  private inTheUsersWords(problem: string): string[] {
    const path = [...this.origins.keys()]
      .filter((known) => problem.startsWith(known) && /[.[ ]/.test(problem[known.length] ?? ""))
      .sort((a, b) => b.length - a.length)[0];
    if (path === undefined) return [problem];
    const { from, refused } = this.origins.get(path)!;
    if (refused) return [];
    const sentence = problem.slice(problem.indexOf(" ", path.length));
    return [from + sentence + (sentence === " is required" ? optionHelp(from) : "")];
  }

  private label(from: string): string {
    return from.startsWith("--") ? from : `${this.file.name}: ${from}`;
  }
}
