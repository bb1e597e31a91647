import * as fs from "node:fs";
import * as path from "node:path";
import { readOptions } from "../support/options";
import { root } from "../support/project";
import { main, step } from "../support/steps";
import { archiveName, modulesArchive } from "./archive";
import { npmPackage, packageName } from "./package";
import { releaseProblems, tagRelease } from "./prepare";
import { currentVersion } from "./version";

const usage = `usage: npm run release -- VERSION

Checks that everything is committed and fresh, that CHANGELOG.md says what changed, and that each address that is gone is explained.
Then writes VERSION into package.json, CHANGELOG.md, docs/upgrades.md and the examples, locks the addresses, commits, tags vVERSION, and
makes the archive of the modules and the npm package in dist/. Nothing is pushed or published.`;

/** `npm run release -- 0.2.0`. Exit code 1, and nothing changed, where something is missing. */
main(async () => {
  const { words, problems } = readOptions({}, process.argv.slice(2));
  const [version, ...others] = words;
  if (!version) problems.push("no version is given");
  if (others.length > 0) problems.push(`only one version can be released, not ${words.join(" and ")}`);
  if (problems.length > 0) throw new Error(`${problems.join("\n")}\n\n${usage}`);
  const found = await step("Check", () => releaseProblems(version!));
  if (found.length > 0) throw new Error(found.join("\n"));
  await step(`Release ${version}`, () => tagRelease(version!, new Date().toISOString().slice(0, 10)));
  const folder = path.join(root, "dist");
  fs.mkdirSync(folder, { recursive: true });
  const made = async (name: string, data: Promise<Buffer>): Promise<string> => {
    fs.writeFileSync(path.join(folder, name), await data);
    return path.join("dist", name);
  };
  const files = await step("Archive and package", async () => [
    await made(archiveName(currentVersion()), modulesArchive()),
    await made(packageName(currentVersion()), npmPackage(currentVersion())),
  ]);
  console.log(`\nVersion ${version} is committed and tagged. To publish it:

    git push --follow-tags
    npm publish ${files[1]}
    # and ${files[0]} where modules are taken from`);
});
