import { isUnknown, isValueObject, type Value } from "./expression/unknown";
import type { PlanModel, Resource } from "./model";
import type { PlanValues } from "./values";

/** What is there before a plan, or after it. */
export class Side {
  /** The resources that are there. */
  readonly resources: readonly Resource[];
  private readonly byId = new Map<string, Resource>();
  private readonly types = new Map<string, Resource[]>();

  constructor(
    readonly model: PlanModel,
    readonly values: PlanValues,
    readonly which: "before" | "after",
  ) {
    this.resources = model.resources.filter((each) =>
      which === "before" ? each.before !== undefined && !each.deposed : each.after !== undefined,
    );
    for (const each of this.resources) {
      this.types.set(each.type, [...(this.types.get(each.type) ?? []), each]);
      for (const side of [each.before, each.after])
        for (const id of [side?.["id"], side?.["arn"]]) this.note(id, each);
    }
  }

  /** What a bucket's policy has for an ID is the bucket's: the shorter type is the one that is meant. */
  private note(id: unknown, resource: Resource): void {
    if (typeof id !== "string" || id === "") return;
    const known = this.byId.get(id);
    if (!known || resource.type.length < known.type.length) this.byId.set(id, resource);
  }

  /** The resources of a type. */
  ofType(type: string): readonly Resource[] {
    return this.types.get(type) ?? [];
  }

  /** An argument. After the plan, what Terraform prints as "known after apply" is read from its expression. */
  value(resource: Resource, name: string): Value {
    return this.which === "after"
      ? this.values.after(resource, name)
      : ((resource.before?.[name] ?? null) as Value);
  }

  /** The blocks of an argument. */
  blocks(resource: Resource, name: string): readonly Readonly<Record<string, Value>>[] {
    return objectsIn(this.value(resource, name));
  }

  /** The resource that a value is an ID, an ARN or an attribute of. */
  resourceOf(value: Value): Resource | undefined {
    if (isUnknown(value)) return this.model.resourceNamed(value.text);
    return typeof value === "string" ? this.byId.get(value) : undefined;
  }

  /** What a value means: the address of a resource of the plan, or the value itself. */
  identityOf(value: Value): string {
    return (
      this.resourceOf(value)?.address ??
      (isUnknown(value) ? value.text : typeof value === "string" ? value : "")
    );
  }

  /** The resources of a type that name another one in an argument. */
  naming(type: string, argument: string, resource: Resource): readonly Resource[] {
    const names = [resource.before, resource.after]
      .flatMap((side) => [side?.["id"], side?.["arn"], side?.["name"], side?.["bucket"]])
      .filter((name) => typeof name === "string" && name !== "");
    return this.ofType(type).filter((each) => {
      const value = this.value(each, argument);
      return isUnknown(value)
        ? this.model.resourceNamed(value.text) === resource
        : names.includes(value as string);
    });
  }
}

/** The blocks in a value; one block stands for itself. */
export function objectsIn(value: Value | undefined): readonly Readonly<Record<string, Value>>[] {
  const list = Array.isArray(value) ? (value as readonly Value[]) : value === undefined ? [] : [value];
  return list.filter(isValueObject);
}
