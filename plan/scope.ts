import { type Names, type Step, within } from "./expression/evaluate";
import { Unknown, type Value, type ValueObject } from "./expression/unknown";
import type { Expression, ModuleCall } from "./format";
import type { PlanModel, Resource } from "./model";
import { hasUnknown } from "./overlay";

/** What the names of a module are looked up in. */
export interface ScopeValues {
  readonly model: PlanModel;
  readonly after: (resource: Resource, name: string) => Value;
  readonly scopeOf: (address: string) => Scope;
  readonly evaluate: (text: unknown, scope: Scope, each?: Each) => Value;
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

export interface Each {
  readonly key: string | number;
  readonly value: Value;
}

/** `each` of an instance of a resource. */
export function eachOf(values: ScopeValues, { index, block, module }: Resource): Each | undefined {
  if (index === undefined) return undefined;
  return { key: index, value: elementOf(values, block?.for_each_expression, values.scopeOf(module), index) };
}

function elementOf(
  values: ScopeValues,
  expression: Expression | undefined,
  scope: Scope,
  key: string | number,
): Value {
  const text = expression?.constant_value;
  const collection = text === undefined ? new Unknown("each.value", false) : values.evaluate(text, scope);
  return Array.isArray(collection) ? key : within(collection, key);
}

/** The names of a module's instance. */
export class ScopeNames implements Names {
  constructor(
    private readonly values: ScopeValues,
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
    // Only the attribute that is asked for, which stands behind the key of an instance: others may lead back here.
    const step = steps[repeated ? 1 : 0];
    const only = step && "name" in step && typeof step.name === "string" ? step.name : undefined;
    const all = instances.map((each) => [each.index, objectOf(values, each, only)] as const);
    return repeated ? instancesAsValue(all) : all[0]![1];
  }
}

function objectOf(values: ScopeValues, resource: Resource, only: string | undefined): Value {
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
