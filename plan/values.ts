import { evaluate, type Names, type Step, within } from "./expression/evaluate";
import type { SyntaxReader } from "./expression/syntax";
import { isUnknown, Unknown, unknownsIn, type Value, type ValueObject } from "./expression/unknown";
import type { Expression, Json, JsonObject, ModuleCall } from "./format";
import { instancesOf, type PlanModel, type Resource } from "./model";
import { SENSITIVE } from "./secrets";

/** Gives the values of a plan, those included that Terraform prints as "known after apply", as far as their expressions tell. */
export class PlanValues {
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
    if (text !== undefined)
      return evaluate(
        text,
        new ScopeNames(this, this.scopeOf(resource.module), eachOf(this, resource)),
        this.syntax,
      );
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

/** A module's instance: what its names stand for. */
export interface Scope {
  readonly address: string;
  readonly parent?: Scope;
  readonly call?: ModuleCall;
  readonly callName?: string;
  readonly key?: string | number;
  readonly module: ReturnType<PlanModel["moduleBlock"]>;
  readonly source: ReturnType<PlanModel["sources"]["get"]>;
  readonly locals: Map<string, Value>;
  readonly variables: Map<string, Value>;
  readonly outputs: Map<string, Value>;
}

interface Each {
  readonly key: string | number;
  readonly value: Value;
}

/** `each` of an instance of a resource. */
function eachOf(values: PlanValues, { index, block, module }: Resource): Each | undefined {
  if (index === undefined) return undefined;
  return { key: index, value: elementOf(values, block?.for_each_expression, values.scopeOf(module), index) };
}

function elementOf(
  values: PlanValues,
  expression: Expression | undefined,
  scope: Scope,
  key: string | number,
  each?: Each,
): Value {
  const text = expression?.constant_value;
  const collection =
    text === undefined ? new Unknown("each.value", false) : values.evaluate(text, scope, each);
  return Array.isArray(collection) ? key : within(collection, key);
}

/** The names of a module's instance. */
class ScopeNames implements Names {
  constructor(
    private readonly values: PlanValues,
    private readonly scope: Scope,
    private readonly each?: Each,
  ) {}

  valueOf(name: string, steps: readonly Step[]): readonly [Value, number] {
    const [first, second] = steps.map((step) => ("name" in step ? step.name : undefined));
    switch (name) {
      case "var":
        return [this.variable(String(first)), 1];
      case "local":
        return [this.local(String(first)), 1];
      case "each":
        return [
          this.each
            ? first === "key"
              ? this.each.key
              : this.each.value
            : new Unknown(`each.${String(first)}`, false),
          1,
        ];
      case "count":
        return [this.each?.key ?? new Unknown("count.index", false), 1];
      case "path":
        return [new Unknown(`path.${String(first)}`, true), 1];
      case "terraform":
        return [new Unknown(`terraform.${String(first)}`, true), 1];
      case "data":
        return [this.data(String(first), String(second)), 2];
      case "module":
        return this.moduleOutput(String(first), steps.slice(1));
      default:
        return [this.resource(name, String(first), steps.slice(1)), 1];
    }
  }

  private variable(name: string): Value {
    const { scope } = this;
    const known = scope.variables.get(name);
    if (known !== undefined) return known;
    const value = this.variableValue(name);
    scope.variables.set(name, value);
    return value;
  }

  private variableValue(name: string): Value {
    const { scope, values } = this;
    const standard = scope.module?.variables?.[name]?.default as Value | undefined;
    if (!scope.parent) {
      const given = values.model.plan.variables?.[name]?.value as Value | undefined;
      // A plan has all values but null.
      return given ?? standard ?? null;
    }
    const expression = (scope.call?.expressions as Record<string, Expression> | undefined)?.[name];
    const text =
      expression && "constant_value" in expression
        ? expression.constant_value
        : scope.parent.source?.calls[scope.callName!]?.[name];
    if (text === undefined) {
      if (expression?.references) return new Unknown(expression.references[0] ?? `var.${name}`, false);
      // Whoever leaves out a variable without a default gets an error; the only default that a plan does not have is null.
      return standard ?? null;
    }
    const each =
      scope.key === undefined
        ? undefined
        : {
            key: scope.key,
            value: elementOf(values, scope.call?.for_each_expression, scope.parent, scope.key),
          };
    return values.evaluate(text, scope.parent, each);
  }

