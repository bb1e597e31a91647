import { type Environment, environmentProblems } from "./environment";

/** Where a value of the environment comes from, and whether something is already said about it. */
interface Origin {
  readonly from: string;
  readonly refused: boolean;
}

/**
 * An environment in the making, translated from another tool's file. It remembers which entry of the file each value comes
 * from, so that what the modules refuse is reported in the words of the file that the user wrote.
 */
export class Draft<From extends string = string> {
  /** What the user must know about what was translated: an entry and a sentence each. */
  readonly notes: string[] = [];
  /** Problems that were found while translating. */
  readonly problems: string[] = [];
  protected readonly values: Record<string, unknown> = {};
  private readonly origins = new Map<string, Origin>();

  constructor(
    /** Name of the file, for messages. */
    private readonly fileName: string,
    /** What a message adds where a value is missing altogether. */
    private readonly help: (from: string) => string = () => "",
  ) {}

  /** Says where the value at a path comes from, or would have come from. */
  trace(path: string, from: From): void {
    this.origins.set(path, { from: this.label(from), refused: false });
  }

  /** Gives the environment a value; undefined only says where a value would have come from. */
  set(path: string, value: unknown, from: From): void {
    this.trace(path, from);
    const keys = path.split(".");
    const last = keys.pop()!;
    let target = this.values;
    for (const key of keys) target = (target[key] ??= {}) as Record<string, unknown>;
    if (value !== undefined) target[last] = value;
  }

  /** Reports to the user what became of an entry. */
  note(about: string, text: string): void {
    this.notes.push(`${about}: ${text}`);
  }

  /** Reports a problem. What the modules say of the same path, and of nothing deeper, is left out then. */
  refuse(from: string, text: string, ...paths: string[]): void {
    this.problems.push(`${this.label(from)} ${text}`);
    for (const path of paths) this.markRefused(path, from);
  }

  /** Says that enough is said about what comes from an entry to a path. */
  protected markRefused(path: string, from: string): void {
    this.origins.set(path, { from: this.label(from), refused: true });
  }

  /** The paths that come from an entry. */
  pathsFrom(from: From): string[] {
    const label = this.label(from);
    return [...this.origins].flatMap(([path, origin]) => (origin.from === label ? [path] : []));
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

  /** How messages name where a value comes from. */
  protected label(from: string): string {
    return `${this.fileName}: ${from}`;
  }

  /** What the modules say of a path of the environment, in the words of the file; nothing where enough is said already. */
  inTheUsersWords(problem: string): string[] {
    const path = [...this.origins.keys()]
      .filter((known) => problem.startsWith(known) && /[.[ ]/.test(problem[known.length] ?? ""))
      .sort((a, b) => b.length - a.length)[0];
    if (path === undefined) return [problem];
    const { from, refused } = this.origins.get(path)!;
    if (refused) return [];
    const sentence = problem.slice(problem.indexOf(" ", path.length));
    return [from + this.translated(sentence) + (sentence === " is required" ? this.help(from) : "")];
  }

  /** A sentence about an input, with other inputs in it by the names of the file's entries; what was given stays as it is. */
  private translated(sentence: string): string {
    const end = sentence.indexOf(" (got ");
    const [said, got] = end < 0 ? [sentence, ""] : [sentence.slice(0, end), sentence.slice(end)];
    const names = new Map(
      [...this.origins].map(([path, { from }]) => [
        path.slice(path.indexOf(".") + 1),
        from.replace(`${this.fileName}: `, ""),
      ]),
    );
    return said.replace(/\b\w+(\.\w+)+\b/g, (input) => names.get(input) ?? input) + got;
  }
}
