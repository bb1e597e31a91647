import * as fs from "node:fs";
import * as path from "node:path";

/** Writes JSON, two spaces, unless the file already holds it: an unchanged synth touches nothing. */
export function writeJson(file: string, value: unknown): void {
  const text = JSON.stringify(value, null, 2) + "\n";
  if (fs.existsSync(file) && fs.readFileSync(file, "utf8") === text) return;
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, text);
}
