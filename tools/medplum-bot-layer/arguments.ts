import type { Environment } from "../../app/environment";
import { environmentIn, type Environments } from "../support/environments";
import { packageOf } from "../support/medplum";
import { optionLines, type OptionTable, readOptions } from "../support/options";

const options = {
  from: {
    value: "WHAT",
    help: "the package: a folder, a tarball or an npm package; default: @medplum/bot-layer of the server's version",
  },
  bucket: {
    value: "NAME",
    help: "bucket for the zip, in the environment's region; default: its state bucket",
  },
  lock: {
    value: "FILE",
    help: "npm's lock file of the layer: used if it is there, written if it is not; default: the newest versions that fit",
  },
  dryRun: { help: "build, and say what would be uploaded" },
  help: { help: "show this help" },
} as const satisfies OptionTable;

const usage = (environments: readonly string[]): string =>
  [
    "usage: npm run medplum:bot-layer -- ENVIRONMENT [options]",
    "",
    "Builds the Lambda layer with the libraries of Medplum's bots, uploads it under a hash of its content, and prints what to write into the",
    `environment's file. ENVIRONMENT is one of ${environments.join(", ")}.`,
    "",
    ...optionLines(options),
  ].join("\n");

/** What the command line says. */
export interface Arguments {
  readonly name: string;
  readonly values: Environment;
  readonly from: string;
  readonly bucket?: string;
  readonly lock?: string;
  readonly dryRun: boolean;
}

/** Reads the command line. Throws with everything that is wrong with it. */
export function readArguments(
  args: readonly string[],
  environments: Environments,
): Arguments | { readonly help: string } {
  const names = Object.keys(environments);
  const { options: given, words, problems } = readOptions(options, args);
  if (given.help) return { help: usage(names) };
  const environment = environmentIn(words, environments, problems);
  const from = packageOf("@medplum/bot-layer", given.from, environment, problems);
  if (problems.length > 0) throw new Error([...problems, "", usage(names)].join("\n"));
  const { bucket, lock, dryRun = false } = given;
  return { ...environment!, from, bucket, lock, dryRun };
}
