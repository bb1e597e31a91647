import { environmentIn, type Environments } from "../support/environments";
import { packageOf, serverVersion } from "../support/medplum";
import { optionLines, type OptionTable, readOptions } from "../support/options";

const options = {
  from: {
    value: "WHAT",
    help: "the app: a folder, a tarball or an npm package; default: @medplum/app of the server's version",
  },
  sourceMaps: { help: "upload source maps, too" },
  keepDays: {
    value: "DAYS",
    help: "days in which files of earlier releases stay, for pages that are still open; default: 30",
  },
  dryRun: { help: "say what would be done" },
  help: { help: "show this help" },
} as const satisfies OptionTable;

const usage = (environments: readonly string[]): string =>
  [
    "usage: npm run medplum:app -- ENVIRONMENT [options]",
    "",
    "Puts Medplum's web app, with the environment's settings, where CloudFront serves it from.",
    `ENVIRONMENT is one of ${environments.join(", ")}.`,
    "",
    ...optionLines(options),
  ].join("\n");

/** What the command line says. */
export interface Arguments {
  readonly name: string;
  readonly from: string;
  readonly sourceMaps: boolean;
  readonly dryRun: boolean;
  readonly keepDays: number;
  /** Version in the tag of the server's image, if it has one. */
  readonly serverVersion?: string;
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
  const from = packageOf("@medplum/app", given.from, environment, problems);
  const keepDays = Number(given.keepDays ?? 30);
  if (given.keepDays !== "" && !(Number.isInteger(keepDays) && keepDays >= 0 && keepDays <= 3650))
    problems.push("--keep-days must be a whole number from 0 to 3650");
  if (problems.length > 0) throw new Error([...problems, "", usage(names)].join("\n"));
  return {
    name: environment!.name,
    from,
    sourceMaps: given.sourceMaps ?? false,
    dryRun: given.dryRun ?? false,
    keepDays,
    serverVersion: serverVersion(environment!.values),
  };
}
