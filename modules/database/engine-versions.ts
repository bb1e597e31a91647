/** The engines behind the one interface. */
export const engines = ["aurora-mysql", "aurora-postgresql"] as const;
export type Engine = (typeof engines)[number];

/** When the list below was last compared with AWS's release notes, and where those are. */
export const reviewed = {
  on: "2026-11-22",
  sources: [
    "https://docs.aws.amazon.com/AmazonRDS/latest/AuroraMySQLReleaseNotes/doc-history.html",
    "https://docs.aws.amazon.com/AmazonRDS/latest/AuroraPostgreSQLReleaseNotes/aurorapostgresql-release-calendar.html",
    "https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Aurora.VersionPolicy.html",
  ],
} as const;

/** A minor version line that AWS still offers. */
interface Line {
  readonly engine: Engine;
  /** Exact engine versions of the line, oldest first. */
  readonly versions: readonly string[];
  /**
   * First day of the line. For PostgreSQL the community's release day, which Aurora follows some weeks later: the
   * dates computed from it are never too late.
   */
  readonly released: string;
  /** Long-term support: three years instead of one, fixes only. */
  readonly lts: boolean;
  /** When AWS ends standard support of the major version. Later, an instance pays for Extended Support by the vCPU. */
  readonly majorEnds: string;
}

/** What a new cluster may run. To add a version: one line here, with the date of the review above. */
const lines: readonly Line[] = [
  {
    engine: "aurora-mysql",
    versions: ["8.0.mysql_aurora.3.10.4", "8.0.mysql_aurora.3.10.5"],
    released: "2025-07-31",
    lts: true,
    majorEnds: "2028-04-30",
  },
  {
    engine: "aurora-mysql",
    versions: ["8.0.mysql_aurora.3.12.0"],
    released: "2026-02-17",
    lts: false,
    majorEnds: "2028-04-30",
  },
  {
    engine: "aurora-mysql",
    versions: ["8.0.mysql_aurora.3.13.0"],
    released: "2026-08-27",
    lts: false,
    majorEnds: "2028-04-30",
  },
  {
    engine: "aurora-mysql",
    versions: ["8.4.mysql_aurora.8.4.7"],
    released: "2026-05-21",
    lts: false,
    majorEnds: "2032-04-30",
  },
  {
    engine: "aurora-mysql",
    versions: ["8.4.mysql_aurora.8.4.8"],
    released: "2026-09-03",
    lts: false,
    majorEnds: "2032-04-30",
  },
  {
    engine: "aurora-postgresql",
    versions: ["15.10"],
    released: "2024-11-21",
    lts: true,
    majorEnds: "2028-02-29",
  },
  {
    engine: "aurora-postgresql",
    versions: ["16.8"],
    released: "2025-02-13",
    lts: true,
    majorEnds: "2029-02-28",
  },
  {
    engine: "aurora-postgresql",
    versions: ["16.14"],
    released: "2026-05-14",
    lts: false,
    majorEnds: "2029-02-28",
  },
  {
    engine: "aurora-postgresql",
    versions: ["17.7"],
    released: "2025-11-13",
    lts: true,
    majorEnds: "2030-02-28",
  },
  {
    engine: "aurora-postgresql",
    versions: ["18.4"],
    released: "2026-05-14",
    lts: false,
    majorEnds: "2031-02-28",
  },
];

/** Lines that people still have in their files, and when their standard support ended: named in the error. */
export const ended: readonly { readonly line: string; readonly on: string }[] = [
  { line: "Aurora MySQL 2 (5.7)", on: "2024-10-31" },
  { line: "Aurora MySQL 3.04 LTS", on: "2026-10-31" },
  { line: "Aurora PostgreSQL 13", on: "2026-02-28" },
];

/** An engine version, and until when AWS promises to support it at no extra price. */
export interface EngineVersion {
  readonly engine: Engine;
  readonly version: string;
  readonly lts: boolean;
  /** `YYYY-MM-DD`: the shorter of the minor version's minimum (LTS three years, else one) and the major's end. */
  readonly supportedUntil: string;
}

function supportedUntil({ released, lts, majorEnds }: Line): string {
  const years = lts ? 3 : 1;
  const minor = `${Number(released.slice(0, 4)) + years}${released.slice(4)}`;
  return minor < majorEnds ? minor : majorEnds;
}

/** Every version that a cluster may run: supported on the day of the review. */
export const engineVersions: readonly EngineVersion[] = lines
  .flatMap((line) =>
    line.versions.map((version) => ({
      engine: line.engine,
      version,
      lts: line.lts,
      supportedUntil: supportedUntil(line),
    })),
  )
  .filter((entry) => entry.supportedUntil > reviewed.on);

/** The newest patch of the LTS line that a new cluster gets: the longest time without a forced upgrade. */
export const defaultVersions: Readonly<Record<Engine, string>> = {
  "aurora-mysql": "8.0.mysql_aurora.3.10.5",
  "aurora-postgresql": "17.7",
};

/** An exact engine version of either engine, as RDS names it. */
export const exactVersion = /^([0-9]{2}\.[0-9]{1,2}|[0-9]\.[0-9]\.mysql_aurora\.[0-9]+(\.[0-9]+)+)$/;

/**
 * The version of the list that a cluster on this one goes to next: itself if it is on the list, else the nearest newer one of the same
 * major version; undefined if there is none, or if this is no exact version. `16.9` goes to 16.14.
 */
export function reviewedVersion(version: string): string | undefined {
  if (!exactVersion.test(version)) return undefined;
  const engine: Engine = version.includes("mysql") ? "aurora-mysql" : "aurora-postgresql";
  return versionsOf(engine)
    .filter((other) => majorOf(other) === majorOf(version) && compareVersions(other, version) >= 0)
    .sort(compareVersions)[0];
}

/** `8.0` of 8.0.mysql_aurora.3.10.5, `16` of 16.9: what a parameter group's family has in its name. */
const majorOf = (version: string): string =>
  (version.includes("mysql") ? /^[0-9]+\.[0-9]+/ : /^[0-9]+/).exec(version)![0];

/** By their numbers, from the left: 16.9 is before 16.14. */
function compareVersions(one: string, other: string): number {
  const [left, right] = [one, other].map((version) => version.split(/[^0-9]+/).map(Number));
  const differences = left!.map((number, i) => number - (right![i] ?? -1));
  return differences.find((difference) => difference !== 0) ?? left!.length - right!.length;
}

/** Versions of one engine. */
export function versionsOf(engine: Engine): string[] {
  return engineVersions.filter((entry) => entry.engine === engine).map((entry) => entry.version);
}

/** The allowed versions with their dates, as the error message lists them. */
export function describeVersions(): string {
  const allowed = engines.map((engine) => {
    const entries = engineVersions.filter((entry) => entry.engine === engine);
    const texts = entries.map(
      ({ version, lts, supportedUntil: until }) => `${version} (${lts ? "LTS, " : ""}until ${until})`,
    );
    return `${engine}: ${texts.join(", ")}`;
  });
  const past = ended.map(({ line, on }) => `${line} on ${on}`);
  return `${allowed.join("; ")}. Standard support has ended for ${past.join(", ")}. List reviewed on ${reviewed.on}`;
}
