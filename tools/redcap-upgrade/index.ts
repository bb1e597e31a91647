import { createHash } from "node:crypto";
import { environmentIn, type Environments } from "../support/environments";
import { messageOf } from "../support/message";
import { optionLines, type OptionTable, readOptions } from "../support/options";
import { isoTime, timeInName } from "../support/time";
import type { Installation } from "./installation";

/** What the command works with. */
export interface Surroundings {
  readonly environments: Environments;
  readonly print: (line: string) => void;
  /** Reads a file whose name the user gave. */
  readonly readFile: (name: string) => Buffer;
  readonly installation: (name: string) => Promise<Installation>;
  readonly aws: (name: string) => Aws;
  readonly now: () => Date;
  /** Has this run where the user interrupts the command, before it ends. Gives what calls that off. */
  readonly onInterrupt: (handler: () => Promise<void>) => () => void;
}

/** The calls to AWS, as the environment's provider signs in. */
export interface Aws {
  /** IDs of the environment's instances that Systems Manager reaches. */
  instances(environmentName: string): Promise<string[]>;
  /** Makes a snapshot of the cluster, and waits until it can be restored. */
  snapshot(clusterIdentifier: string, snapshotIdentifier: string): Promise<void>;
  /** Gives a role the right to read a secret. Gives what takes it back. */
  giveRight(right: Right): Promise<() => Promise<void>>;
  store(bucket: string, key: string, body: Buffer): Promise<void>;
  /** Runs the document on one instance, and waits for its end. */
  run(command: Command): Promise<Outcome>;
}

export interface Right {
  readonly roleName: string;
  readonly secretArn: string;
  /** When the right ends in any case, as IAM writes times. */
  readonly until: string;
}

export interface Command {
  readonly documentName: string;
  readonly instanceId: string;
  readonly logGroupName: string;
  readonly comment: string;
  readonly parameters: Readonly<Record<string, string>>;
}

export interface Outcome {
  readonly succeeded: boolean;
  /** As Systems Manager calls it: Success, Failed, TimedOut, … */
  readonly status: string;
  readonly output: string;
  readonly errors: string;
  /** Where the log group has the whole output. */
  readonly logStream: string;
}

const options = {
  sql: {
    value: "FILE",
    help: "SQL that REDCap's upgrade page shows. Default: that page upgrades, asked on the instance itself.",
  },
  version: {
    value: "VERSION",
    help: "Version of the deployed bundle, where its name does not say it.",
  },
  again: { help: "Upgrade although an earlier upgrade did not end: after you have looked at the tables." },
  dryRun: { help: "Show what would be done, and change nothing." },
  help: { help: "Show this help." },
} as const satisfies OptionTable;

const usage = [
  "usage: npm run redcap:upgrade -- ENVIRONMENT [options]",
  "",
  "Upgrades the tables of REDCap to the version that is deployed: takes a snapshot of the database cluster, then lets one instance do",
  "it, as the database user for upgrades, through Systems Manager. The upgrade page is opened to nobody. Can be repeated: tables of the",
  "deployed version are left alone.",
  "",
  ...optionLines(options),
].join("\n");

