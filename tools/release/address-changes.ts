import type { Addresses, Move, Repetition } from "./addresses";
import type { Entries } from "./changelog";

/** What a check of addresses compares. */
export interface Comparison {
  /** As they were at the last release. */
  readonly before: Addresses;
  readonly after: Addresses;
  /** `moved` blocks of each module. */
  readonly moves: Readonly<Record<string, readonly Move[]>>;
  /** What the changelog says of the next release. */
  readonly changelog: Entries;
}

/**
 * Changes since the last release that would surprise a state, each with what to do: an address that is gone, or is repeated in another way,
 * needs a `moved` block, or an entry under *Addresses* that names it; a name that AWS cannot change needs an entry under *Names*.
 */
export function addressProblems({ before, after, moves, changelog }: Comparison): string[] {
  const mentions = (section: string, module: string, what: string): boolean =>
    (changelog.get(section) ?? []).some((entry) => entry.includes(module) && entry.includes(what));
  return Object.entries(before).flatMap(([module, old]) => {
    const now = after[module];
    if (!now) {
      return mentions("Addresses", module, module)
        ? []
        : [`${module}: the module is gone. Say so in CHANGELOG.md, under "### Addresses".`];
    }
    const moved = new Set((moves[module] ?? []).map(({ from }) => withoutKey(from)));
    const addresses = Object.entries(old.addresses).flatMap(([address, repetition]) => {
      const to = now.addresses[address];
      if (to === repetition || moved.has(address) || mentions("Addresses", module, address)) return [];
      return [
        to ? repeated(module, address, repetition, to) : gone(module, address, now.addresses, old.addresses),
      ];
    });
    const names = Object.entries(old.names).flatMap(([place, text]) => {
      const to = now.names[place];
      const address = place.slice(0, place.lastIndexOf("."));
      if (to === undefined || to === text || mentions("Names", module, address)) return [];
      return [
        `${module}: ${place} was ${text} and is ${to}; where AWS cannot rename it, it is replaced. If that is meant, say in CHANGELOG.md, under ` +
          `"### Names", what happens to \`${address}\` of ${module}.`,
      ];
    });
    return [...addresses, ...names];
  });
}

const withoutKey = (address: string): string => address.replace(/\[[^\]]*\]$/, "");

/** An address that is no longer there, with the block that leads to its successor: a new address of the same type, if there is one. */
function gone(
  module: string,
  address: string,
  now: Readonly<Record<string, Repetition>>,
  old: Readonly<Record<string, Repetition>>,
): string {
  const type = address.slice(0, address.indexOf("."));
  const successors = Object.keys(now).filter((other) => other.startsWith(`${type}.`) && !(other in old));
  const to = successors.length === 1 ? successors[0]! : `${type}.<new name>`;
  return `${module}: ${address} is gone, and with the next apply what it made. If it has another name now, add to the module's definition:\n${block(address, to)}\nIf it is meant to go, say so in CHANGELOG.md, under "### Addresses", with \`${address}\` and ${module}.`;
}

function repeated(module: string, address: string, from: Repetition, to: Repetition): string {
  const indexOf = (repetition: Repetition): string =>
    ({ one: "", count: "[0]", for_each: '["<key>"]' })[repetition];
  return `${module}: ${address} had ${said[from]} and has ${said[to]}: what is there would be replaced. Add to the module's definition:\n${block(`${address}${indexOf(from)}`, `${address}${indexOf(to)}`)}`;
}

const said: Readonly<Record<Repetition, string>> = {
  one: "neither count nor for_each",
  count: "count",
  for_each: "for_each",
};

/** A `moved` block as a module's definition writes it. */
const block = (from: string, to: string): string =>
  `  module.addOverride("moved", [{ from: ${JSON.stringify(from)}, to: ${JSON.stringify(to)} }]);`;
