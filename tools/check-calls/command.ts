import * as fs from "node:fs";
import * as path from "node:path";
import { userFolder } from "../support/given-file";
import { readOptions } from "../support/options";
import { main } from "../support/steps";
import { checkCalls } from "./index";

const usage = `usage: check-calls FOLDER [FOLDER ...]

Finds misspelt keys in calls of modules, which Terraform ignores without a word. FOLDER is a root module; a file stands for
its folder.`;

/** `npm run check:calls -- FOLDER`: exit code 1 for a key that the module's type does not have, and where a module is not there. */
main(async () => {
  const { words, problems } = readOptions({}, process.argv.slice(2));
  const from = userFolder();
  const folders = new Set(words.map((word) => folderOf(word, from, problems)));
  if (words.length === 0) problems.push("no folder is given");
  if (problems.length > 0) throw new Error(`${problems.join("\n")}\n\n${usage}`);
  // Names in messages are relative to where the user stands.
  process.chdir(from);
  const found = await checkCalls([...folders]);
  if (found.problems.length > 0) throw new Error(found.problems.join("\n"));
  console.log(`${found.calls} ${found.calls === 1 ? "call" : "calls"} of modules: every key has a meaning`);
});

function folderOf(word: string, from: string, problems: string[]): string {
  const stats = fs.statSync(path.resolve(from, word), { throwIfNoEntry: false });
  if (!stats) problems.push(`${word} does not exist (looked in ${from})`);
  return stats?.isFile() ? path.dirname(word) : word;
}
