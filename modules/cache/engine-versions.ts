/** The engines that replicate, authenticate and encrypt, and that Redis clients can talk to. */
export const engines = ["valkey", "redis"] as const;
export type Engine = (typeof engines)[number];

/** When the list below was last compared with AWS's documentation, and where that is. */
export const reviewed = {
  on: "2026-11-27",
  sources: [
    "https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/engine-versions.html",
    "https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/extended-support.html",
  ],
} as const;

/** A version that a group may run. */
export interface EngineVersion {
  readonly engine: Engine;
  /** Major and minor version. ElastiCache chooses the patch. */
  readonly version: string;
  /** Family of its parameter groups. */
  readonly family: string;
  /**
   * Last day of standard support, `YYYY-MM-DD`, where AWS has announced one. Later, Extended Support is charged by the node
   * and hour.
   */
  readonly supportedUntil?: string;
}

/** What a group may run. To add a version: one line here, with the date of the review above. */
export const engineVersions: readonly EngineVersion[] = [
  { engine: "valkey", version: "7.2", family: "valkey7" },
  { engine: "valkey", version: "8.0", family: "valkey8" },
  { engine: "valkey", version: "8.1", family: "valkey8" },
  { engine: "valkey", version: "8.2", family: "valkey8" },
  { engine: "valkey", version: "9.0", family: "valkey9" },
  { engine: "redis", version: "7.0", family: "redis7" },
  { engine: "redis", version: "7.1", family: "redis7" },
];

/** Versions that people still have in their files, and when their standard support ends or ended: named in the error. */
export const ended: readonly { readonly line: string; readonly on: string }[] = [
  { line: "Redis OSS 4 and 5", on: "2026-01-31" },
  { line: "Redis OSS 6", on: "2027-01-31" },
];

/** What a group gets that names no version. */
export const defaultVersions: Readonly<Record<Engine, string>> = { valkey: "8.2", redis: "7.1" };

/** Versions of one engine. */
export function versionsOf(engine: Engine): string[] {
  return engineVersions.filter((entry) => entry.engine === engine).map(({ version }) => version);
}

/** Families of parameter groups by version. */
export function familiesOf(engine: Engine): Record<string, string> {
  const entries = engineVersions.filter((entry) => entry.engine === engine);
  return Object.fromEntries(entries.map(({ version, family }) => [version, family]));
}

/** The allowed versions with their dates, as the error message lists them. */
export function describeVersions(): string {
  const allowed = engines.map((engine) => {
    const entries = engineVersions.filter((entry) => entry.engine === engine);
    const texts = entries.map(({ version, supportedUntil }) =>
      supportedUntil === undefined ? version : `${version} (until ${supportedUntil})`,
    );
    return `${engine}: ${texts.join(", ")}`;
  });
  const past = ended.map(({ line, on }) => `${line} on ${on}`);
  return (
    `${allowed.join("; ")} (no end announced where no date is given). Standard support ends for ${past.join(", ")}: ` +
    `not for new groups. List reviewed on ${reviewed.on}`
  );
}
