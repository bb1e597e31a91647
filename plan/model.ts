import type {
  ConfigurationModule,
  ConfigurationResource,
  Json,
  JsonObject,
  PlanFile,
  ResourceChange,
  StateModule,
  ValueChange,
} from "./format";
import type { Sources } from "./sources";

/** What happens to a resource. `replace` is a removal and a creation, in either order. */
export type Action = "no-op" | "create" | "update" | "replace" | "delete" | "forget" | "read" | "unknown";

/** A resource of the plan: one that changes, or one that stays. */
export interface Resource {
  readonly address: string;
  /** The address that it has in the state, where it moves. */
  readonly previousAddress?: string;
  readonly type: string;
  readonly name: string;
  /** Address of its module; "" is the root module. */
  readonly module: string;
  readonly index?: string | number;
  readonly action: Action;
  /** In a replacement, whether the new one is there before the old one goes. */
  readonly createFirst: boolean;
  /** Values as the provider last read them; undefined for what is created. */
  readonly before?: JsonObject;
  /** Values after the apply, without those that only the apply gives; undefined for what is destroyed. */
  readonly after?: JsonObject;
  /** `true` where only the apply gives a value. */
  readonly unknown: JsonObject;
  /** `true` where Terraform marks a value as sensitive. */
  readonly sensitive: JsonObject;
  /** The arguments that force a replacement. */
  readonly forcedBy: readonly (readonly (string | number)[])[];
  /** Terraform's reason: `delete_because_no_resource_config`. */
  readonly reason?: string;
  readonly importId?: string;
  /** An object that was to be destroyed earlier. */
  readonly deposed?: string;
  /** The resource's block. */
  readonly block?: ConfigurationResource;
}

/** A change of an output of the root module. */
export interface OutputChange {
  readonly name: string;
  readonly change: ValueChange;
}

/** A masked plan as the parts of a review read it. */
export class PlanModel {
  /** Managed resources, in the order of the plan. */
  readonly resources: readonly Resource[];
  readonly drift: readonly Resource[];
  readonly outputs: readonly OutputChange[];
  private readonly byAddress: ReadonlyMap<string, Resource>;
  private readonly instancesByBlock = new Map<string, Resource[]>();
  private readonly dataByBlock = new Map<
    string,
    { readonly index?: string | number; readonly values: JsonObject }[]
  >();

  constructor(
    readonly plan: PlanFile,
    readonly sources: Sources = new Map(),
  ) {
    const managed = plan.resource_changes.filter(({ mode }) => mode === "managed");
    this.resources = managed.map((change) => this.resourceOf(change));
    this.drift = (plan.resource_drift ?? [])
      .filter(({ mode }) => mode === "managed")
      .map((change) => this.resourceOf(change));
    this.byAddress = new Map(
      this.resources.filter(({ deposed }) => !deposed).map((each) => [each.address, each]),
    );
    for (const each of this.resources) {
      if (each.deposed) continue;
      const key = blockAddress(each.module, each.type, each.name);
      this.instancesByBlock.set(key, [...(this.instancesByBlock.get(key) ?? []), each]);
    }
    this.outputs = Object.entries(plan.output_changes ?? {}).map(([name, change]) => ({ name, change }));
    forData(plan.prior_state?.values?.root_module, (values, block, index) => {
      this.dataByBlock.set(block, [...(this.dataByBlock.get(block) ?? []), { index, values }]);
    });
  }

  resource(address: string): Resource | undefined {
    return this.byAddress.get(address);
  }

  /** The resource whose attribute an unknown value is: its text begins with the address, or with that of the block. */
  resourceNamed(text: string): Resource | undefined {
    for (let end = text.length; end > 0; end = text.lastIndexOf(".", end - 1)) {
      const address = text.slice(0, end);
      const found = this.resource(address) ?? this.instancesByBlock.get(address)?.[0];
      if (found) return found;
    }
    return undefined;
  }

  /** The instances of a resource block within an instance of a module, or undefined where the plan has none. */
  instances(module: string, type: string, name: string): readonly Resource[] | undefined {
    return this.instancesByBlock.get(blockAddress(module, type, name));
  }

  /** The instances of a data source that have been read. */
  dataInstances(module: string, type: string, name: string) {
    return this.dataByBlock.get(blockAddress(module, `data.${type}`, name));
  }

