import type { PlanModel, Resource } from "../plan/model";
import { isSame } from "./attributes";
import { partsOf, shortest } from "./changes";
import type { Rename } from "./types";

/** A rename, with the pairs of resources that would move. */
export interface RenameFound extends Omit<Rename, "verified"> {
  readonly pairs: readonly { readonly gone: Resource; readonly made: Resource }[];
}

/**
 * Finds resources that a plan destroys and creates again under another address. A pair has one type and, of what is known of the new
 * one, nothing that the old one does not have. The blocks are the fewest that say it: one for a module that moves whole.
 */
export function renamesIn(model: PlanModel): RenameFound[] {
  const gone = model.resources.filter(({ action, deposed }) => action === "delete" && !deposed);
  const made = model.resources.filter(({ action }) => action === "create");
  const candidates = new Map(
    gone.map(
      (each) => [each, made.filter((other) => other.type === each.type && looksLike(each, other))] as const,
    ),
  );
  const groups = new Map<string, { from: string; to: string; pairs: { gone: Resource; made: Resource }[] }>();
  for (const [old, news] of candidates)
    for (const other of news) {
      const [from, to] = shortest(old.address, other.address);
      const key = JSON.stringify([from, to]);
      const group = groups.get(key) ?? { from, to, pairs: [] };
      group.pairs.push({ gone: old, made: other });
      groups.set(key, group);
    }
  // The widest first: a module that moves whole says more than each of its resources.
  const ordered = [...groups.values()].sort(
    (a, b) => b.pairs.length - a.pairs.length || a.from.length - b.from.length,
  );
  const taken = new Set<Resource>();
  const chosen: RenameFound[] = [];
  for (const { from, to, pairs } of ordered) {
    const free = pairs.filter((pair) => !taken.has(pair.gone) && !taken.has(pair.made));
    if (free.length === 0) continue;
    for (const pair of free) taken.add(pair.gone).add(pair.made);
    const blocks = isWhole(from, free, gone)
      ? [{ from, to, pairs: free }]
      : free.map((pair) => ({ from: pair.gone.address, to: pair.made.address, pairs: [pair] }));
    for (const block of mergedInstances(blocks)) chosen.push(found(block, candidates));
  }
  return chosen;
}

interface Block {
  readonly from: string;
  readonly to: string;
  readonly pairs: readonly { readonly gone: Resource; readonly made: Resource }[];
}

/** Whether all that goes of a module or a block is in the pairs. */
const isWhole = (from: string, pairs: Block["pairs"], gone: readonly Resource[]): boolean =>
  gone.filter(
    ({ address }) => address === from || address.startsWith(`${from}.`) || address.startsWith(`${from}[`),
  ).length === pairs.length;

/** Instances of a block that keep their keys move with one block. */
function mergedInstances(blocks: readonly Block[]): Block[] {
  const merged = new Map<string, Block>();
  for (const block of blocks) {
    const [from, to] = [block.from, block.to].map((address) =>
      address.replace(/\[("(?:[^"\\]|\\.)*"|\d+)\]$/, ""),
    );
    const sameKey = block.from.slice(from!.length) === block.to.slice(to!.length) && from !== to;
    const key = sameKey ? JSON.stringify([from, to]) : JSON.stringify([block.from, block.to]);
    const known = merged.get(key);
    merged.set(
      key,
      sameKey ? { from: from!, to: to!, pairs: [...(known?.pairs ?? []), ...block.pairs] } : block,
    );
  }
  return [...merged.values()];
}

function found(
  { from, to, pairs }: Block,
  candidates: ReadonlyMap<Resource, readonly Resource[]>,
): RenameFound {
  const ambiguous = pairs.some(({ gone, made }) => {
    const rivals = [...candidates].filter(([other, news]) => other !== gone && news.includes(made));
    const others = candidates.get(gone)!.filter((each) => each !== made);
    // Look-alikes within a module that moves whole keep their names, which tells them apart.
    const named = partsOf(gone.address).at(-1) === partsOf(made.address).at(-1);
    return !named && (rivals.length > 0 || others.length > 0);
  });
  return {
    from,
    to,
    resources: pairs.length,
    ambiguous,
    json: JSON.stringify({ moved: [{ from, to }] }, null, 2),
    hcl: `moved {\n  from = ${from}\n  to   = ${to}\n}`,
    pairs,
  };
}

/** Values that differ without meaning. */
const NO_MATTER = new Set(["tags", "tags_all", "timeouts", "force_destroy"]);

/** Whether nothing that is known of a new resource differs from what the provider has read of an old one, and something is equal. */
function looksLike({ before = {} }: Resource, { after = {}, unknown }: Resource): boolean {
  const known = Object.entries(after).filter(
    ([name, value]) =>
      !NO_MATTER.has(name) &&
      unknown[name] !== true &&
      value !== null &&
      value !== "" &&
      value !== false &&
      !isSame(value, null),
  );
  return (
    known.length > 0 &&
    known.every(
      ([name, value]) => isSame(before[name], null) || isSame(before[name], value) || hasInner(unknown[name]),
    )
  );
}

const hasInner = (unknown: unknown): boolean => JSON.stringify(unknown ?? null).includes("true");
