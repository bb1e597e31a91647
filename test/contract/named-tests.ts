import * as fs from "node:fs";
import * as path from "node:path";
import { repository } from "./examples";

// Documents say which test proves what, in tables: the test's file, and its title in italics. Here is what they name, and whether it exists.

const tests = path.join(repository, "test");
const platform = "modules/source-bundle/platform";
const files = fs
  .readdirSync(tests, { recursive: true, encoding: "utf8" })
  .map((file) => file.split(path.sep).join("/"))
  .filter((file) => /\.(ts|bats)$/.test(file));

export interface NamedTest {
  /** As the document has it: a path below test/, or a file's name where an earlier one in the cell, or the platform, has its folder. */
  readonly file: string;
  readonly title: string;
}

/** The tests that the tables of a document name: italics in a cell, after the name of a test's file. */
export function namedTests(markdown: string): NamedTest[] {
  const cells = markdown
    .split("\n")
    .filter((line) => line.startsWith("|"))
    .flatMap((line) => line.split(/(?<!\\)\|/));
  return cells.flatMap((cell) => {
    let file = "";
    const named: NamedTest[] = [];
    for (const [, path_, title] of cell.matchAll(
      /([\w./-]+\.(?:test\.ts|bats))|(?<![\w_])_([^_]+(?:_[^_\s,;.]+)*?)_(?=[,;. ]|$)/g,
    )) {
      if (path_) file = path_.includes("/") ? path_ : resolved(path_, file);
      else if (file) named.push({ file, title: title! });
    }
    return named;
  });
}

/** A file's name without its folder: next to the file before it, or in the folder of the platform's tests. */
const resolved = (name: string, before: string): string =>
  [path.posix.join(path.posix.dirname(before), name), path.posix.join(platform, name)].find((file) =>
    files.includes(file),
  ) ?? name;

/** What is wrong with a named test; undefined if it exists. */
export function problemOf({ file, title }: NamedTest): string | undefined {
  if (!files.includes(file)) return `there is no test/${file}`;
  // `…` cuts a long title.
  const start = title.split("…")[0]!.trimEnd();
  if (read(file).includes(start)) return undefined;
  // A case: its name is in the tables of the folder, the rest of the title in the file or in what declares such tests.
  const [given, ...rest] = title.split(": ");
  const declared = [file, "modules/inputs.ts"].some((name) => read(name).includes(`%s: ${rest.join(": ")}`));
  const folder = path.posix.dirname(file);
  const inFolder = files.filter((name) => path.posix.dirname(name) === folder);
  if (declared && inFolder.some((name) => read(name).includes(`"${given}": [`))) return undefined;
  return `no test of test/${file} has the title ${title}`;
}

const read = (file: string): string => fs.readFileSync(path.join(tests, file), "utf8");
