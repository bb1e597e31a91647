import { changelogProblems, releasedChangelog, unreleasedEntries } from "../../../tools/release/changelog";
import { withVersion } from "../../../tools/release/version";

const changelog = (text: string): string =>
  `# Changelog\n\n## Unreleased\n${text}\n## 0.1.0 - 2026-11-22\n\n### Fixed\n\n- Old.\n`;

test("entries are read by section, over line breaks, and of the next release only", () => {
  const entries = unreleasedEntries(
    changelog("\n### Added\n\n- One\n  thing.\n- Two.\n\n### Names\n\n- Three.\n"),
  );
  expect([...entries]).toEqual([
    ["Added", ["One thing.", "Two."]],
    ["Names", ["Three."]],
  ]);
});

test.each([
  ["nothing", "", ["CHANGELOG.md: ## Unreleased is empty: a release says what changed"]],
  [
    "a section that is none",
    "\n### Improved\n\n- Much.\n",
    [
      'CHANGELOG.md: "### Improved" is no section of a version (allowed: Added, Changed, Deprecated, Removed, Fixed, Security, Addresses, Names)',
    ],
  ],
  [
    "a section without an entry",
    "\n### Fixed\n\nText.\n",
    ['CHANGELOG.md: "### Fixed" has no entry; each begins with "- "'],
  ],
  ["an entry", "\n### Fixed\n\n- A fault.\n", []],
])("%s", (_, text, problems) => {
  expect(changelogProblems(changelog(text))).toEqual(problems);
});

test("a changelog without its place for what comes next is refused", () => {
  expect(() => changelogProblems("# Changelog\n")).toThrow("must have the line ## Unreleased");
});

test("what was not released becomes the version's, and the place for the next stays", () => {
  expect(releasedChangelog(changelog("\n### Fixed\n\n- A fault.\n"), "0.2.0", "2026-12-01")).toContain(
    "## Unreleased\n\n## 0.2.0 - 2026-12-01\n\n### Fixed\n\n- A fault.\n",
  );
});

test("examples name the version", () => {
  expect(
    withVersion(
      'source = "git::https://example.org/i.git//terraform/modules/x?ref=v0.1.0"\nrev: v0.1.0\n' +
        "redcap-medplum-aws-modules-0.1.0.zip redcap-medplum-aws-0.1.0.tgz aws 5.100.0",
      "1.2.3",
    ),
  ).toBe(
    'source = "git::https://example.org/i.git//terraform/modules/x?ref=v1.2.3"\nrev: v1.2.3\n' +
      "redcap-medplum-aws-modules-1.2.3.zip redcap-medplum-aws-1.2.3.tgz aws 5.100.0",
  );
});
