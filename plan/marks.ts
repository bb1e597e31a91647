import {
  isObject,
  type Json,
  type JsonObject,
  type PlanFile,
  type StateModule,
  type ValueChange,
} from "./format";
import { SENSITIVE, SENSITIVE_CHANGED } from "./secrets";

/** The plan with what Terraform marks replaced, where a change of it can still be seen. What says the same again is left out: it is large. */
export function marksApplied(plan: PlanFile): PlanFile {
  const masked = <T extends { readonly change: ValueChange }>(each: T): T => ({
    ...each,
    change: maskedChange(each.change),
  });
  const root = plan.configuration?.root_module;
  const kept = { ...plan };
  delete kept.planned_values;
  delete kept.relevant_attributes;
  return {
    ...kept,
    variables: Object.fromEntries(
      Object.entries(plan.variables ?? {}).map(([name, variable]) => [
        name,
        root?.variables?.[name]?.sensitive ? { value: SENSITIVE } : variable,
      ]),
    ),
    resource_changes: plan.resource_changes.map(masked),
    ...(plan.resource_drift ? { resource_drift: plan.resource_drift.map(masked) } : {}),
    output_changes: Object.fromEntries(
      Object.entries(plan.output_changes ?? {}).map(([name, change]) => [name, maskedChange(change)]),
    ),
    ...(plan.prior_state
      ? { prior_state: { values: { root_module: maskedModule(plan.prior_state.values?.root_module) } } }
      : {}),
  };
}

function maskedModule(module: StateModule | undefined): StateModule {
  return {
    ...module,
    resources: module?.resources?.map((resource) => ({
      ...resource,
      values: replaced(resource.values, resource.sensitive_values, undefined, false) as JsonObject,
    })),
    child_modules: module?.child_modules?.map(maskedModule),
  };
}

function maskedChange(change: ValueChange): ValueChange {
  const { before, after, before_sensitive, after_sensitive } = change;
  return {
    ...change,
    before: replaced(before, before_sensitive, after_sensitive, false),
    after: replaced(after, after_sensitive, before_sensitive, true, before),
  };
}

/** A value without what `marks` or `others` mark: what was secret before may stand there after, too. */
function replaced(
  value: Json | undefined,
  marks: Json | undefined,
  others: Json | undefined,
  isAfter: boolean,
  before?: Json,
): Json | undefined {
  if (value === null || value === undefined) return value;
  if (marks === true || others === true) {
    const changed =
      isAfter && before !== null && before !== undefined && JSON.stringify(before) !== JSON.stringify(value);
    return changed ? SENSITIVE_CHANGED : SENSITIVE;
  }
  if (typeof value !== "object" || (!marks && !others)) return value;
  const inner = (tree: Json | undefined, key: string): Json | undefined =>
    isObject(tree) || Array.isArray(tree) ? (tree as JsonObject)[key] : undefined;
  const entries = Object.entries(value).map(
    ([key, each]) =>
      [
        key,
        replaced(each as Json, inner(marks, key), inner(others, key), isAfter, inner(before, key)),
      ] as const,
  );
  return Array.isArray(value)
    ? entries.map(([, each]) => each ?? null)
    : (Object.fromEntries(entries) as JsonObject);
}
