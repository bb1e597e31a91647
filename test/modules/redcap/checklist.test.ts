import * as fs from "node:fs";
import * as path from "node:path";

// The README says of every feature of the original which test proves it. Names in italics must be names of tests.

const root = path.resolve(__dirname, "../../..");
const tests = path.join(root, "test");
const sources = fs
  .readdirSync(tests, { recursive: true, encoding: "utf8" })
  .filter((file) => /\.(ts|bats)$/.test(file))
  .map((file) => fs.readFileSync(path.join(tests, file), "utf8"))
  .join("\n");
const readme = fs.readFileSync(path.join(root, "modules/redcap/README.md"), "utf8");
const table = readme.split("## The original's features")[1]!.split("Also new:")[0]!;
const quoted = [...table.matchAll(/(?<!\w)_([^_|]+)_(?=[,;. |])/g)].map(([, name]) => name!);

test("has many names to look at", () => {
  expect(quoted.length).toBeGreaterThan(60);
});

test.each(quoted)("%s", (name) => {
  // `…` cuts a long name; a title of cases holds %s for the case.
  const [start] = name.split("…");
  const [given, ...rest] = name.split(": ");
  const oneOfCases = sources.includes(`"${given}": [`) && sources.includes(`%s: ${rest.join(": ")}`);
  expect(sources.includes(start!.trimEnd()) || oneOfCases).toBe(true);
});
