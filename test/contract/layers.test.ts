import * as path from "node:path";
import { importedBy, type SourceFile, sourcesAt } from "./imports";
import { importProblems } from "./layers";

const repository = path.resolve(__dirname, "../..");
const sources = sourcesAt(repository, [
  "main.ts",
  "lib",
  "modules",
  "app",
  "envs",
  "plan",
  "policy",
  "review",
  "tools",
]);

test("imports go down the layers, and never in a circle", () => {
  expect(importProblems(sources)).toEqual([]);
});

test("all files were looked at, and what they import was found", () => {
  expect(sources.length).toBeGreaterThan(150);
  const synthesize = sources.find((source) => source.path === "app/synthesize.ts");
  expect(synthesize?.files).toEqual(expect.arrayContaining(["app/environment.ts", "lib/module.ts"]));
  expect(synthesize?.packages).toEqual(expect.arrayContaining(["node:fs", "constructs"]));
});

test("imports of every kind are found, and none in comments and texts", () => {
  const text = [
    'import fs from "a";',
    'import "b";',
    'import type { C } from "c";',
    'import {\n  type D,\n} from "d";',
    'export { e } from "e";',
    'export type * from "f";',
    'const g = await import("g");',
    'const h = require("h");',
    'let i: import("i").I;',
    '// import "no";',
    'const text = `import "no" ${g} import "no"`;',
    "const other = 'import { no } from \"no\";';",
  ].join("\n");
  expect(importedBy(text)).toEqual(["a", "b", "c", "d", "e", "f", "g", "h", "i"]);
});

describe("the check", () => {
  const file = (name: string, files: string[] = [], packages: string[] = []): SourceFile => ({
    path: name,
    files,
    packages,
  });

  test("lets a file import from its own layer, from lower ones, and packages", () => {
    expect(
      importProblems([
        file("lib/names.ts", ["lib/json.ts"], ["zod", "cdktf"]),
        file("lib/aws/context.ts", ["lib/names.ts"], ["@cdktf/provider-aws/lib/vpc"]),
        file("modules/state-backend/index.ts", ["modules/encryption-key/index.ts"]),
        file("modules/foundation/index.ts", ["modules/network/index.ts", "modules/database/index.ts"]),
        file("modules/redcap/index.ts", ["modules/foundation/index.ts", "modules/redcap/mail.ts"]),
        file("envs/prod.ts", ["app/environment.ts"]),
        file("main.ts", ["app/synthesize.ts"]),
        file("tools/local/start.ts", ["tools/bootstrap/index.ts", "app/environment.ts", "lib/json.ts"]),
        file("tools/local-cloud/index.ts", ["tools/terraform/run.ts", "tools/support/message.ts"]),
      ]),
    ).toEqual([]);
  });

  test.each([
    ["lib/names.ts", "lib/aws/regions.ts", "lib is below lib/aws"],
    ["lib/names.ts", "modules/network/index.ts", "lib is below modules/network"],
    ["modules/network/index.ts", "modules/redcap/index.ts", "modules/network is below modules/redcap"],
    ["modules/network/index.ts", "modules/foundation/zone.ts", "modules/network is below modules/foundation"],
    ["modules/foundation/zone.ts", "modules/medplum/a.ts", "modules/foundation is below modules/medplum"],
    ["modules/redcap/index.ts", "modules/medplum/index.ts", "modules/redcap and modules/medplum are apart"],
    ["modules/redcap/index.ts", "app/settings.ts", "modules/redcap is below app"],
    ["app/environment.ts", "envs/prod.ts", "app is below envs"],
    ["app/synthesize.ts", "policy/index.ts", "app is below policy"],
    ["plan/side.ts", "policy/rule.ts", "plan is below policy"],
    ["policy/judge.ts", "review/types.ts", "policy is below review"],
    ["app/backend.ts", "tools/bootstrap/stack.ts", "app is below tools/bootstrap"],
    ["envs/prod.ts", "lib/names.ts", "envs imports from app only"],
    ["envs/prod.ts", "envs/dev.ts", "envs imports from app only"],
    ["tools/terraform/run.ts", "tools/docs/interface.ts", "tools/terraform is below tools/docs"],
    ["tools/bootstrap/index.ts", "tools/local/cdktf.ts", "tools/bootstrap is below tools/local"],
    ["tools/bench/command.ts", "tools/local/cdktf.ts", "tools/bench and tools/local are apart"],
    ["tools/bench/synth.ts", "main.ts", "tools/bench and main.ts are apart"],
  ])("refuses that %s imports %s", (from, to, why) => {
    expect(importProblems([file(from, [to])])).toEqual([`${from} imports ${to}: ${why}`]);
  });

  test("refuses tests, and whatever else is in no layer", () => {
    expect(
      importProblems([file("app/environment.ts", ["test/lib/example.ts"]), file("odd/a.ts", ["main.ts"])]),
    ).toEqual([
      "app/environment.ts imports test/lib/example.ts, which is in no layer",
      "odd/a.ts is in no layer",
    ]);
  });

  test("refuses providers in the kit, and packages in an environment", () => {
    expect(
      importProblems([
        file("lib/stack.ts", [], ["cdktf", "@cdktf/provider-aws/lib/vpc"]),
        file("envs/prod.ts", [], ["node:fs"]),
      ]),
    ).toEqual([
      "lib/stack.ts imports @cdktf/provider-aws/lib/vpc, which lib must not know",
      "envs/prod.ts imports node:fs: envs imports from app only",
    ]);
  });

  test("names every file of a circle", () => {
    expect(
      importProblems([
        file("app/a.ts", ["app/b.ts", "app/d.ts"]),
        file("app/b.ts", ["app/c.ts"]),
        file("app/c.ts", ["app/d.ts", "app/b.ts"]),
        file("app/d.ts", ["app/c.ts"]),
        file("lib/self.ts", ["lib/self.ts"]),
      ]),
    ).toEqual([
      "imports go in a circle: app/c.ts -> app/d.ts -> app/c.ts",
      "imports go in a circle: app/b.ts -> app/c.ts -> app/b.ts",
      "imports go in a circle: lib/self.ts -> lib/self.ts",
    ]);
  });
});