  /** The values of all data sources of a type that have been read. */
  dataOfType(type: string): readonly JsonObject[] {
    return [...this.dataByBlock].flatMap(([block, instances]) =>
      block.includes(`data.${type}.`) ? instances.map(({ values }) => values) : [],
    );
  }

  /** The instances of a module that is called several times, as far as they have resources. */
  moduleInstances(
    parent: string,
    name: string,
  ): readonly { readonly key?: string | number; readonly address: string }[] {
    const depth = instancesOf(parent).length;
    const found = new Map<string, { readonly key?: string | number; readonly address: string }>();
    for (const module of new Set(this.resources.map((each) => each.module))) {
      const call = instancesOf(module)[depth];
      if (call?.name === name && (depth === 0 || instancesOf(module)[depth - 1]!.address === parent))
        found.set(call.address, call);
    }
    return [...found.values()];
  }

  /** Whether the plan makes an environment from nothing. */
  get fromNothing(): boolean {
    return (
      this.resources.length > 0 &&
      this.resources.every(({ action, importId }) => action === "create" && !importId)
    );
  }

  /** The block of a module, by the names of the calls that lead to it. */
  moduleBlock(path: readonly string[]): ConfigurationModule | undefined {
    return path.reduce<ConfigurationModule | undefined>(
      (module, name) => module?.module_calls?.[name]?.module,
      this.plan.configuration?.root_module,
    );
  }

  private resourceOf(each: ResourceChange): Resource {
    const { address, type, name, index, change } = each;
    const module = each.module_address ?? "";
    const action = actionOf(change);
    const block = this.moduleBlock(callsOf(module))?.resources?.find(
      (candidate) => candidate.mode === "managed" && candidate.type === type && candidate.name === name,
    );
    return {
      address,
      previousAddress: each.previous_address === address ? undefined : each.previous_address,
      type,
      name,
      module,
      index,
      action,
      createFirst: change.actions[0] === "create" && change.actions.length === 2,
      before: objectOrNothing(change.before),
      after: objectOrNothing(change.after),
      unknown: objectOrNothing(change.after_unknown) ?? {},
      sensitive: objectOrNothing(change.after_sensitive) ?? {},
      forcedBy: change.replace_paths ?? [],
      reason: each.action_reason,
      importId: change.importing ? (change.importing.id ?? "by identity") : undefined,
      deposed: each.deposed,
      block,
    };
  }
}

function actionOf({ actions }: ValueChange): Action {
  const text = actions.join(",");
  if (text === "delete,create" || text === "create,delete" || text === "create,forget") return "replace";
  return ["no-op", "create", "update", "delete", "forget", "read"].includes(text)
    ? (text as Action)
    : "unknown";
}

const objectOrNothing = (value: Json | undefined): JsonObject | undefined =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? (value as JsonObject) : undefined;

const blockAddress = (module: string, type: string, name: string): string =>
  `${module ? `${module}.` : ""}${type}.${name}`;

/** The names of the calls in the address of a module: `module.a["x.y"].module.b` is `a`, `b`. */
export const callsOf = (module: string): string[] => instancesOf(module).map(({ name }) => name);

/** The calls in the address of a module, with the key of each instance. */
export function instancesOf(
  module: string,
): { readonly name: string; readonly key?: string | number; readonly address: string }[] {
  const calls: { name: string; key?: string | number; address: string }[] = [];
  const pattern = /\.?module\.([\w-]+)(?:\[("(?:[^"\\]|\\.)*"|\d+)\])?/gy;
  for (let match = pattern.exec(module); match; match = pattern.exec(module))
    calls.push({
      name: match[1]!,
      ...(match[2] ? { key: keyOf(match[2]) } : {}),
      address: module.slice(0, pattern.lastIndex),
    });
  return calls;
}

function keyOf(text: string): string | number {
  try {
    return JSON.parse(text) as string | number;
  } catch {
    return text.slice(1, -1);
  }
}

function forData(
  module: StateModule | undefined,
  visit: (values: JsonObject, block: string, index?: string | number) => void,
): void {
  for (const { mode, type, name, index, values } of module?.resources ?? [])
    if (mode === "data" && values)
      visit(values, blockAddress(module?.address ?? "", `data.${type}`, name), index);
  for (const inner of module?.child_modules ?? []) forData(inner, visit);
}
