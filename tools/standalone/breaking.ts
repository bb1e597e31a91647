import type { ModuleDefinition } from "../../lib/module";
import { snakeCase } from "../../lib/names";
import { problemsOf } from "../../lib/problems";
import { casesOf, completesOf, type Inputs } from "./cases";
import { brokenIn, type Demand, demandsOf } from "./demands";
import { inheritedDemands } from "./inherited";
import { type Mutation, mutated, mutationsOf } from "./mutations";
import { writtenCases } from "./written";

/** Good inputs, and the change of one value with which they break demands of the module. */
export interface BreakingCase {
  readonly good: Inputs;
  readonly mutation: Mutation;
  /** The demand for which the case is there. */
  readonly demand: Demand;
  /** All that it breaks. */
  readonly broken: ReadonlySet<Demand>;
}

/** What is wrong with a case's inputs, in short and in Terraform's names: "alarms.period_seconds must be a whole number". */
export function nameOf({ demand: { place, ofKey, message } }: BreakingCase): string {
  const short = /^.{1,60}(?= |$)/.exec(message.split(/[,:;(]| like /)[0]!)![0];
  return `${snakeCase(place.replaceAll(".*", ""))}${ofKey ? " keys" : ""} ${short}`;
}

/**
 * Cases for those of a module's demands that no refused case of its tests breaks alone: of good inputs one value is changed, and what comes
 * of it is kept where that demand is all that refuses it. What is only broken along with others has a case of that kind, and what no such
 * change breaks has none: somebody must write one.
 */
export function breakingCases(definition: ModuleDefinition): readonly BreakingCase[] {
  const { inputs: shape } = definition;
  const { alone, some, bad } = writtenCases(definition);
  const inherited = inheritedDemands(definition);
  const wanted = new Set(demandsOf(definition).filter((each) => !alone.has(each) && !inherited.has(each)));
  const cases = new Map<Demand, BreakingCase>();
  // A change may break a demand on itself, on what it is within, and on what is within it.
  const isWanted = (place: string): boolean =>
    [...wanted].some(
      (demand) => `${demand.place}.`.startsWith(`${place}.`) || place.startsWith(`${demand.place}.`),
    );
  for (const [key, good] of goodInputs(definition, isWanted)) {
    for (const mutation of mutationsOf(shape[key]!, good[key], { path: [key], place: key, bad, isWanted })) {
      const { error } = shape[key]!.safeParse(mutated(good, mutation)[key]);
      const found = new Set(brokenIn(definition, key, error?.issues ?? []));
      if (found.has(undefined)) continue;
      const broken = found as Set<Demand>;
      for (const demand of broken) {
        const best = broken.size === 1;
        if (!wanted.has(demand) || (!best && (cases.has(demand) || some.has(demand)))) continue;
        cases.set(demand, { good, mutation, demand, broken });
        if (best) wanted.delete(demand);
      }
    }
  }
  return demandsOf(definition).flatMap((demand) => cases.get(demand) ?? []);
}

/** Characters of an input's value. Longer ones show limits of their number, and would only take time. */
const MAX_LENGTH = 20_000;

/**
 * Good inputs, each with the name of one whose value may be changed: the first accepted case, so that cases differ little from it; it with an
 * input of another set; and the other sets.
 */
function* goodInputs(
  { inputs: shape, rules = [], name }: ModuleDefinition,
  isWanted: (key: string) => boolean,
): Generator<[string, Inputs]> {
  const [first, ...others] = [
    ...Object.values(casesOf(name).accepted),
    ...Object.values(completesOf(name)),
  ] as [Inputs, ...Inputs[]];
  const short = (inputs: Inputs, key: string): boolean =>
    inputs[key] !== undefined && JSON.stringify(inputs[key]).length <= MAX_LENGTH;
  for (const key of Object.keys(first)) if (isWanted(key)) yield [key, first];
  for (const other of others) {
    for (const key of Object.keys(other)) {
      if (other[key] === first[key] || !short(other, key) || !isWanted(key)) continue;
      const mixed = { ...first, [key]: other[key] };
      if (problemsOf(shape, rules, mixed, "").length === 0) yield [key, mixed];
    }
  }
  for (const other of others)
    for (const key of Object.keys(other)) if (short(other, key) && isWanted(key)) yield [key, other];
}
