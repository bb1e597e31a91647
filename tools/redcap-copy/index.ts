import { environmentIn, type Environments } from "../support/environments";
import { optionLines, type OptionTable, readOptions } from "../support/options";
import { timeInName } from "../support/time";
import type { FilesReport } from "./files";
import type { Installation } from "./installation";
import { report } from "./report";

/** What the command works with. */
export interface Surroundings {
  readonly environments: Environments;
  readonly print: (line: string) => void;
  readonly installation: (name: string) => Promise<Installation>;
  readonly aws: (from: string, to: string) => Aws;
  readonly now: () => Date;
}

/** The calls to AWS, each as the environment's provider signs in. */
export interface Aws {
  /** Makes a snapshot of the original's cluster that the other environment can restore. */
  snapshot(from: Installation, to: Installation, snapshot: string): Promise<void>;
  /** Brings the salt into a secret of the other environment, and gives its ARN. */
  salt(from: Installation, to: Installation): Promise<string>;
  files(from: Installation, to: Installation, atOnce: number): Promise<FilesReport>;
}

const options = {
  from: { value: "ENVIRONMENT", help: "The original, such as prod." },
  to: { value: "ENVIRONMENT", help: "The one that becomes a copy, such as staging." },
  snapshot: {
    value: "NAME",
    help: "A copy's snapshot that is there already: only salt and files are copied.",
  },
  withoutFiles: { help: "Copies no files: REDCap's links to them lead nowhere." },
  filesAtOnce: { value: "NUMBER", help: "Files that are copied at the same time, 1 to 64. Default: 16." },
  dryRun: { help: "Says what would be done, and changes nothing." },
  help: { help: "Shows this text." },
} as const satisfies OptionTable;

const usage = [
  "usage: npm run redcap:copy -- --from ENVIRONMENT --to ENVIRONMENT [options]",
  "",
  "Prepares a copy of a REDCap: a snapshot of its database under the other environment's key, its salt in a secret of that environment,",
  "and the current version of its files. Prints what to write into the environment's file; the next apply restores the snapshot, and the",
  "set-up disarms it before anybody gets in. Changes nothing in the original. Can be repeated: files go on where they ended.",
  "",
  ...optionLines(options),
].join("\n");

/** Prepares a copy. Throws an error that says what is wrong. */
export async function copy(args: readonly string[], surroundings: Surroundings): Promise<void> {
  const { print, environments } = surroundings;
  const { options: given, words, problems } = readOptions(options, args);
  if (given.help) return print(usage);
  if (words.length > 0) problems.push(`too many arguments: ${words.join(" ")}`);
  const sides = { from: side("from", given.from), to: side("to", given.to) };
  if (sides.from && sides.to) problems.push(...between(sides.from, sides.to));
  const atOnce = Number(given.filesAtOnce ?? "16");
  if (!Number.isInteger(atOnce) || atOnce < 1 || atOnce > 64)
    problems.push(`--files-at-once must be 1 to 64 (got ${given.filesAtOnce})`);
  if (given.snapshot !== undefined && !/^[A-Za-z][A-Za-z0-9-]{0,254}$/.test(given.snapshot))
    problems.push(`--snapshot must be the name of a cluster snapshot (got ${given.snapshot})`);
  if (!sides.from || !sides.to || problems.length > 0) throw new Error([...problems, "", usage].join("\n"));

  const from = { ...sides.from, installation: await surroundings.installation(sides.from.name) };
  const to = { ...sides.to, installation: await surroundings.installation(sides.to.name) };
  const snapshot = given.snapshot ?? snapshotName(from.installation.clusterIdentifier, surroundings.now());
  print(`A copy of envs/${from.name} for envs/${to.name}: the snapshot ${snapshot}`);
  if (given.dryRun) return;
  const aws = surroundings.aws(from.name, to.name);
  if (given.snapshot === undefined) {
    await aws.snapshot(from.installation, to.installation, snapshot);
    print(`The snapshot ${snapshot} can be restored in account ${to.values.account}.`);
  }
  const saltArn = await aws.salt(from.installation, to.installation);
  print(`The salt is in ${saltArn}.`);
  const files = given.withoutFiles ? undefined : await aws.files(from.installation, to.installation, atOnce);
  for (const line of report({ from, to, snapshot, saltArn, files })) print(line);
  if (files && Object.keys(files.failed).length > 0)
    throw new Error(
      `${Object.keys(files.failed).length} files were not copied. Repeat the command with --snapshot ${snapshot}.`,
    );

  function side(option: "from" | "to", name: string | undefined) {
    if (name === undefined) {
      problems.push(`--${option} is missing`);
      return undefined;
    }
    const found = environmentIn([name], environments, problems);
    if (found && !found.values.redcap) problems.push(`envs/${name} has no REDCap`);
    return found?.values.redcap ? found : undefined;
  }
}

type Side = NonNullable<ReturnType<typeof environmentIn>>;

/** What keeps one from being the other's copy. */
function between(from: Side, to: Side): string[] {
  if (from.name === to.name) return ["--from and --to must be different environments"];
  const problems: string[] = [];
  const { application, mail } = to.values.redcap as {
    readonly application?: { readonly cron?: unknown };
    readonly mail?: unknown;
  };
  if (from.values.region !== to.values.region)
    problems.push(
      `envs/${to.name} is in ${to.values.region}, the original in ${from.values.region}: docs/second-region.md is about that`,
    );
  if (application?.cron !== false)
    problems.push(
      `envs/${to.name}.ts must have application.cron: false, applied before: its jobs would write to the people in the copy`,
    );
  if (mail !== undefined)
    problems.push(
      `envs/${to.name}.ts must have no mail, applied before: it would write to the people in the copy`,
    );
  return problems;
}

/** A cluster has at most 20 characters here, a snapshot 255: letters, digits and single hyphens. */
const snapshotName = (cluster: string, now: Date): string => `${cluster}-copy-${timeInName(now)}`;
