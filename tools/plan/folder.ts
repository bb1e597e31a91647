import * as fs from "node:fs";
import * as path from "node:path";

/** A plan holds values that nobody else may read. */
export const PRIVATE = { mode: 0o600 } as const;

/** Where a plan and its reports are. */
export interface PlanFolder {
  readonly path: string;
  /** The plan as Terraform saves it. */
  readonly saved: string;
  /** The same as JSON, with all secrets that Terraform knows. */
  readonly json: string;
  readonly binding: string;
}

export const planFolder = (folder: string): PlanFolder => ({
  path: folder,
  saved: path.join(folder, "plan.tfplan"),
  json: path.join(folder, "plan.json"),
  binding: path.join(folder, "binding.json"),
});

/** Makes the folder, or empties it of an earlier plan. */
export function newPlanFolder(folder: string): PlanFolder {
  fs.mkdirSync(folder, { recursive: true, mode: 0o700 });
  const made = planFolder(folder);
  for (const file of [made.saved, made.json, made.binding]) fs.rmSync(file, { force: true });
  return made;
}
