import * as path from "node:path";
import { nearest } from "../../lib/names";

/**
 * The test files that arguments of `npm test` name: modules by their name, and folders or files, whether tests or what
 * they test, whose tests lie below test/ in the same place. `files` are the project's, from its root. Throws for an
 * argument that matches none.
 */
export function selectTests(args: readonly string[], files: readonly string[]): string[] {
  const selected = new Set(args.flatMap((arg) => testsOf(arg, files)));
  return [...selected].sort();
}

/** Whether a test starts real programs (Terraform, the local cloud, nginx, …). */
export const isIntegration = (test: string): boolean => test.endsWith(".integration.test.ts");

function testsOf(arg: string, files: readonly string[]): string[] {
  const tests = files.filter((file) => file.endsWith(".test.ts"));
  const place = path.posix.normalize(arg).replace(/\/$/, "");
  const modules = moduleNames(files);
  if (modules.includes(place)) return below(tests, `test/modules/${place}`, arg);
  const file = files.includes(place);
  if (!file && !files.some((known) => known.startsWith(`${place}/`))) throw new Error(unknown(arg, files));
  const mirrored = place.split("/")[0] === "test" ? place : `test/${place}`;
  return file ? closest(tests, mirrored, arg) : below(tests, mirrored, arg);
}

function below(tests: readonly string[], folder: string, arg: string): string[] {
  const found = tests.filter((test) => test.startsWith(`${folder}/`));
  if (found.length === 0) throw new Error(`${arg} has no tests: there are none below ${folder}`);
  return found;
}

/** The tests that carry a file's name; where it has none of its own, those of its folder. */
function closest(tests: readonly string[], file: string, arg: string): string[] {
  if (tests.includes(file)) return [file];
  const { dir, name } = path.posix.parse(file);
  const own = [`${dir}/${name}.test.ts`, `${dir}/${name}.integration.test.ts`];
  const found = tests.filter((test) => own.includes(test) || test.startsWith(`${dir}/${name}/`));
  if (found.length > 0) return found;
  let folder = dir;
  while (folder.includes("/") && !tests.some((test) => test.startsWith(`${folder}/`)))
    folder = path.posix.dirname(folder);
  // All of test/ is no file's.
  if (!folder.includes("/")) throw new Error(`${arg} has no tests: none below test has its name`);
  return below(tests, folder, arg);
}

const moduleNames = (files: readonly string[]): string[] =>
  files.flatMap((file) => /^modules\/([^/]+)\/index\.ts$/.exec(file)?.[1] ?? []);

function unknown(arg: string, files: readonly string[]): string {
  const modules = moduleNames(files);
  const folders = files.flatMap((file) => {
    const parts = file.split("/");
    return parts.map((_, i) => parts.slice(0, i + 1).join("/"));
  });
  const near = nearest(arg, [...modules, ...new Set(folders)]);
  const tops = [...new Set(files.map((file) => file.split("/")[0]!))];
  return (
    `${arg} matches no module and no file${near ? `; did you mean ${near}?` : ""}\n` +
    `modules: ${modules.join(", ")}\nfiles and folders: those of ${tops.join(", ")}`
  );
}
