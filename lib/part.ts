import type { InputShape, InputsOf, ModuleDefinition } from "./module";
import { placeOf, type Rule } from "./rules";

/** Inputs of a module that another one takes from its own caller and hands on. */
export interface Part<I extends InputShape, K extends keyof I & string> {
  /** Their schemas, for an object input of the composing module. */
  readonly shape: Pick<I, K>;
  /** What the call of the module gets, from a reference to that object. */
  from(reference: { readonly [N in K]: unknown }): Pick<InputsOf<I>, K & keyof InputsOf<I>>;
  /**
   * The module's rules about these inputs, for TypeScript callers of the composing module, who then learn of a problem at
   * synth. Terraform checks them with the module's own variables.
   */
  rules(handed: Handed): Rule[];
  /** The same where the module is called for each entry of a map. */
  rulesForEach(handed: HandedEntries): Rule[];
}

/** How a composing module hands inputs on. */
export interface Handed {
  /** Its own inputs that they come from. */
  readonly inputs: Rule["inputs"];
  /** Where its callers give one of them. */
  readonly at: (input: string) => string;
  /** What the module gets of them, by its own names; undefined where the module is not made. */
  readonly given: (values: never) => object | undefined;
}

/** How a composing module hands the entries of a map on. */
export interface HandedEntries {
  /** Its own inputs that they come from. */
  readonly inputs: Rule["inputs"];
  /** Where its callers give the map. */
  readonly at: string;
  /** What each call gets, by its own names. */
  readonly given: (values: never) => Readonly<Record<string, object>>;
}

/** Takes some of a module's inputs over, by one list of names. */
export function part<I extends InputShape, const K extends keyof I & string>(
  { definition }: { readonly definition: Pick<ModuleDefinition<I>, "inputs" | "rules"> },
  names: readonly K[],
): Part<I, K> {
  const pick = (source: { readonly [N in K]: unknown }) =>
    Object.fromEntries(names.map((name) => [name, source[name]]));
  const ownRules = (definition.rules ?? []).filter((rule) =>
    (names as readonly string[]).includes(placeOf(rule).split(".")[0]!),
  );
  return {
    shape: pick(definition.inputs) as Pick<I, K>,
    from: (reference) => pick(reference) as never,
    rulesForEach: ({ inputs, at, given }) =>
      ownRules.map((rule) => ({
        inputs,
        at,
        message: rule.message,
        ...(rule.detail && {
          detail: {
            ...rule.detail,
            text: (values: never, key) => rule.detail!.text(given(values)[key!] as never),
          },
        }),
        check: (values: never) =>
          Object.entries(given(values)).flatMap(([key, handed]) => {
            const verdict = rule.check(handed as never);
            const place = [key, ...placeOf(rule).split(".")] as const;
            if (typeof verdict === "boolean") return verdict ? [] : [place];
            return verdict.map((entry) => [...place, ...[entry].flat()] as const);
          }),
      })),
    rules: ({ inputs, at, given }) =>
      ownRules.map((rule) => {
        const [input, ...below] = placeOf(rule).split(".");
        const { detail } = rule;
        return {
          inputs,
          at: [at(input!), ...below].join("."),
          message: rule.message,
          ...(detail && {
            detail: { ...detail, text: (values: never) => detail.text(given(values) as never) },
          }),
          check: (values: never) => {
            const handed = given(values);
            return handed === undefined || rule.check(handed as never);
          },
        };
      }),
  };
}
