import * as fs from "node:fs";
import * as path from "node:path";
import { repository } from "./examples";
import { synthesizedModules } from "./synthesized";
import { terraformFiles } from "./terraform-files";

// Reviewers read terraform/ as diffs: what is one long line is read by nobody. Objects and lists are JSON, parts of an
// expression are locals.

const LONGEST = 500;

/** Expressions that stay longer, each with the reason. */
const exceptions: Readonly<Record<string, string>> = {};

interface Text {
  readonly place: string;
  readonly value: string;
}

/** Every string in the JSON files below a folder that holds an expression, by its place. */
function expressions(folder: string): Text[] {
  const visit = (value: unknown, place: string): Text[] => {
    if (typeof value === "string") return /[$%]\{/.test(value) ? [{ place, value }] : [];
    if (!value || typeof value !== "object") return [];
    return Object.entries(value).flatMap(([key, item]) => visit(item, `${place}.${key}`));
  };
  return terraformFiles(folder).flatMap((file) =>
    visit(JSON.parse(fs.readFileSync(path.join(folder, file), "utf8")), file),
  );
}

const all = expressions(path.join(repository, "terraform"));

test(`no expression in terraform/ is longer than ${LONGEST} characters`, () => {
  const long = all.filter(({ place, value }) => value.length > LONGEST && !(place in exceptions));
  expect(long.map(({ place, value }) => `${place}: ${value.length}`)).toEqual([]);
});

test("no ephemeral block has conditions of its own: Terraform 1.11 could not show a plan as JSON", () => {
  const blocks = synthesizedModules.flatMap(([, { ephemeral = {} }]) =>
    Object.values(ephemeral).flatMap((byName) => Object.values(byName)),
  );
  expect(blocks.length).toBeGreaterThan(5);
  expect(blocks.filter((block) => "lifecycle" in block)).toEqual([]);
});

test("expressions were found, and the exceptions are needed", () => {
  expect(all.length).toBeGreaterThan(1000);
  const short = Object.keys(exceptions).filter(
    (place) => !all.some((text) => text.place === place && text.value.length > LONGEST),
  );
  expect(short).toEqual([]);
});
