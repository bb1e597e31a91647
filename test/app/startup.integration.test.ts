import { execFileSync } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import { temporaryFolder } from "../lib/example";

const root = path.resolve(__dirname, "../..");

/** What a program prints that imports app/startup first, as main.ts does. */
function started(program: string): string {
  const text = `require("./app/startup"); const cdktf = require("cdktf"); ${program}`;
  const node = ["--import", "tsx", "-e", text];
  return execFileSync(process.execPath, node, { cwd: root, encoding: "utf8", timeout: 60_000 });
}

/** Lists the packages that are loaded, with those inside other packages. */
const packages = `console.log([...new Set(Object.keys(require.cache).flatMap((file) =>
  (/.*node_modules.((@[^/\\\\]+.)?[^/\\\\]+)/.exec(file) ?? [])[1] ?? []))].join(" "))`;

test("synth loads neither the AWS SDK nor what archives need", () => {
  const program = `process.env.CDKTF_OUTDIR = ${JSON.stringify(temporaryFolder())}; require("./main"); ${packages}`;
  const loaded = started(program).trim().split(" ");
  expect(loaded).toEqual(expect.arrayContaining(["@cdktf/provider-aws", "cdktf", "zod"]));
  const unwanted = /^(@aws-sdk.*|@smithy.*|lodash|readable-stream|yauzl|yazl|typescript)$/;
  expect(loaded.filter((name) => unwanted.test(name))).toEqual([]);
});

test("cdktf still makes archives of assets", () => {
  const folder = temporaryFolder();
  fs.mkdirSync(path.join(folder, "asset"));
  fs.writeFileSync(path.join(folder, "asset", "page.html"), "<p>");
  started(`
    const app = new cdktf.App({ outdir: ${JSON.stringify(path.join(folder, "out"))} });
    const stack = new cdktf.TerraformStack(app, "stack");
    const source = ${JSON.stringify(path.join(folder, "asset"))};
    new cdktf.TerraformAsset(stack, "asset", { path: source, type: cdktf.AssetType.ARCHIVE });
    app.synth();`);
  const made = fs.readdirSync(path.join(folder, "out"), { recursive: true, encoding: "utf8" });
  expect(made.filter((file) => file.endsWith("archive.zip"))).toHaveLength(1);
});

test.each([
  ["archiver", `typeof require("cdktf/node_modules/archiver")("zip").finalize`, "function"],
  ["semver", `require("cdktf/node_modules/semver").satisfies("1.11.2", ">= 1.11")`, "true"],
  [
    "zod's translations",
    `require("zod").locales.de().localeError({ code: "invalid_key", origin: "map" })`,
    "Ungültiger Schlüssel in map",
  ],
])("whoever uses %s gets it", (_, use, expected) => {
  expect(started(`console.log(${use})`)).toBe(`${expected}\n`);
});

test("a package that is not CommonJS is still translated", () => {
  const folder = path.join(temporaryFolder(), "node_modules", "modern");
  fs.mkdirSync(folder, { recursive: true });
  fs.writeFileSync(
    path.join(folder, "index.js"),
    "export const name: string = import.meta.url;".replace(": string", ""),
  );
  expect(started(`console.log(require(${JSON.stringify(folder)}).name)`)).toContain("modern/index.js");
});
