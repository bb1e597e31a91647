import * as path from "node:path";
import { root } from "../support/root";

/** Inputs as a TypeScript caller writes them. */
export type Inputs = Readonly<Record<string, unknown>>;

/** The sets of inputs with which a module is tested, by what is special about them: see `docs/contributing.md`. */
export interface Cases {
  readonly accepted: Readonly<Record<string, Inputs>>;
  readonly refused: Readonly<Record<string, readonly [Inputs, RegExp]>>;
}

/** The cases of a module's own tests, from which Terraform's are made. */
export function casesOf(module: string): Cases {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- one of each module, found by its name
  return require(path.join(root, "test/modules", module, "cases.ts")) as Cases;
}
