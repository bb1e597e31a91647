import * as fs from "node:fs";
import * as path from "node:path";

/** The blocks of commands in a file below docs/, in order, without the indentation of the steps that they are in. */
export function documentedCommands(file: string): string[] {
  const text = fs.readFileSync(path.join(__dirname, "../../docs", file), "utf8");
  return [...text.matchAll(/^( *)```sh\n([^]*?)^ *```$/gm)].map(([, indent, block]) =>
    block!.replaceAll(new RegExp(`^${indent}`, "gm"), ""),
  );
}
