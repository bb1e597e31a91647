import type { ModuleDefinition } from "../../lib/module";
import { explain, verdictOf } from "../../lib/problems";
import { casesOf, type Inputs } from "./cases";
import { type Demand, demandsOf, demandsOfVerdict } from "./demands";

/** What the refused cases of a module's tests show. */
export interface Written {
  /** The demands that some case breaks, and nothing else with it. */
  readonly alone: ReadonlySet<Demand>;
  /** The demands that some case breaks. */
  readonly some: ReadonlySet<Demand>;
  /** The values that are refused, by the sentence that refuses them. */
  readonly bad: ReadonlyMap<string, readonly unknown[]>;
}

export function writtenCases(definition: ModuleDefinition): Written {
  let written = known.get(definition);
  if (!written) known.set(definition, (written = read(definition)));
  return written;
}

const known = new WeakMap<ModuleDefinition, Written>();

function read(definition: ModuleDefinition): Written {
  const { inputs: shape, rules = [], name } = definition;
  const alone = new Set<Demand | undefined>();
  const some = new Set<Demand | undefined>();
  const bad = new Map<string, unknown[]>();
  for (const [inputs] of Object.values(casesOf(name).refused)) {
    const verdict = verdictOf(shape, rules, inputs);
    const broken = demandsOfVerdict(definition, verdict);
    for (const demand of broken) (broken.size === 1 ? alone : some).add(demand);
    for (const [key, issues] of verdict.issues)
      for (const issue of issues) {
        const sentence = explain(issue);
        bad.set(sentence, [...(bad.get(sentence) ?? []), valueAt(inputs, [key, ...issue.path])]);
      }
  }
  const demands = demandsOf(definition);
  return {
    alone: new Set(demands.filter((demand) => alone.has(demand))),
    some: new Set(demands.filter((demand) => some.has(demand) || alone.has(demand))),
    bad,
  };
}

const valueAt = (inputs: Inputs, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>((at, step) => (at as Inputs | undefined)?.[String(step)], inputs);
