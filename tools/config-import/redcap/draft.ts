import { Draft } from "../../../app/draft";
import { optionHelp, type Options } from "./options";
import type { Parameter, ParameterFile } from "./parameter-file";

/** An environment in the making, out of a CloudFormation parameter file. `P` are the template's parameters. */
export class ParameterDraft<P extends string = string> extends Draft<P | "Tags" | `--${string}`> {
  constructor(
    readonly file: ParameterFile,
    readonly options: Options,
    /** Region of the environment. */
    readonly region: string,
    private readonly known: Readonly<Record<P, Parameter>>,
  ) {
    super(file.name, optionHelp);
  }

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

  protected override label(from: string): string {
    return from.startsWith("--") ? from : super.label(from);
  }
}
