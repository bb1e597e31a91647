import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import * as fc from "fast-check";
import { folderEntries, pathProblem } from "../../../../modules/source-bundle/function/bundle-entry";
import { temporaryFolder } from "./helpers";

const folder = temporaryFolder();

test("no accepted path leaves the folder that it is unpacked into, or means another path than it says", () => {
  const part = fc.oneof(fc.constantFrom("..", ".", "", "a", "C:", "\\", "/", "…", "a\u0000b"), fc.string());
  const path = fc.array(part, { minLength: 1, maxLength: 6 }).map((parts) => parts.join("/"));
  fc.assert(
    fc.property(path, (given) => {
      if (pathProblem(given) === undefined) {
        expect(resolve("/var/app/staging", given)).toBe(`/var/app/staging/${given.replace(/\/$/, "")}`);
      }
    }),
    { numRuns: 5000 },
  );
});

test.each([
  "redcap/index.php",
  "redcap/..hidden/a",
  "redcap/a..b",
  ".platform/hooks/x.sh",
  "redcap/temp/",
  "redcap/日本 +&.php",
])("the ordinary path %s is accepted", (path) => {
  expect(pathProblem(path)).toBeUndefined();
});

test("a folder's files come sorted by code units, below the prefix, without a desktop's litter; a link is an error", () => {
  mkdirSync(join(folder, "b/empty"), { recursive: true });
  for (const name of ["ä", "a", "Z", "b/c", ".DS_Store", ".htaccess"])
    writeFileSync(join(folder, name), name);
  expect(folderEntries(folder, "redcap/").map(({ path }) => path)).toEqual([
    "redcap/.htaccess",
    "redcap/Z",
    "redcap/a",
    "redcap/b/c",
    "redcap/b/empty/",
    "redcap/ä",
  ]);
  symlinkSync("/etc/passwd", join(folder, "link"));
  expect(() => folderEntries(folder)).toThrow("link is neither a file nor a folder");
});
