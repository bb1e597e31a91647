import * as fs from "node:fs";
import { execFileSync } from "node:child_process";
import * as path from "node:path";
import { temporaryFolder } from "../lib/example";

const folder = temporaryFolder();
const memory = path.join(folder, "memory", "compiled");
const program = path.join(folder, "program.ts");
const compiled = path.resolve(__dirname, "../../app/compiled");
const file = path.join(folder, "file.js");

// Jest has a module system of its own: the real one is that of another process.
fs.writeFileSync(
  program,
  `import * as fs from "node:fs";
   import { Module } from "node:module";
   import { CompiledCode } from ${JSON.stringify(compiled)};
   const module = new Module(${JSON.stringify(file)});
   const content = fs.readFileSync(${JSON.stringify(file)});
   let translated = false;
   const code = new CompiledCode(process.argv[2]!, process.argv[3]!);
   code.run(module, ${JSON.stringify(file)}, content, () => { translated = true; return content.toString(); });
   console.log(JSON.stringify({ exports: module.exports, translated }));`,
);

function run(versions: string, where = memory): unknown {
  const args = ["--import", "tsx", program, where, versions];
  const cwd = path.resolve(__dirname, "../..");
  return JSON.parse(execFileSync(process.execPath, args, { cwd, encoding: "utf8" }));
}

test("a file is translated once, and again when it or its translation has changed", () => {
  fs.writeFileSync(file, 'exports.name = require("node:path").basename(__filename);');
  expect(run("1")).toEqual({ exports: { name: "file.js" }, translated: true });
  expect(run("1")).toEqual({ exports: { name: "file.js" }, translated: false });
  expect(run("2")).toEqual({ exports: { name: "file.js" }, translated: true });
  // Of the same length, which is all that V8 itself compares.
  fs.writeFileSync(file, 'exports.naam = require("node:path").basename(__filename);');
  expect(run("2")).toEqual({ exports: { naam: "file.js" }, translated: true });
  expect(fs.readdirSync(path.dirname(memory))).toEqual(["compiled"]);
}, 60_000);

test("a memory that is broken, or cannot be kept, is no error", () => {
  fs.writeFileSync(file, "exports.one = 1;");
  fs.writeFileSync(memory, fs.readFileSync(memory).subarray(0, 100));
  expect(run("1")).toEqual({ exports: { one: 1 }, translated: true });
  expect(run("1")).toEqual({ exports: { one: 1 }, translated: false });
  expect(run("1", path.join(file, "compiled"))).toEqual({ exports: { one: 1 }, translated: true });
}, 60_000);
