import type { Environment } from "../../app/environment";
import { nearest } from "../../lib/names";
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
  environments: Readonly<Record<string, Environment>>,
): Arguments | { readonly help: string } {
  const names = Object.keys(environments);
  const { options: given, words, problems } = readOptions(options, args);
  if (given.help) return { help: usage(names) };
  const [name, ...rest] = words;
  const values = name !== undefined && Object.hasOwn(environments, name) ? environments[name] : undefined;
  if (name === undefined) problems.push("the environment is missing");
  else if (!values) {
    const near = nearest(name, names);
    problems.push(`there is no envs/${name}.ts${near ? `; did you mean ${near}?` : ""}`);
  }
  if (rest.length > 0) problems.push(`too many arguments: ${rest.join(" ")}`);
  const serverVersion = values && versionOfServer(values);
  if (values && given.from === undefined && serverVersion === undefined) {
    problems.push(
      values.medplum
        ? "the tag of the server's image is no version such as 5.1.12: say by --from which app it is to be"
        : `envs/${name} has no Medplum`,
    );
  }
  const keepDays = Number(given.keepDays ?? 30);
  if (given.keepDays !== "" && !(Number.isInteger(keepDays) && keepDays >= 0 && keepDays <= 3650))
    problems.push("--keep-days must be a whole number from 0 to 3650");
  if (problems.length > 0) throw new Error([...problems, "", usage(names)].join("\n"));
  return {
    name: name!,
    from: given.from ?? `@medplum/app@${serverVersion}`,
    sourceMaps: given.sourceMaps ?? false,
    dryRun: given.dryRun ?? false,
    keepDays,
    serverVersion,
  };
}

/** The version in the tag of the server's image: `medplum/medplum-server:5.1.12`, perhaps with a commit or a digest behind it. */
function versionOfServer({ medplum }: Environment): string | undefined {
  const { image } = (medplum?.server ?? {}) as { readonly image?: unknown };
  return typeof image === "string" ? /:(\d+\.\d+\.\d+)(?:[-@].*)?$/.exec(image)?.[1] : undefined;
}
