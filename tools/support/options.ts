import { parseArgs } from "node:util";
import { nearest, snakeCase } from "../../lib/names";

/** An option of a command. */
export interface Option {
  /** The value's placeholder in the usage text; a switch has none. */
  readonly value?: string;
  readonly help: string;
}

/** Options by their names in camelCase. */
export type OptionTable = Readonly<Record<string, Option>>;

/** What the command line says. */
export type OptionsOf<T extends OptionTable> = {
  readonly [K in keyof T]?: T[K] extends { readonly value: string } ? string : true;
};

/** `certificateArn` → `--certificate-arn`. */
export const flag = (name: string): string => `--${snakeCase(name).replace(/_/g, "-")}`;

/** The lines of a usage text that explain the options. */
export const optionLines = (table: OptionTable): string[] =>
  Object.entries(table).map(
    ([name, { value, help }]) => `  ${`${flag(name)}${value ? ` ${value}` : ""}`.padEnd(32)}${help}`,
  );

/** Reads a command line; mistakes are listed in `problems`, all of them. */
export function readOptions<const T extends OptionTable>(
  table: T,
  args: readonly string[],
): { options: OptionsOf<T>; words: string[]; problems: string[] } {
  const names = Object.keys(table);
  const types = names.map((name) => [
    flag(name).slice(2),
    { type: table[name]!.value ? "string" : "boolean" },
  ]);
  const { tokens } = parseArgs({
    args: [...args],
    options: Object.fromEntries(types) as Record<string, { type: "string" | "boolean" }>,
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  const options: Record<string, string | true> = {};
  const words: string[] = [];
  const problems: string[] = [];
  for (const token of tokens) {
    if (token.kind === "positional") words.push(token.value);
    if (token.kind !== "option") continue;
    const name = names.find((known) => flag(known) === token.rawName);
    if (!name) {
      const near = nearest(token.rawName, names.map(flag));
      problems.push(`${token.rawName} is not an option${near ? `; did you mean ${near}?` : ""}`);
    } else if (options[name] !== undefined) problems.push(`${token.rawName} is given twice`);
    else if (!table[name]!.value) {
      if (token.value !== undefined) problems.push(`${token.rawName} takes no value`);
      options[name] = true;
    } else if (!token.value || (!token.inlineValue && token.value.startsWith("--"))) {
      problems.push(`${token.rawName} requires a value: ${table[name]!.help}`);
      options[name] = "";
    } else options[name] = token.value;
  }
  return { options: options as OptionsOf<T>, words, problems };
}
