import { isDeepStrictEqual } from "node:util";
import type { ModuleDefinition } from "../../lib/module";
import { anchorOf } from "../../lib/variables";
import { breakingCases } from "./breaking";
import type { Inputs } from "./cases";
import { brokenBy, type Demand } from "./demands";
import { mutated } from "./mutations";

/** Inputs with the changes of several made cases. */
interface Combined {
  good: Inputs;
  inputs: Inputs;
  broken: ReadonlySet<Demand>;
  readonly paths: string[];
}

/** As few sets of inputs as break all that a module's made cases break: in one run, Terraform says everything that is wrong. */
export function combinedCases(definition: ModuleDefinition): Inputs[] {
  const carriers = carriersOf(definition);
  const sets: Combined[] = [];
  for (const { good, mutation, broken } of breakingCases(definition)) {
    const [key] = mutation.path as [string];
    const path = pathText(mutation.path);
    const takes = (set: Combined): boolean => {
      const taken = set.paths.some((other) => other.startsWith(path) || path.startsWith(other));
      const changed = set.paths.some((other) => other.startsWith(pathText([key])));
      if (taken || (changed && good[key] !== set.good[key])) return false;
      // Terraform does not look at a variable whose conditions refer to one that is wrong.
      if (!changed && (carriers.has(key) || set.paths.some((other) => carriers.has(other.split("\n")[0]!))))
        return false;
      const inputs = mutated(changed ? set.inputs : { ...set.inputs, [key]: good[key] }, mutation);
      const all = new Set([...set.broken, ...broken]);
      if (!isDeepStrictEqual(brokenBy(definition, inputs), all)) return false;
      Object.assign(set, { good: { ...set.good, [key]: good[key] }, inputs, broken: all });
      set.paths.push(path);
      return true;
    };
    if (!sets.some(takes)) sets.push({ good, inputs: mutated(good, mutation), broken, paths: [path] });
  }
  return sets.map(({ inputs }) => inputs);
}

/** The inputs whose variables carry rules over others. */
const carriersOf = ({ inputs, rules = [] }: ModuleDefinition): ReadonlySet<string | undefined> =>
  new Set(rules.filter((rule) => rule.inputs.length > 1).map((rule) => anchorOf(rule, inputs)));

const pathText = (path: readonly (string | number)[]): string => `${path.join("\n")}\n`;
