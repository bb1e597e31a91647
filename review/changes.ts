import { unknownsWithin } from "../plan/expression/functions";
import type { PlanModel, Resource } from "../plan/model";
import { hasUnknown } from "../plan/overlay";
import type { PlanValues } from "../plan/values";
import { attributeChanges } from "./attributes";
import type { AttributeChange, Change, Counts, Move, OutputRow } from "./types";

/** Attributes of a resource that a review lists. */
const MAX_ATTRIBUTES = 60;

const REASONS: Readonly<Record<string, string>> = {
  delete_because_no_resource_config: "its block is gone from the configuration",
  delete_because_no_module: "its module is gone from the configuration",
  delete_because_wrong_repetition: "its block has, or no longer has, count or for_each",
  delete_because_count_index: "its index is beyond count",
  delete_because_each_key: "its key is no longer in for_each",
  delete_because_no_move_target: "the address that it should move to is not there",
  replace_because_tainted: "an earlier apply of it failed half-way",
  replace_because_cannot_update: "AWS cannot change it in place",
  replace_by_request: "asked for by -replace",
  replace_by_triggers: "asked for by replace_triggered_by",
};

/** The resources that a plan changes, and what pulls each of them along. */
export function changesOf(model: PlanModel, values: PlanValues): Change[] {
  return model.resources.filter(isChange).map((resource) => {
    const { address, previousAddress, module, type, action, reason } = resource;
    const attributes = attributesOf(resource, values);
    return {
      address: resource.deposed ? `${address} (deposed ${resource.deposed})` : address,
      previousAddress,
      module,
      type,
      action: shownAction(resource),
      reason: reason === undefined ? undefined : (REASONS[reason] ?? reason),
      attributes: attributes.slice(0, MAX_ATTRIBUTES),
      more: Math.max(0, attributes.length - MAX_ATTRIBUTES),
      follows:
        action === "replace" || action === "update" ? leaderOf(resource, model, values)?.address : undefined,
    };
  });
}

/** Of what is made or destroyed whole, what it had or will have is not a list of changes. */
const attributesOf = (resource: Resource, values: PlanValues): AttributeChange[] =>
  resource.action === "delete" || resource.action === "forget" ? [] : attributeChanges(resource, values);

export const isChange = ({ action, previousAddress, importId }: Resource): boolean =>
  (action !== "no-op" && action !== "read") || previousAddress !== undefined || importId !== undefined;

function shownAction({ action, importId }: Resource): Change["action"] {
  if (action === "no-op" || action === "read" || action === "unknown") return importId ? "import" : "move";
  return importId && action === "update" ? "import" : action;
}

/**
 * The resource that a resource follows: the one whose creation or replacement makes it change, because a value of
 * this one is known only when the other is there.
 */
export function leaderOf(resource: Resource, model: PlanModel, values: PlanValues): Resource | undefined {
  const deciding =
    resource.action === "replace"
      ? [...new Set(resource.forcedBy.map(([name]) => String(name)))]
      : attributeChanges(resource, values).map(({ path }) => path.split(/[.[]/)[0]!);
  const open = deciding.filter((name) => hasUnknown(resource.unknown[name]));
  // A replacement needs one reason only; an update is a consequence if all of it is.
  if (open.length === 0 || (resource.action === "update" && open.length < deciding.length)) return undefined;
  const leaders = open.flatMap((name) =>
    unknownsWithin(values.after(resource, name)).map(({ text }) => model.resourceNamed(text)),
  );
  return leaders.find(
    (each) =>
      each !== undefined && each !== resource && (each.action === "replace" || each.action === "create"),
  );
}

export function countsOf(model: PlanModel, outputs: readonly OutputRow[]): Counts {
  const count = (test: (resource: Resource) => boolean): number => model.resources.filter(test).length;
  return {
    create: count(({ action }) => action === "create"),
    update: count(({ action }) => action === "update"),
    replace: count(({ action }) => action === "replace"),
    delete: count(({ action }) => action === "delete"),
    move: count(({ previousAddress }) => previousAddress !== undefined),
    import: count(({ importId }) => importId !== undefined),
    forget: count(({ action }) => action === "forget"),
    outputs: outputs.length,
    unchanged: count((resource) => !isChange(resource)),
  };
}

export const outputRows = (model: PlanModel): OutputRow[] =>
  model.outputs.flatMap(({ name, change }): OutputRow[] => {
    const [action] = change.actions;
    if (action !== "create" && action !== "update" && action !== "delete") return [];
    const after = change.after_unknown === true ? "‹known after apply›" : (change.after ?? undefined);
    return [{ name, action, before: change.before ?? undefined, after }];
  });

/** Moved resources: a row for each module or block that moves whole. */
export function movesOf(model: PlanModel): Move[] {
  const rows = new Map<string, Move>();
  for (const { address, previousAddress } of model.resources) {
    if (previousAddress === undefined) continue;
    const [from, to] = shortest(previousAddress, address);
    const key = JSON.stringify([from, to]);
    rows.set(key, { from, to, resources: (rows.get(key)?.resources ?? 0) + 1 });
  }
  return [...rows.values()];
}

/** Two addresses without the end that both have: the modules, or the resources, of which one has become the other. */
export function shortest(from: string, to: string): readonly [string, string] {
  const [a, b] = [partsOf(from), partsOf(to)];
  while (a.length > 1 && b.length > 1 && a.at(-1) === b.at(-1)) {
    a.pop();
    b.pop();
  }
  return [a.join("."), b.join(".")];
}

/** The modules and the resource in an address. */
export const partsOf = (address: string): string[] =>
  [
    ...address.matchAll(
      /(?:^|\.)((?:module\.)[\w-]+(?:\[(?:"(?:[^"\\]|\\.)*"|\d+)\])?|(?!module\.)[\w-]+\..*$)/g,
    ),
  ].map(([, part]) => part!);
