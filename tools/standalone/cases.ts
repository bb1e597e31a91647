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

/** The cases of a module's own tests, from which Terraform's are made. Throws where it has none. */
export function casesOf(module: string): InputCases {
  const file = path.join(root, "test/modules", module, "cases.ts");
  if (!existsSync(file)) throw new Error(`test/modules/${module}/cases.ts is missing`);
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- one of each module, found by its name
  return require(file) as InputCases;
}

/** Sets of inputs of a module that together give every input and attribute, by what is special about them: `test/modules/<name>/complete.ts`. */
export function completesOf(module: string): Readonly<Record<string, Inputs>> {
  const file = path.join(root, "test/modules", module, "complete.ts");
  if (!existsSync(file)) throw new Error(`test/modules/${module}/complete.ts is missing`);
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- one of each module, found by its name
  const { complete, completes } = require(file) as {
    complete?: Inputs;
    completes?: Readonly<Record<string, Inputs>>;
  };
  return completes ?? { all: complete! };
}
