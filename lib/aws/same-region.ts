import { requireForOutput } from "../checks";
import { type Expression, tf } from "../expression";
import type { ModuleStack } from "../stack";
import { regionForConditions } from "./context";

/** What AWS takes from the module's own region only. */
export interface OfRegion {
  /** Completes the sentence "<input> must be …". */
  readonly what: string;
  /** Why: "the region of <whose>". */
  readonly whose: string;
  /** What is given, by input in Terraform's names: ARNs, null for none. */
  readonly arns: Readonly<Record<string, Expression | string>>;
}

/** The end of a sentence about something in a region: what environments say at synth and modules in a plan. */
export const inRegion = (what: string, region: string, whose: string): string =>
  `must be ${what} in ${region}, the region of ${whose}`;

/**
 * Refuses ARNs of another region than the module's, in a plan: AWS would, in the middle of an apply. The conditions belong to an
 * output that has no others.
 */
export function requireSameRegion(module: ModuleStack, output: string, ...all: readonly OfRegion[]): void {
  const region = regionForConditions(module);
  requireForOutput(
    module,
    output,
    all.flatMap(({ what, whose, arns }) =>
      Object.entries(arns).map(([input, arn]) => ({
        condition: tf`${arn} == null ? true : split(":", ${arn})[3] == ${region}`,
        message: `${input} ${inRegion(what, region, whose)} (got ${tf`coalesce(${arn}, "none")`.string}).`,
      })),
    ),
  );
}

/** The key of a module: KMS encrypts nothing in another region. */
export const requireKeyInRegion = (
  module: ModuleStack,
  output: string,
  keys: Readonly<Record<string, Expression | string>>,
): void => requireSameRegion(module, output, { what: "a key", whose: "what it encrypts", arns: keys });
