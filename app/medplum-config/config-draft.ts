import { Expression } from "../../lib/expression";
import { applications } from "../applications";
import { Draft } from "../draft";
import { type Additions, isEntries, merged, valueAt } from "./additions";
import type { ConfigFile, Values } from "./file";
import type { Key } from "./keys";

/** A place in the file: a key, or something below it. */
export type Place = Key | `${Key}.${string}` | `${Key}[${string}`;

const root = "medplum.";
const order = Object.keys(applications.medplum.definition.inputs);

/** An environment in the making, out of Medplum's configuration file and what an environment's file adds to it. */
export class ConfigDraft extends Draft<Place> {
  /** What works, but is probably a mistake: a place and a sentence each. */
  readonly warnings: string[] = [];
  private readonly wrong: Set<string>;

  constructor(
    readonly file: ConfigFile,
    private readonly additions: Additions,
  ) {
    super(file.name);
    this.problems.push(...file.problems);
    this.wrong = new Set(file.refused);
  }

  /** The value of a key; undefined where the file has none, or a wrong one. */
  get<K extends Key>(key: K): Values[K] {
    return this.file.values[key];
  }

  /** The value of a key that decides what is made, which Parameter Store cannot. */
  decided<K extends Key>(key: K): Exclude<Values[K], Expression> | undefined {
    return this.plain(key, this.get(key));
  }

  /** The same for a value at a place. */
  plain<T>(place: Place, value: T): Exclude<T, Expression> | undefined {
    if (!(value instanceof Expression)) return value as Exclude<T, Expression>;
    this.refuse(
      place,
      "must be in the file itself: it decides what is created, and Terraform reads Parameter Store only at plan",
    );
    return undefined;
  }

  /** Whether the file has a place, with a value that is wrong. */
  isWrong(place: Place): boolean {
    return this.wrong.has(place);
  }

  /** What the environment's own file gives for an input of Medplum. */
  addition(input: string): unknown {
    return valueAt(this.additions, input);
  }

  /** Gives Medplum an input. */
  input(input: string, value: unknown, from: Place): void {
    this.set(root + input, value, from);
  }

  /** The same for a map or a list that the file has as the input has it: each entry is a place of its own. */
  entries(input: string, value: object | undefined, from: Place): void {
    this.input(input, value, from);
    const list = Array.isArray(value);
    for (const key of Object.keys(value ?? {}))
      this.trace(
        `${root}${input}${list ? `[${key}]` : `.${key}`}`,
        (list ? `${from}[${key}]` : `${from}.${key}`) as Place,
      );
  }

  /** Sees to it that Medplum has an input that is an object, whatever comes to be in it. */
  object(input: string): void {
    let target = this.values;
    for (const key of (root + input).split(".")) target = (target[key] ??= {}) as Record<string, unknown>;
  }

  override set(path: string, value: unknown, from: Place): void {
    // What is missing needs nothing around it, unless its absence is reported already.
    if (value === undefined && !this.wrong.has(from)) this.trace(path, from);
    else super.set(path, value, from);
  }

  override trace(path: string, from: Place): void {
    super.trace(path, from);
    if (this.wrong.has(from)) this.markRefused(path, from);
  }

  /**
   * Reports a problem, once for each place, and leaves out what the modules say of all that comes from there. It is none where the
   * environment's own file replaces all of that.
   */
  override refuse(from: Place, text: string, ...paths: string[]): void {
    const known = [...paths, ...this.pathsFrom(from)];
    const replaced = (path: string) => path.startsWith(root) && this.isAdded(path.slice(root.length));
    if (known.length > 0 && known.every(replaced)) return;
    if (this.wrong.has(from)) known.forEach((path) => this.markRefused(path, from));
    else super.refuse(from, text, ...known);
    this.wrong.add(from);
  }

  /** Reports what works, but is probably a mistake; once, where several inputs come from one key. */
  warn(about: Place, text: string): void {
    const warning = sentence(about, text);
    if (!this.warnings.includes(warning)) this.warnings.push(warning);
  }

  override note(about: Place, text: string): void {
    this.notes.push(sentence(about, text));
  }

  /** Medplum's inputs, in the module's order: those of the file, and the additions over them. */
  get inputs(): Record<string, unknown> {
    const all = merged((this.values["medplum"] ?? {}) as Record<string, unknown>, this.additions as never);
    const rank = (name: string) => (order.includes(name) ? order.indexOf(name) : order.length);
    return Object.fromEntries(Object.entries(all).sort(([one], [other]) => rank(one) - rank(other)));
  }

  override inTheUsersWords(problem: string): string[] {
    const place = /^medplum\.(\S+)/.exec(problem)?.[1];
    // What the environment's own file says is not the configuration file's matter.
    if (place !== undefined && this.isAdded(place)) return [problem];
    return super.inTheUsersWords(problem);
  }

  /** Whether the environment's own file gives the value at a place, and not only something below it. */
  private isAdded(place: string): boolean {
    const value = this.addition(place);
    return value !== undefined && !(isEntries(value) && Object.keys(value).length > 0);
  }
}

/** `stackName has no counterpart`, but `maxAzs: all zones`. */
const sentence = (about: Place, text: string): string =>
  about + (/^(has|is|needs) /.test(text) ? " " : ": ") + text;
