import { execFileSync } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import { packageFunction } from "../../../lib/aws/function-package";
import { temporaryFolder } from "../example";

const root = path.resolve(__dirname, "../../..");
const entry = "lib/names.ts";
const files = [{ path: "data/greeting.txt", data: Buffer.from("good morning") }];

/** A package's bytes. */
function packaged(given = files): Buffer {
  const zip = path.join(temporaryFolder(), "in/a/new/folder/function.zip");
  packageFunction(zip, { entry, runtime: "nodejs22.x", files: given });
  return fs.readFileSync(zip);
}

test("a package holds the code as index.js, and the files at their places", () => {
  const text = packaged().toString("latin1");
  expect(text).toMatch(/index\.js.*exports.*data\/greeting\.txtgood morning/s);
});

test("other files make another package", () => {
  const changed = [{ path: "data/greeting.txt", data: Buffer.from("good evening") }];
  expect(packaged(changed).equals(packaged())).toBe(false);
});

test("a copy of the project elsewhere, with linked dependencies, gives the same bytes", () => {
  const copy = path.join(temporaryFolder(), "elsewhere/clone");
  for (const name of ["lib", "package.json", "tsconfig.json"])
    fs.cpSync(path.join(root, name), path.join(copy, name), { recursive: true });
  fs.symlinkSync(path.join(root, "node_modules"), path.join(copy, "node_modules"));
  const program = `require("./lib/aws/function-package").packageFunction("function.zip", {
    entry: "${entry}",
    runtime: "nodejs22.x",
    files: [{ path: "data/greeting.txt", data: Buffer.from("good morning") }],
  })`;
  execFileSync(process.execPath, ["--import", "tsx", "-e", program], { cwd: copy, timeout: 30_000 });
  expect(fs.readFileSync(path.join(copy, "function.zip")).equals(packaged())).toBe(true);
});
