import { readFileSync, writeFileSync } from "node:fs";
import * as path from "node:path";
import { npm } from "../npm/pack";
import { root, synthesizeAll } from "../support/project";
import { writeStandaloneFiles } from "../standalone";
import { runProgram } from "../terraform";
import { currentAddresses, LOCK, lockText } from "./addresses";
import { changelogProblems, releasedChangelog } from "./changelog";
import { unacknowledged } from "./unacknowledged";
import { compared, currentVersion, withVersion } from "./version";

const CHANGELOG = path.join(root, "CHANGELOG.md");
const UPGRADES = path.join(root, "docs/upgrades.md");

/** Documents whose examples name the newest version: `?ref=v0.1.0`, `rev: v0.1.0`, `modules-0.1.0.zip`. */
const withExamples = ["README.md", "docs/*.md", "modules/*/README.md"];

const git = async (...args: string[]): Promise<string> =>
  (await runProgram("git", args, { cwd: root })).stdout.trim();

/** Everything that keeps a version from being released, a sentence each. */
export async function releaseProblems(version: string): Promise<string[]> {
  const problems: string[] = [];
  if (!/^\d+\.\d+\.\d+$/.test(version)) {
    return [`${JSON.stringify(version)} is no version; write it like 1.2.0`];
  }
  const current = currentVersion();
  if (compared(version, current) < 0)
    problems.push(`${version} is older than ${current}, the version in package.json`);
  if (await git("tag", "--list", `v${version}`)) problems.push(`the tag v${version} exists`);
  const changed = await git("status", "--porcelain");
  if (changed) problems.push(`there are changes that are not committed:\n${changed}`);
  synthesizeAll();
  writeStandaloneFiles();
  const stale = changed ? "" : await git("status", "--porcelain", "terraform");
  if (stale) problems.push(`terraform/ was not what npm run synth and npm run docs write; commit:\n${stale}`);
  const changelog = readFileSync(CHANGELOG, "utf8");
  problems.push(...changelogProblems(changelog), ...unacknowledged(version));
  return problems;
}

/** Writes the version into everything that names it, locks the addresses, commits and tags. `date` is `2026-11-28`. */
export async function tagRelease(version: string, date: string): Promise<void> {
  edit(CHANGELOG, (text) => releasedChangelog(text, version, date));
  edit(UPGRADES, (text) => releasedChangelog(text, version, date));
  await runProgram(npm, ["version", version, "--no-git-tag-version", "--allow-same-version"], {
    cwd: root,
  });
  for (const file of (await git("ls-files", "--", ...withExamples)).split("\n"))
    edit(path.join(root, file), (text) => withVersion(text, version));
  writeFileSync(LOCK, lockText(currentAddresses()));
  writeStandaloneFiles();
  await git("add", "--all");
  await git("commit", "--message", `Release ${version}`);
  await git("tag", "--annotate", `v${version}`, "--message", `Version ${version}`);
}

function edit(file: string, change: (text: string) => string): void {
  const text = readFileSync(file, "utf8");
  const changed = change(text);
  if (changed !== text) writeFileSync(file, changed);
}