/** Upgrades the tables. Throws an error that says what happened, and the way back. */
export async function upgrade(args: readonly string[], surroundings: Surroundings): Promise<void> {
  const { print } = surroundings;
  const { options: given, words, problems } = readOptions(options, args);
  if (given.help) return print(usage);
  const environment = environmentIn(words, surroundings.environments, problems);
  if (environment && !environment.values.redcap) problems.push(`envs/${environment.name} has no REDCap`);
  if (given.version !== undefined && !/^\d+\.\d+\.\d+$/.test(given.version))
    problems.push(`--version must be like 16.0.18 (got ${given.version})`);
  if (!environment || problems.length > 0) throw new Error([...problems, "", usage].join("\n"));
  const { name } = environment;
  const sql = given.sql === undefined ? undefined : surroundings.readFile(given.sql);
  if (sql?.length === 0) throw new Error(`${given.sql} is empty`);
  const installation = await surroundings.installation(name);
  const version = given.version ?? installation.version;
  if (version === undefined)
    throw new Error(
      `envs/${name}: the bundle's name (${installation.versionLabel}) says no version. Give it by --version.`,
    );

  const aws = surroundings.aws(name);
  const [instanceId] = (await aws.instances(installation.environmentName)).sort();
  if (instanceId === undefined)
    throw new Error(
      `Systems Manager reaches no instance of ${installation.environmentName}. Is the environment running, and do its instances reach ` +
        "the endpoints of Systems Manager?",
    );
  const snapshot = snapshotName(installation.clusterIdentifier, version, surroundings.now());
  print(
    `envs/${name}: the tables of ${installation.clusterIdentifier} to REDCap ${version}, by ${instanceId}, ${sql ? `with ${given.sql}` : "by REDCap's own page"}`,
  );
  print(`Snapshot before: ${snapshot}`);
  if (given.dryRun) return;

  const parameters: Record<string, string> = {
    Version: version,
    Snapshot: snapshot,
    Again: given.again ? "yes" : "no",
  };
  if (sql) {
    const sha256 = createHash("sha256").update(sql).digest("hex");
    const key = `${installation.sql.folder}${sha256}.sql`;
    await aws.store(installation.sql.bucket, key, sql);
    Object.assign(parameters, { Sql: `s3://${installation.sql.bucket}/${key}`, Sha256: sha256 });
    print(`Stored the SQL: s3://${installation.sql.bucket}/${key}`);
  }
  await aws.snapshot(installation.clusterIdentifier, snapshot);
  print("The snapshot can be restored. Upgrading …");
  const outcome = await withRight(installation, aws, surroundings, () =>
    aws
      .run({
        documentName: installation.documentName,
        instanceId,
        logGroupName: installation.logGroupName,
        comment: `REDCap ${version}`,
        parameters,
      })
      .catch((error: unknown) => {
        throw new Error(
          `The upgrade may be running, but cannot be watched: ${messageOf(error)}\n\n${wayBack(installation, snapshot)}`,
        );
      }),
  );
  for (const line of [outcome.output, outcome.errors].join("\n").split("\n").filter(Boolean))
    print(`  ${line}`);
  print(`Whole output: log group ${installation.logGroupName}, streams ${outcome.logStream}`);
  if (!outcome.succeeded)
    throw new Error(`The upgrade ended with ${outcome.status}.\n\n${wayBack(installation, snapshot)}`);
  print(
    `Done: the tables are those of REDCap ${version}. The next deployment removes the older version's folder.`,
  );
  print(wayBack(installation, snapshot));
}

/** Hours after which the right ends, whatever becomes of this command. It is used at the start of an upgrade. */
const RIGHT_HOURS = 1;

/**
 * Runs work while the instances' role may read the secret of the database user for upgrades, which it may not otherwise; takes the right
 * back afterwards, after a failure and an interruption, too.
 */
async function withRight<T>(
  { roleName, secretArn }: Installation,
  aws: Aws,
  { print, now, onInterrupt }: Surroundings,
  work: () => Promise<T>,
): Promise<T> {
  const until = isoTime(new Date(now().getTime() + RIGHT_HOURS * 3_600_000));
  const takeBack = await aws.giveRight({ roleName, secretArn, until });
  print(`${roleName} may read the upgrade user's secret, until the end of the upgrade or ${until}.`);
  const end = () =>
    takeBack().then(
      () => print(`${roleName} may no longer read it.`),
      (error: unknown) =>
        print(
          `WARNING: ${roleName} keeps this right until ${until}, since its policy redcap-upgrade could not be deleted: ${messageOf(error)}`,
        ),
    );
  const off = onInterrupt(async () => {
    print(
      "Interrupted. An upgrade that has started goes on without this command; its log group has the output.",
    );
    await end();
  });
  try {
    return await work();
  } finally {
    off();
    await end();
  }
}

/** At most 63 characters of a cluster's name, then what tells it from others; letters, digits and single hyphens. */
function snapshotName(cluster: string, version: string, now: Date): string {
  return `${cluster}-before-${version.replace(/\./g, "-")}-${timeInName(now)}`;
}

const wayBack = ({ clusterIdentifier, versionLabel }: Installation, snapshot: string): string =>
  [
    "The way back, which loses what was entered since:",
    `  1. database.snapshot = { identifier: "${snapshot}" } in the environment's file: the next apply replaces ${clusterIdentifier} by it`,
    "     (deletion_protection off first; see the database module's README).",
    `  2. redcapSource of the version before, in place of ${versionLabel}: the same apply deploys its bundle, which is still in the bucket.`,
  ].join("\n");
