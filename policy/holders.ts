import type { Holder } from "../plan/grants";
import { holdersOf } from "../plan/grants";
import type { Side } from "../plan/side";

const known = new WeakMap<Side, ReadonlyMap<string, Holder>>();

/** Who may do what on a side of a plan, read once for all rules. */
export function holdersIn(side: Side): ReadonlyMap<string, Holder> {
  const holders = known.get(side) ?? holdersOf(side);
  known.set(side, holders);
  return holders;
}
