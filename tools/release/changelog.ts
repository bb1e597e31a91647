/** Sections of a version, in their order: those of keepachangelog.com, and two about Terraform's state. */
export const SECTIONS = [
  "Added",
  "Changed",
  "Deprecated",
  "Removed",
  "Fixed",
  "Security",
  "Addresses",
  "Names",
] as const;
export type Section = (typeof SECTIONS)[number];

/** What a changelog says of one version: the entries of each section. */
export type Entries = ReadonlyMap<string, readonly string[]>;

const UNRELEASED = "## Unreleased";

/** The part about what is not released yet. Throws where there is none. */
function unreleased(changelog: string): string {
  const from = changelog.indexOf(`${UNRELEASED}\n`);
  if (from < 0) throw new Error(`CHANGELOG.md must have the line ${UNRELEASED}`);
  const rest = changelog.slice(from + UNRELEASED.length);
  const next = rest.search(/^## /m);
  return next < 0 ? rest : rest.slice(0, next);
}

/** The entries that the next release will have, by section. */
export function unreleasedEntries(changelog: string): Entries {
  const [, ...parts] = unreleased(changelog).split(/^### /m);
  return new Map(
    parts.map((part) => {
      const [title, ...lines] = part.split("\n");
      const entries = lines.join("\n").split(/^- /m).slice(1);
      return [title!.trim(), entries.map((entry) => entry.replace(/\s+/g, " ").trim())] as const;
    }),
  );
}

/** What is wrong with the entries of the next release. */
export function changelogProblems(changelog: string): string[] {
  const entries = unreleasedEntries(changelog);
  const known: readonly string[] = SECTIONS;
  const problems = [...entries.keys()]
    .filter((title) => !known.includes(title))
    .map(
      (title) => `CHANGELOG.md: "### ${title}" is no section of a version (allowed: ${SECTIONS.join(", ")})`,
    );
  const empty = [...entries]
    .filter(([, list]) => list.length === 0)
    .map(([title]) => `CHANGELOG.md: "### ${title}" has no entry; each begins with "- "`);
  if (entries.size === 0) problems.push(`CHANGELOG.md: ${UNRELEASED} is empty: a release says what changed`);
  return [...problems, ...empty];
}

/** The changelog of a release: what was not released becomes its version's. `date` is `2026-11-28`. */
export const releasedChangelog = (changelog: string, version: string, date: string): string =>
  changelog.replace(`${UNRELEASED}\n`, `${UNRELEASED}\n\n## ${version} - ${date}\n`);
