import { readFileSync } from "node:fs";
import * as path from "node:path";
import { root } from "../support/root";
import { addressProblems } from "./address-changes";
import { currentAddresses, currentMoves, lockedAddresses } from "./addresses";
import { unreleasedEntries } from "./changelog";
import { compared } from "./version";

/** Changes of addresses and names that neither a `moved` block nor the changelog explains. From 1.0.0 on they are refused. */
export function unacknowledged(version: string): string[] {
  if (compared(version, "1.0.0") < 0) return [];
  return addressProblems({
    before: lockedAddresses(),
    after: currentAddresses(),
    moves: currentMoves(),
    changelog: unreleasedEntries(readFileSync(path.join(root, "CHANGELOG.md"), "utf8")),
  });
}
