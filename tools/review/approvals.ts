import * as fs from "node:fs";
import { parse } from "yaml";
import { type ApprovalEntry, approvalsIn } from "../../review/approvals";
import { messageOf } from "../support/message";

/** The approvals in a YAML file; none where there is no such file. Throws with everything that is wrong with it. */
export function readApprovals(file: string): ApprovalEntry[] {
  if (!fs.existsSync(file)) return [];
  let data: unknown;
  try {
    // No aliases: a file of a few lines may not become a large one.
    data = parse(fs.readFileSync(file, "utf8"), { maxAliasCount: 0, schema: "core" });
  } catch (error) {
    throw new Error(`${file}: ${messageOf(error)}`);
  }
  return approvalsIn(data, file);
}
