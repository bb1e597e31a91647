import * as fs from "node:fs";
import * as path from "node:path";
import { outdir } from "../../tools/support/project";

type Blocks = Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, unknown>>>>>>;

/** What tests read of a module's main.tf.json. */
interface Main {
  readonly locals?: Readonly<Record<string, unknown>>;
  readonly resource?: Blocks;
  readonly ephemeral?: Blocks;
  readonly module?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly check?: Readonly<Record<string, unknown>>;
}

const folder = path.join(outdir, "modules");

/** Every module of terraform/, by its name. */
export const synthesizedModules: readonly (readonly [name: string, main: Main])[] = fs
  .readdirSync(folder)
  .map((name) => [
    name,
    JSON.parse(fs.readFileSync(path.join(folder, name, "main.tf.json"), "utf8")) as Main,
  ]);
