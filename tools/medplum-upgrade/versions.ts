/** A released version: major, minor and patch. */
export type Version = readonly [number, number, number];

/** Reads `5.1.12`; of what a server says of itself, `5.1.12-1a2b3c4`, the part before the hyphen. */
export function versionOf(text: string): Version | undefined {
  const parts = /^v?(\d{1,5})\.(\d{1,5})\.(\d{1,5})(?:-[0-9A-Za-z.-]+)?$/.exec(text);
  return parts ? [Number(parts[1]), Number(parts[2]), Number(parts[3])] : undefined;
}

export const shown = (version: Version): string => version.join(".");
const minor = ([major, number]: Version): string => `${major}.${number}`;

/** Negative where `a` is older than `b`. */
export const compare = (a: Version, b: Version): number => a[0] - b[0] || a[1] - b[1] || a[2] - b[2];
export const same = (a: Version, b: Version): boolean => compare(a, b) === 0;
const sameMinor = (a: Version, b: Version): boolean => minor(a) === minor(b);

/** The last release of each minor version up to `target`, which is the last step. Throws an error that says why there is no way. */
export function stepsBetween(current: Version, target: Version, released: readonly Version[]): Version[] {
  refuseOlder(current, target);
  if (!released.some((version) => same(version, target))) {
    const near = released.filter((version) => sameMinor(version, target)).sort(compare);
    throw new Error(
      `${shown(target)} is not a released version` +
        (near.length > 0 ? `: of ${minor(target)} there are ${near.map(shown).join(", ")}` : ""),
    );
  }
  const last = new Map<string, Version>();
  for (const version of [...released].sort(compare))
    if (compare(version, current) > 0 && compare(version, target) <= 0 && !sameMinor(version, current))
      last.set(minor(version), version);
  last.set(minor(target), target);
  return [...last.values()];
}

/** Checks steps that the user names. Throws one error with all that is wrong with them. */
export function checkedSteps(
  current: Version,
  via: readonly Version[],
  target: Version,
  released: readonly Version[] | undefined,
): Version[] {
  refuseOlder(current, target);
  const steps = [...via, target];
  const problems = steps.flatMap((step, i) => {
    const before = i === 0 ? current : steps[i - 1]!;
    if (compare(step, before) <= 0)
      return [`--via must be in ascending order: ${shown(step)} is not later than ${shown(before)}`];
    const skipped = released ? between(before, step, released) : unknownBetween(before, step);
    return skipped.length > 0
      ? [
          `${shown(before)} to ${shown(step)} skips ${skipped.join(", ")}: a server does not start on a database whose last server is ` +
            "older than the minor version before it",
        ]
      : [];
  });
  if (problems.length > 0) throw new Error(problems.join("\n"));
  return steps;
}

function refuseOlder(current: Version, target: Version): void {
  if (compare(target, current) > 0) return;
  throw new Error(
    same(target, current)
      ? `${shown(target)} runs already`
      : `${shown(target)} is older than ${shown(current)}, which runs: the database has been migrated, and an older server may not work on it`,
  );
}

/** Minor versions that were released between two versions. */
const between = (from: Version, to: Version, released: readonly Version[]): string[] => [
  ...new Set(
    released
      .filter((version) => compare(version, from) > 0 && compare(version, to) < 0)
      .filter((version) => !sameMinor(version, from) && !sameMinor(version, to))
      .sort(compare)
      .map(minor),
  ),
];

/** The same without a list of releases: minor versions of one major version follow each other. */
function unknownBetween(from: Version, to: Version): string[] {
  if (from[0] === to[0])
    return Array.from(
      { length: Math.max(0, to[1] - from[1] - 1) },
      (_, i) => `${from[0]}.${from[1] + 1 + i}`,
    );
  const majors = Array.from({ length: to[0] - from[0] - 1 }, (_, i) => `${from[0] + 1 + i}.x`);
  const minors = Array.from({ length: to[1] }, (_, i) => `${to[0]}.${i}`);
  return [...majors, ...minors];
}
