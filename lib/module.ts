import {
  type IResolvable,
  type ITerraformDependable,
  TerraformModule,
  type TerraformElement,
  type TerraformProvider,
} from "cdktf";
import type { Construct } from "constructs";
import type { z } from "zod";
import type { Expression } from "./expression";
import { reference, tf } from "./expression";
import { pascalCase, snakeCase } from "./names";
import { problemsOf } from "./problems";
import { configurationName, type ProviderRequirement } from "./provider-requirement";
import type { Composite, Reference } from "./reference";
import type { Rule } from "./rules";
import { argumentOf } from "./values";
import { type ModuleStack, sourceOf } from "./stack";

export type InputShape = Readonly<Record<string, z.ZodType>>;

/** What a caller may pass for a value of type T: the value, or something that only Terraform knows. */
export type Value<T> =
  | IResolvable
  | (NonNullable<T> extends object ? Composite : never)
  | (T extends string | number | boolean | null | undefined
      ? T
      : T extends readonly (infer E)[]
        ? readonly Value<E>[]
        : T extends object
          ? { readonly [K in keyof T]: Value<T[K]> }
          : T);

/** The inputs of a module as its caller writes them. */
export type InputsOf<I extends InputShape> = {
  readonly [K in keyof z.input<z.ZodObject<I>>]: Value<z.input<z.ZodObject<I>>[K]>;
};

/** The inputs inside a module's definition: references to Terraform's variables. */
export type InputReferences<I extends InputShape> = {
  readonly [K in keyof I]: Reference<z.output<I[K]>>;
};

/**
 * An output's value that callers must not use before other resources are there: an endpoint before the server behind it, a
 * subnet before its route. At destroy the order is the reverse.
 */
export class Pending {
  constructor(
    readonly value: unknown,
    readonly until: readonly ITerraformDependable[],
  ) {}
}

/** An output's value that is a secret: Terraform shows it nowhere, and stores it as it stores what the value comes from. */
export class Sensitive {
  constructor(readonly value: unknown) {}
}

/** A Terraform module written in TypeScript: everything from which its folder, its class and its README come. */
export interface ModuleDefinition<
  I extends InputShape = InputShape,
  O extends Readonly<Record<string, string>> = Readonly<Record<string, string>>,
> {
  /** Folder name, a noun in kebab-case. */
  readonly name: string;
  /** One sentence on what it makes. */
  readonly summary: string;
  /** Provider configurations that it takes from its caller. */
  readonly providers: readonly ProviderRequirement[];
  /** zod schemas by camelCase name; each becomes a typed, validated Terraform variable in snake_case. */
  readonly inputs: I;
  /** Conditions over several inputs. */
  readonly rules?: readonly Rule[];
  /** Descriptions by camelCase name. */
  readonly outputs: O;
  /** Builds the resources and returns the outputs' values, each perhaps a Pending or a Sensitive one. */
  readonly resources: (
    module: ModuleStack,
    inputs: InputReferences<I>,
  ) => { readonly [K in keyof O]: unknown };
  /** Writes files that the module's resources read (a function's code) into the module's folder at synth. */
  readonly files?: (folder: string) => void;
}

/** How a module is called, apart from its inputs. */
export interface CallOptions {
  /**
   * Provider configurations by the name that the module knows: an environment's own, or inside a module one that it takes from
   * its caller (`{ aws: awsInUsEast1 }`). Inside a module, names pass through by default.
   */
  readonly providers?: Readonly<Record<string, TerraformProvider | ProviderRequirement>>;
  /** Condition under which the module exists; its outputs are null otherwise. */
  readonly when?: Expression;
  /** Map or set of instances; outputs become maps by key, `each` is available to the inputs. */
  readonly forEach?: Expression | Composite;
  readonly dependsOn?: readonly TerraformElement[];
}

/** A call of a module with typed outputs. */
export interface ModuleCall<O extends Readonly<Record<string, string>>> extends TerraformModule {
  readonly outputs: { readonly [K in keyof O]: Expression };
}

/** The class that calls a module, and what the tools need to know of it. */
export interface ModuleClass<I extends InputShape, O extends Readonly<Record<string, string>>> {
  new (scope: Construct, id: string, inputs: InputsOf<I>, options?: CallOptions): ModuleCall<O>;
  readonly definition: ModuleDefinition<I, O>;
  /** Everything wrong with a caller's inputs, each sentence starting with `prefix` and the input's name. */
  problems(inputs: object, prefix: string): string[];
}

/** A provider's configuration as a module call names it. */
function nameOf(provider: TerraformProvider | ProviderRequirement | undefined): string | undefined {
  return provider && ("fqn" in provider ? provider.fqn : configurationName(provider));
}

/** Turns a definition into the class whose instances are calls of the module. */
export function terraformModule<I extends InputShape, const O extends Readonly<Record<string, string>>>(
  definition: ModuleDefinition<I, O>,
): ModuleClass<I, O> {
  const { name, inputs: shape, rules = [], outputs: descriptions, providers } = definition;

  // An environment's inputs are checked before anything is written, and would be once more by the call.
  const flawless = new WeakSet<object>();

  class Call extends TerraformModule {
    static readonly definition = definition;
    readonly outputs: ModuleCall<O>["outputs"];

    static problems(inputs: object, prefix: string): string[] {
      if (flawless.has(inputs)) return [];
      const problems = problemsOf(shape, rules, inputs, prefix);
      if (problems.length === 0) flawless.add(inputs);
      return problems;
    }

    constructor(scope: Construct, id: string, inputs: InputsOf<I>, options: CallOptions = {}) {
      super(scope, id, {
        source: sourceOf(scope, name),
        skipAssetCreationFromLocalModules: true,
        dependsOn: options.dependsOn ? [...options.dependsOn] : undefined,
      });
      const problems = Call.problems(inputs, `${this.node.path}: `);
      if (problems.length > 0) throw new Error(problems.join("\n"));
      for (const [key, value] of Object.entries(inputs)) {
        if (value !== undefined) this.addOverride(snakeCase(key), argumentOf(shape[key]!, value, key));
      }
      if (options.when) this.addOverride("count", tf`${options.when} ? 1 : 0`);
      if (options.forEach) this.addOverride("for_each", options.forEach);
      // A module that takes no alias inherits its providers; aliases must be handed over by name.
      const names = providers.map(configurationName);
      const passed = names.map((key) => [key, nameOf(options.providers?.[key]) ?? key]);
      if (options.providers || providers.some(({ alias }) => alias)) {
        this.addOverride("providers", Object.fromEntries(passed));
      }
      this.outputs = this.references(options);
    }

    private references(options: CallOptions): ModuleCall<O>["outputs"] {
      const call = reference(`module.${this.friendlyUniqueId}`);
      const entries = Object.keys(descriptions).map((key) => {
        const output = reference(snakeCase(key));
        // Not one(module.x[*].y), which waits for everything that the module makes.
        if (options.when) return [key, tf`(${options.when} ? ${call}[0].${output} : null)`];
        return [
          key,
          options.forEach ? tf`{for key, call in ${call} : key => call.${output}}` : tf`${call}.${output}`,
        ];
      });
      return Object.fromEntries(entries) as ModuleCall<O>["outputs"];
    }
  }

  Object.defineProperty(Call, "name", { value: pascalCase(name) });
  return Call as unknown as ModuleClass<I, O>;
}
