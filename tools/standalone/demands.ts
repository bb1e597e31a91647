import type { z } from "zod";
import type { ModuleDefinition } from "../../lib/module";
import { explain, type Verdict, verdictOf } from "../../lib/problems";
import { limitsOf } from "../../lib/requirements";
import { placeOf } from "../../lib/rules";
import { inspect, type Shape } from "../../lib/schema";
import { anchorOf } from "../../lib/variables";
import type { Inputs } from "./cases";

/** What a module demands of its inputs: each demand is one validation of one of its variables. */
export interface Demand {
  /** `rules.*.port`; `rules.*`, too, for a demand on the keys of a map. */
  readonly place: string;
  readonly ofKey: boolean;
  /** "must be at least 1". */
  readonly message: string;
  /** The check or rule that demands it: two modules that share a schema have the same. */
  readonly source: object;
}

/** Every demand of a module: those of its schemas, then its rules. */
export function demandsOf(definition: ModuleDefinition): readonly Demand[] {
  let demands = known.get(definition);
  if (!demands) known.set(definition, (demands = found(definition)));
  return demands;
}

const known = new WeakMap<ModuleDefinition, readonly Demand[]>();

function found({ inputs, rules = [] }: ModuleDefinition): Demand[] {
  const below = (schema: z.ZodType, place: string, ofKey = false): Demand[] => {
    const { checks, values, key, element, shape } = inspect(schema, place);
    const own = limitsOf(schema, place).map((message, i) => {
      return { place, ofKey, message, source: checks[i]?._zod.def ?? values };
    });
    return [
      ...own,
      ...(key ? below(key, `${place}.*`, true) : []),
      ...(element ? below(element, `${place}.*`) : []),
      ...Object.entries(shape).flatMap(([name, attribute]) => below(attribute, `${place}.${name}`)),
    ];
  };
  return [
    ...Object.entries(inputs).flatMap(([name, schema]) => below(schema, name)),
    ...rules
      .filter((rule) => anchorOf(rule, inputs))
      .map((rule) => ({ place: placeOf(rule), ofKey: false, message: rule.message, source: rule })),
  ];
}

/** The demands that inputs do not meet; undefined among them stands for what else is wrong: a type, a misspelt name. */
export const brokenBy = (definition: ModuleDefinition, inputs: Inputs): ReadonlySet<Demand | undefined> =>
  demandsOfVerdict(definition, verdictOf(definition.inputs, definition.rules ?? [], inputs));

export const demandsOfVerdict = (
  definition: ModuleDefinition,
  { issues, broken }: Verdict,
): ReadonlySet<Demand | undefined> =>
  new Set([
    ...[...issues].flatMap(([name, ofInput]) => brokenIn(definition, name, ofInput)),
    ...broken.map(({ rule }) => demandsOf(definition).find(({ source }) => source === rule)),
  ]);

/** The demands that the issues of an input's schema stand for. */
export const brokenIn = (
  definition: ModuleDefinition,
  input: string,
  issues: readonly z.core.$ZodIssue[],
): (Demand | undefined)[] => issues.flatMap((issue) => demandsBehind(definition, input, issue));

function demandsBehind(
  definition: ModuleDefinition,
  input: string,
  issue: z.core.$ZodIssue,
): (Demand | undefined)[] {
  const ofKey = issue.code === "invalid_key";
  const place = placeIn(definition.inputs, [input, ...issue.path]);
  return (ofKey ? issue.issues : [issue]).map((one) => {
    const said = explain(one);
    // A check of one's own may name the entry that is wrong, and end its message with what was given.
    const own = one.code === "custom";
    const places = own ? [place, place.replace(/\.[^.]*$/, "")] : [place];
    // The longest, since one message may begin as another does.
    return demandsOf(definition)
      .filter(
        (demand) =>
          demand.ofKey === ofKey &&
          places.includes(demand.place) &&
          (own ? said.startsWith(demand.message) : said === demand.message),
      )
      .toSorted((one, other) => other.message.length - one.message.length)[0];
  });
}

/** A place without the keys and indexes of a caller. */
function placeIn(shape: Shape, path: readonly PropertyKey[]): string {
  let at: { readonly element?: z.ZodType; readonly shape: Shape } = { shape };
  return path
    .map((key) => {
      const { element } = at;
      const next = element ?? at.shape[String(key)];
      at = next ? inspect(next, "") : { shape: {} };
      return element ? "*" : String(key);
    })
    .join(".");
}
