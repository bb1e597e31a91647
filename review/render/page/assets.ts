import { createHash } from "node:crypto";
import * as fs from "node:fs";
import * as path from "node:path";

/** The script's files: modules for whoever reads and lints them, one script in the page. Each comes after those that it imports from. */
const SCRIPTS = ["dom", "attributes", "rows", "list", "tree", "filters", "sections", "keys", "print", "main"];

const read = (name: string): string => fs.readFileSync(path.join(__dirname, name), "utf8");

/** The style's files: each may refine those before it. */
const STYLES = ["base", "head", "layout", "sections", "danger", "attributes", "changes", "narrow", "print"];

/** The page's style. */
export const style = (): string => STYLES.map((name) => read(`style/${name}.css`)).join("\n");

/** The page's script: without imports and exports, and in a block, so that nothing of it is global. */
export function script(): string {
  const files = SCRIPTS.map((name) => read(`script/${name}.js`));
  const joined = files.map((text) => text.replace(/^import [^;]*;\n/gm, "").replace(/^export /gm, ""));
  return `"use strict";\n{\n${joined.join("\n")}}\n`;
}

/** How a content security policy names an inlined text. */
export const cspHash = (text: string): string =>
  `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
