import type { Environment } from "../../app/environment";
import { nearest } from "../../lib/names";

/** Environments by their names. */
export type Environments = Readonly<Record<string, Environment>>;

/** The environment that a command line names; what is wrong is added to `problems`. */
export function environmentIn(
  words: readonly string[],
  environments: Environments,
  problems: string[],
): { readonly name: string; readonly values: Environment } | undefined {
  const [name, ...rest] = words;
  if (rest.length > 0) problems.push(`too many arguments: ${rest.join(" ")}`);
  if (name === undefined) {
    problems.push("the environment is missing");
    return undefined;
  }
  if (!Object.hasOwn(environments, name)) {
    const near = nearest(name, Object.keys(environments));
    problems.push(`there is no envs/${name}.ts${near ? `; did you mean ${near}?` : ""}`);
    return undefined;
  }
  return { name, values: environments[name]! };
}

/** The names that a command line lists, each once; all there are where it lists none. What is wrong is added to `problems`. */
export function namesIn(
  words: readonly string[],
  environments: Environments,
  problems: string[],
): readonly string[] {
  if (words.length === 0) return Object.keys(environments).sort();
  return [...new Set(words)].filter((word) => environmentIn([word], environments, problems));
}