  private local(name: string): Value {
    const { scope } = this;
    const known = scope.locals.get(name);
    if (known !== undefined) return known;
    const unread = new Unknown(`local.${name}`, false);
    if (!scope.source || !Object.hasOwn(scope.source.locals, name)) return unread;
    scope.locals.set(name, unread);
    const value = this.values.evaluate(scope.source.locals[name], scope);
    scope.locals.set(name, value);
    return value;
  }

  private data(type: string, name: string): Value {
    const found = this.values.model.dataInstances(this.scope.address, type, name);
    if (!found) return new Unknown(`${prefixed(this.scope.address)}data.${type}.${name}`, true);
    if (found.length === 1 && found[0]!.index === undefined) return found[0]!.values as Value;
    return instancesAsValue(found.map(({ index, values }) => [index, values as Value]));
  }

  private moduleOutput(name: string, steps: readonly Step[]): readonly [Value, number] {
    const { scope, values } = this;
    const call = scope.module?.module_calls?.[name];
    const many = call?.count_expression ?? call?.for_each_expression;
    const [first, second] = steps.map((step) => ("name" in step ? step.name : undefined));
    const keyed = many !== undefined;
    const output = keyed ? second : first;
    if (keyed && typeof first !== "string" && typeof first !== "number")
      return [this.moduleInstances(name, steps), 1];
    const key = keyed ? `[${typeof first === "number" ? first : JSON.stringify(first)}]` : "";
    const inner = values.scopeOf(`${prefixed(scope.address)}module.${name}${key}`);
    return [this.outputOf(inner, String(output)), keyed ? 3 : 2];
  }

  /** All instances of a module, with the output that is asked for behind `[*]`, or with all of them. */
  private moduleInstances(name: string, steps: readonly Step[]): Value {
    const { scope, values } = this;
    const behind = steps.find((step) => "name" in step && typeof step.name === "string") as
      { name: string } | undefined;
    const outputs = behind
      ? [behind.name]
      : Object.keys(scope.module?.module_calls?.[name]?.module?.outputs ?? {});
    const instances = values.model.moduleInstances(scope.address, name).map(({ key, address }) => {
      const inner = values.scopeOf(address);
      return [
        key,
        Object.fromEntries(outputs.map((output) => [output, this.outputOf(inner, output)])),
      ] as const;
    });
    const counted = scope.module?.module_calls?.[name]?.count_expression;
    return instances.length === 0 ? (counted ? [] : {}) : instancesAsValue(instances);
  }

  private outputOf(inner: Scope, output: string): Value {
    const known = inner.outputs.get(output);
    if (known !== undefined) return known;
    const address = `${inner.address}.${output}`;
    const expression = inner.module?.outputs?.[output]?.expression;
    inner.outputs.set(output, new Unknown(address, false));
    const value =
      expression && "constant_value" in expression
        ? this.values.evaluate(expression.constant_value, inner)
        : new Unknown(
            expression?.references?.[0] ? `${inner.address}.${expression.references[0]}` : address,
            false,
          );
    inner.outputs.set(output, value);
    return value;
  }

