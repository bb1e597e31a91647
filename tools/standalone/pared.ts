import { isDeepStrictEqual } from "node:util";
import type { ModuleDefinition } from "../../lib/module";
import { problemsOf } from "../../lib/problems";
import type { BreakingCase } from "./breaking";
import { casesOf, type Inputs } from "./cases";
import { brokenBy } from "./demands";
import { mutated } from "./mutations";

type Path = readonly string[];
type Change = (inputs: Inputs) => Inputs;

/**
 * The inputs of a case without what has nothing to do with it: what is left differs little from the first accepted case, is refused for the
 * same reason, and would be good without the change.
 */
export function paredInputs(definition: ModuleDefinition, { good, mutation, broken }: BreakingCase): Inputs {
  const { inputs: shape, rules = [], name } = definition;
  const serves = (inputs: Inputs): boolean =>
    problemsOf(shape, rules, inputs, "").length === 0 &&
    isDeepStrictEqual(brokenBy(definition, mutated(inputs, mutation)), broken);
  const first = Object.values(casesOf(name).accepted)[0]!;
  const different = [...new Set([...Object.keys(first), ...Object.keys(good)])].filter(
    (key) => key !== mutation.path[0] && good[key] !== first[key],
  );
  const toFirst = different.map((key): Change => (inputs) => ({ ...inputs, [key]: first[key] }));
  const toLess = pathsBeside(mutation.path.map(String), good).map(
    (path): Change =>
      (inputs) =>
        without(inputs, path),
  );
  return mutated(changedBy([...toFirst, ...toLess], good, serves), mutation);
}

/** The inputs after as many of the changes as possible: all, or of each half as many as possible. */
function changedBy(changes: readonly Change[], inputs: Inputs, serves: (inputs: Inputs) => boolean): Inputs {
  if (changes.length === 0) return inputs;
  const changed = changes.reduce((value, change) => change(value), inputs);
  if (serves(changed)) return changed;
  if (changes.length === 1) return inputs;
  const half = Math.ceil(changes.length / 2);
  return changedBy(changes.slice(half), changedBy(changes.slice(0, half), inputs, serves), serves);
}

/** The attributes and entries next to a path, on all of its way. Lists stay, whose items have no names. */
function pathsBeside(path: Path, inputs: Inputs): Path[] {
  const beside: Path[] = [];
  let at: unknown = inputs;
  path.forEach((step, depth) => {
    if (depth > 0 && at && typeof at === "object" && !Array.isArray(at)) {
      const names = Object.keys(at).filter((name) => name !== step);
      beside.push(...names.map((name) => [...path.slice(0, depth), name]));
    }
    at = (at as Inputs | undefined)?.[step];
  });
  return beside;
}

function without<T extends object>(value: T, [key, ...path]: Path): T {
  if (Array.isArray(value)) return value.with(Number(key), without(value[Number(key)] as object, path)) as T;
  const { [key!]: inner, ...others } = value as Record<string, unknown>;
  return (path.length === 0 ? others : { ...value, [key!]: without(inner as object, path) }) as T;
}
