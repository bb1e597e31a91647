import type { Json, JsonObject, PlanFile, ResourceChange } from "../../plan/format";
import type { ReadPlan } from "../../plan/read";

/** A resource of a plan that a test makes up. */
export interface Planned {
  readonly address: string;
  readonly before?: JsonObject;
  readonly after?: JsonObject;
  readonly unknown?: JsonObject;
  readonly sensitive?: Json;
  readonly actions?: readonly string[];
  readonly forcedBy?: readonly (readonly string[])[];
  /** Arguments as the configuration has them: texts in Terraform's JSON syntax. */
  readonly expressions?: Readonly<Record<string, Json>>;
}

/** A plan of resources in the root module, as `terraform show -json` would write it. */
export function planned(resources: readonly Planned[], more: Partial<PlanFile> = {}): ReadPlan {
  const plan: PlanFile = {
    format_version: "1.2",
    terraform_version: "1.11.4",
    resource_changes: resources.map(changeOf),
    configuration: {
      root_module: {
        resources: resources.map(({ address, expressions = {} }) => ({
          ...partsOf(address),
          mode: "managed",
          expressions: Object.fromEntries(
            Object.entries(expressions).map(([name, constant_value]) => [name, { constant_value }]),
          ),
        })),
      },
    },
    ...more,
  };
  return { plan, hash: "0".repeat(64) };
}

function partsOf(address: string) {
  const [, type, name, key] = /^([^.]+)\.([^[]+)(?:\[(.*)\])?$/s.exec(address)!;
  return {
    address: `${type}.${name}`,
    type: type!,
    name: name!,
    ...(key ? { index: JSON.parse(key) as string } : {}),
  };
}

function changeOf({
  address,
  before,
  after,
  unknown = {},
  sensitive,
  actions,
  forcedBy,
}: Planned): ResourceChange {
  const standard =
    before && after
      ? JSON.stringify(before) === JSON.stringify(after)
        ? ["no-op"]
        : ["update"]
      : before
        ? ["delete"]
        : ["create"];
  return {
    ...partsOf(address),
    address,
    mode: "managed",
    change: {
      actions: actions ?? standard,
      before: before ?? null,
      after: after ?? null,
      after_unknown: unknown,
      before_sensitive: sensitive ?? {},
      after_sensitive: sensitive ?? {},
      ...(forcedBy ? { replace_paths: forcedBy } : {}),
    },
  };
}