  private resource(type: string, name: string, steps: readonly Step[]): Value {
    const { values, scope } = this;
    const instances = values.model.instances(scope.address, type, name);
    const block = scope.module?.resources?.find(
      (each) => each.type === type && each.name === name && each.mode === "managed",
    );
    const repeated = block?.count_expression ?? block?.for_each_expression;
    if (!instances) {
      if (repeated) return block?.count_expression ? [] : {};
      return new Unknown(`${prefixed(scope.address)}${type}.${name}`, block !== undefined);
    }
    // Only the attribute that is asked for: others may lead back here.
    const attribute = steps.find(
      (step) =>
        "name" in step && typeof step.name === "string" && isAttribute(step, steps, Boolean(repeated)),
    );
    const only = attribute && "name" in attribute ? String(attribute.name) : undefined;
    const all = instances.map((each) => [each.index, objectOf(values, each, only)] as const);
    return repeated ? instancesAsValue(all) : all[0]![1];
  }
}

/** Whether a step behind a resource's name is its attribute, and no key of an instance. */
const isAttribute = (step: Step, steps: readonly Step[], repeated: boolean): boolean =>
  steps.indexOf(step) === (repeated ? 1 : 0);

function objectOf(values: PlanValues, resource: Resource, only: string | undefined): Value {
  if (!resource.after) return new Unknown(resource.address, true);
  const names = only
    ? [only]
    : [...new Set([...Object.keys(resource.after), ...Object.keys(resource.unknown)])];
  return Object.fromEntries(
    names.map((name) => [name, only ? values.after(resource, name) : shallow(resource, name)]),
  );
}

const shallow = (resource: Resource, name: string): Value =>
  hasUnknown(resource.unknown[name])
    ? new Unknown(`${resource.address}.${name}`, true)
    : ((resource.after?.[name] ?? null) as Value);

function instancesAsValue(instances: readonly (readonly [string | number | undefined, Value])[]): Value {
  return instances.every(([index]) => typeof index === "number")
    ? [...instances].sort(([a], [b]) => Number(a) - Number(b)).map(([, value]) => value)
    : (Object.fromEntries(instances.map(([index, value]) => [String(index), value])) as ValueObject);
}

const prefixed = (address: string): string => (address ? `${address}.` : "");

/** What the provider computes has no expression. */
function computed(
  resource: Resource,
  name: string,
  value: Json | undefined,
  unknown: Json | undefined,
): Value {
  if (unknown === true || value === undefined || value === null)
    return new Unknown(`${resource.address}.${name}`, true);
  return overlaid(value, unknown, `${resource.address}.${name}`);
}

const isPlainObject = (value: Value | undefined): value is ValueObject =>
  typeof value === "object" && value !== null && !Array.isArray(value) && !isUnknown(value);

const isBlocks = (value: Value): value is readonly ValueObject[] =>
  Array.isArray(value) && value.length > 0 && value.every((each) => isPlainObject(each as Value));

/** A value of the plan with its unknown parts as they are read from the expression, where that has them. */
function filledIn(own: Value, read: Value | undefined): Value {
  if (isUnknown(own)) return read ?? own;
  if (isBlocks(own)) {
    const candidates = (Array.isArray(read) ? (read as Value[]) : [read]).filter(isPlainObject);
    return own.map((block) => {
      const at = candidates.findIndex((candidate) => mayBe(block, candidate));
      return filledIn(block, at < 0 ? undefined : candidates.splice(at, 1)[0]);
    });
  }
  if (!isPlainObject(own)) return own;
  return Object.fromEntries(
    Object.entries(own).map(([key, inner]) => [
      key,
      filledIn(inner, isPlainObject(read) ? read[key] : undefined),
    ]),
  );
}

/** Whether a block of the plan may be one of the configuration: what both know of it is the same. */
const mayBe = (block: ValueObject, candidate: ValueObject): boolean =>
  Object.entries(block).every(([key, inner]) => {
    const other = candidate[key];
    const [a, b] = [inner, other].map((each) => (typeof each === "object" ? undefined : each));
    return a === undefined || b === undefined || unknownsIn(String(b)).length > 0 || String(a) === String(b);
  });

function overlaid(value: Json | undefined, unknown: Json | undefined, text: string): Value {
  if (unknown === true) return new Unknown(text, true);
  if (typeof value !== "object" || value === null || typeof unknown !== "object" || unknown === null)
    return (value ?? null) as Value;
  const keys = [...new Set([...Object.keys(value), ...Object.keys(unknown)])];
  const entries = keys.map(
    (key) =>
      [key, overlaid((value as JsonObject)[key], (unknown as JsonObject)[key], `${text}.${key}`)] as const,
  );
  return Array.isArray(value) ? entries.map(([, each]) => each) : Object.fromEntries(entries);
}

export const hasUnknown = (unknown: Json | undefined): boolean =>
  unknown === true ||
  (typeof unknown === "object" &&
    unknown !== null &&
    Object.values(unknown).some((each) => hasUnknown(each as Json)));
