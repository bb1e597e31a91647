import * as fs from "node:fs";
import * as path from "node:path";
import type { Sides } from "../../plan/sides";
import { judge } from "../../policy";
import type { PolicyResult } from "../../policy/result";
import { readSuppressions } from "../../policy/suppressions";

/** Applies the rules of policy to an environment's plan, with the suppressions of the repository. */
export function policyOf(root: string, environment: string): (sides: Sides) => PolicyResult {
  const file = path.join(root, "policy", "suppressions.json");
  const suppressions = fs.existsSync(file) ? readSuppressions(file) : [];
  const today = new Date().toISOString().slice(0, 10);
  return (sides) => judge(sides, suppressions, { environment, today });
}
