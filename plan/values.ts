import { evaluate } from "./expression/evaluate";
import type { SyntaxReader } from "./expression/syntax";
import { Unknown, type Value } from "./expression/unknown";
import type { Expression } from "./format";
import { instancesOf, type PlanModel, type Resource } from "./model";
import { computed, filledIn, hasUnknown, isBlocks } from "./overlay";
import { type Each, eachOf, type Scope, ScopeNames, type ScopeValues } from "./scope";
import { SENSITIVE } from "./secrets";

/** Gives the values of a plan, those included that Terraform prints as "known after apply", as far as their expressions tell. */
export class PlanValues implements ScopeValues {
  private readonly scopes = new Map<string, Scope>();
  private readonly read = new Map<string, Value>();

  constructor(
    readonly model: PlanModel,
    private readonly syntax: SyntaxReader,
  ) {}

  /** An argument after the apply. What only the apply gives is {@link Unknown}, or a text with such parts. */
  after(resource: Resource, name: string): Value {
    if (!resource.after) return null;
    const unknown = resource.unknown[name];
    const value = resource.after[name];
    if (!hasUnknown(unknown)) return (value ?? null) as Value;
    // What is sensitive is not put together again from its parts.
    if (hasUnknown(resource.sensitive[name])) return new Unknown(SENSITIVE, false);
    const key = `${resource.address} ${name}`;
    if (!this.read.has(key)) {
      // What refers to itself through others is no end to look for.
      this.read.set(key, new Unknown(`${resource.address}.${name}`, true));
      const own = computed(resource, name, value, unknown);
      const read = this.readFrom(resource, name);
      // Of blocks, the plan has all, and the expression those only that are written one by one.
      this.read.set(key, isBlocks(own) ? filledIn(own, read) : (read ?? own));
    }
    return this.read.get(key)!;
  }

  /** Whether an argument's value after the apply is not in the plan, so that {@link after} reads it from its expression. */
  isUnknown(resource: Resource, name: string): boolean {
    return resource.after !== undefined && hasUnknown(resource.unknown[name]);
  }

  /** The text of the expression of an argument; undefined where neither the plan nor the sources have it. */
  expressionOf(resource: Resource, name: string): unknown {
    if (hasUnknown(resource.sensitive[name])) return SENSITIVE;
    const given = (resource.block?.expressions as Record<string, Expression> | undefined)?.[name];
    if (given && "constant_value" in given) return given.constant_value;
    return this.scopeOf(resource.module).source?.resources[`${resource.type}.${resource.name}`]?.[name];
  }

  /** What the resource's argument refers to, as the plan names it. */
  referencesOf(resource: Resource, name: string): readonly string[] {
    return (resource.block?.expressions as Record<string, Expression> | undefined)?.[name]?.references ?? [];
  }

  private readFrom(resource: Resource, name: string): Value | undefined {
    const text = this.expressionOf(resource, name);
    if (text !== undefined) return this.evaluate(text, this.scopeOf(resource.module), eachOf(this, resource));
    // Arguments of HCL have references only: one that is nothing but a reference can still be followed.
    const references = this.referencesOf(resource, name);
    return references.length > 0 ? new Unknown(references[0]!, false) : undefined;
  }

  /** The scope of an instance of a module, by its address. */
  scopeOf(address: string): Scope {
    const known = this.scopes.get(address);
    if (known) return known;
    const calls = instancesOf(address);
    const last = calls.at(-1);
    const parent = last ? this.scopeOf(calls.at(-2)?.address ?? "") : undefined;
    const names = calls.map(({ name }) => name);
    const scope: Scope = {
      address,
      parent,
      call: last ? parent?.module?.module_calls?.[last.name] : undefined,
      callName: last?.name,
      key: last?.key,
      module: this.model.moduleBlock(names),
      source: this.model.sources.get(names.join(".")),
      locals: new Map(),
      variables: new Map(),
      outputs: new Map(),
    };
    this.scopes.set(address, scope);
    return scope;
  }

  evaluate(text: unknown, scope: Scope, each?: Each): Value {
    return evaluate(text, new ScopeNames(this, scope, each), this.syntax);
  }
}
