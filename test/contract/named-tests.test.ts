import * as fs from "node:fs";
import * as path from "node:path";
import { repository } from "./examples";
import { namedTests, problemOf } from "./named-tests";

/** Documents that say which test proves what, and how many tests they name at least. */
const documents = {
  "modules/redcap/README.md": 60,
  "modules/medplum/docs/original.md": 120,
  "modules/medplum/docs/runbooks.md": 1,
};

describe.each(Object.entries(documents))("%s", (document, least) => {
  const named = namedTests(fs.readFileSync(path.join(repository, document), "utf8"));

  test("names tests", () => {
    expect(named.length).toBeGreaterThanOrEqual(least);
  });

  test("names only tests that exist", () => {
    expect(named.map(problemOf).filter(Boolean)).toEqual([]);
  });
});

test("what does not exist is noticed", () => {
  const file = "contract/named-tests.test.ts";
  const absent = ["names", "none"].join(" ");
  const found = namedTests(
    `| ${file}: _names tests_, _${absent}_; gone.test.ts: _names tests_ | _not a test_ |`,
  );
  expect(found).toHaveLength(3);
  expect(found.map(problemOf)).toEqual([
    undefined,
    `no test of test/${file} has the title ${absent}`,
    "there is no test/gone.test.ts",
  ]);
  expect(
    problemOf({
      file: "modules/medplum/medplum.test.ts",
      title: "an API outside the zone: refused, with a reason",
    }),
  ).toBe(undefined);
  expect(
    problemOf({ file: "modules/medplum/medplum.test.ts", title: `${absent}: refused, with a reason` }),
  ).toMatch(/^no test of/);
});
