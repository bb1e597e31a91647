import * as fs from "node:fs";
import * as path from "node:path";
import type { FunctionSource } from "./function-bundle";
import { rememberedBundle } from "./remembered-bundle";
import { type StoredFile, storedZip } from "./stored-zip";

const root = path.resolve(__dirname, "../..");

/** What goes into a Lambda function's package. */
export interface FunctionPackage extends Omit<FunctionSource, "root"> {
  /** What the code reads beside itself, by its place in the package. */
  readonly files: readonly StoredFile[];
}

/**
 * Writes the zip that a Lambda function is made of: its code as index.js, so that `index.<export>` is its handler, and
 * further files. The same sources give the same bytes on every machine, since the zip is committed. Runs at synth.
 */
export function packageFunction(zip: string, { files, ...source }: FunctionPackage): void {
  const code = Buffer.from(rememberedBundle({ root, ...source }));
  fs.mkdirSync(path.dirname(zip), { recursive: true });
  fs.writeFileSync(zip, storedZip([{ path: "index.js", data: code }, ...files]));
}
