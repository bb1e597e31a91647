import { existsSync } from "node:fs";
import * as path from "node:path";
import { root } from "../support/root";

/** Inputs as a TypeScript caller writes them. */
export type Inputs = Readonly<Record<string, unknown>>;

/** Sets of inputs by what is special about them, and the reason for which those that are wrong are refused: see `docs/contributing.md`. */
export interface InputCases {
  readonly accepted: Readonly<Record<string, Inputs>>;
  readonly refused: Readonly<Record<string, readonly [Inputs, RegExp]>>;
}

const fileOf = (module: string, name: string): string => path.join(root, "test/modules", module, name);

/** Whether a module of this name has tests of its inputs. */
export const hasCases = (module: string): boolean => existsSync(fileOf(module, "cases.ts"));

/** The cases of a module's own tests, from which Terraform's are made. Throws where it has none. */
export const casesOf = (module: string): InputCases => read(module, "cases.ts");

/** What `test/modules/<name>/complete.ts` exports: see `docs/contributing.md`. */
interface CompleteFile {
  readonly complete?: Inputs;
  readonly completes?: Readonly<Record<string, Inputs>>;
  readonly known?: Readonly<Record<string, readonly string[]>>;
}

export const completeFile = (module: string): CompleteFile => read(module, "complete.ts");

/** Sets of inputs of a module that together give every input and attribute, by what is special about them. */
export function completesOf(module: string): Readonly<Record<string, Inputs>> {
  const { complete, completes } = completeFile(module);
  return completes ?? { all: complete! };
}

function read<T>(module: string, name: string): T {
  const file = fileOf(module, name);
  if (!existsSync(file)) throw new Error(`test/modules/${module}/${name} is missing`);
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- one of each module, found by its name
  return require(file) as T;
}
