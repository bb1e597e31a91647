import { existsSync, readdirSync, readFileSync } from "node:fs";
import * as path from "node:path";
import { root } from "../support/root";

/** An example of a module, in HCL. */
export interface Example {
  readonly name: string;
  readonly hcl: string;
  /** What it makes, in a sentence or two. */
  readonly title: string;
  /** How many resources a plan from nothing has; a test plans it. */
  readonly resources: number;
}

/** The examples of a module, which are in `modules/<name>/examples`, `minimal` first. Throws where a file does not say what it makes. */
export function examplesOf(module: string): readonly Example[] {
  const folder = path.join(root, "modules", module, "examples");
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .map((file) => read(path.join(folder, file)))
    .sort((a, b) => Number(b.name === "minimal") - Number(a.name === "minimal"));
}

function read(file: string): Example {
  const hcl = readFileSync(file, "utf8");
  const [, comment = "", count] = /^((?:# .*\n)+?)# Creates (\d+) resources?\.\n/.exec(hcl) ?? [];
  if (!count) {
    throw new Error(
      `${path.relative(root, file)} must begin with a comment that says what it makes, and ends with "# Creates 3 resources."`,
    );
  }
  const title = comment.replace(/^# /gm, "").trim().replace(/\n/g, " ");
  return { name: path.basename(file, ".tf"), hcl, title, resources: Number(count) };
}
