import * as fs from "node:fs";
import * as path from "node:path";
import type { FunctionSource } from "../../../lib/aws/function-bundle";
import { rememberedBundle } from "../../../lib/aws/remembered-bundle";
import { temporaryFolder } from "../example";

const sources = {
  "src/handler.ts": `import { greeting } from "./greeting";\nimport { name } from "dependency";\nexport const handler = () => greeting + name;`,
  "src/greeting.ts": `export const greeting = "hello";`,
  "node_modules/dependency/package.json": `{ "main": "one.js" }`,
  "node_modules/dependency/one.js": `exports.name = "one";`,
  "node_modules/dependency/two.js": `exports.name = "two";`,
};

/** A project with a function of a few files. */
function project(): FunctionSource {
  const root = temporaryFolder();
  for (const [file, text] of Object.entries(sources)) write(root, file, text);
  return { root, entry: "src/handler.ts", runtime: "nodejs22.x" };
}

function write(root: string, file: string, text: string): void {
  fs.mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
  fs.writeFileSync(path.join(root, file), text);
}

const memoryOf = ({ root }: FunctionSource) => path.join(root, ".cache/functions/src-handler.ts.json");

/** Puts a mark in the place of the code that is remembered, so that it tells whether it was bundled again. */
function mark(source: FunctionSource): void {
  const memory = JSON.parse(fs.readFileSync(memoryOf(source), "utf8")) as object;
  fs.writeFileSync(memoryOf(source), JSON.stringify({ ...memory, code: "remembered" }));
}

function bundledAndMarked(): FunctionSource {
  const source = project();
  rememberedBundle(source);
  mark(source);
  return source;
}

test("the code is a file of JavaScript that exports the handler", () => {
  const module: { exports: { handler?: () => string } } = { exports: {} };
  new Function("module", rememberedBundle(project()))(module);
  expect(module.exports.handler?.()).toBe("helloone");
});

test("what has not changed is not bundled again", () => {
  expect(rememberedBundle(bundledAndMarked())).toBe("remembered");
});

test("neither hidden files nor those of other folders make it bundle again", () => {
  const source = bundledAndMarked();
  write(source.root, ".env", "");
  write(source.root, "src/.draft.ts", "");
  write(source.root, "node_modules/.package-lock.json", "{}");
  expect(rememberedBundle(source)).toBe("remembered");
});

test.each([
  ["a source that was edited", "src/greeting.ts", `export const greeting = "goodbye";`, "goodbye"],
  ["a source that goes before another", "src/greeting.tsx", `export const greeting = "first";`, "first"],
  ["a dependency that was updated", "node_modules/dependency/one.js", `exports.name = "newer";`, "newer"],
  [
    "a dependency whose main file is another",
    "node_modules/dependency/package.json",
    `{ "main": "two.js" }`,
    "two",
  ],
  ["a nearer dependency", "src/node_modules/dependency/index.js", `exports.name = "nearer";`, "nearer"],
])("%s makes it bundle again", (_, file, text, expected) => {
  const source = bundledAndMarked();
  write(source.root, file, text);
  expect(rememberedBundle(source)).toContain(`"${expected}"`);
});

test("going back to what was before, as another branch does, gives what was before", () => {
  const source = project();
  const before = rememberedBundle(source);
  write(source.root, "src/greeting.ts", `export const greeting = "goodbye";`);
  expect(rememberedBundle(source)).not.toBe(before);
  write(source.root, "src/greeting.ts", sources["src/greeting.ts"]);
  expect(rememberedBundle(source)).toBe(before);
});

test("another runtime makes it bundle again", () => {
  const source = bundledAndMarked();
  expect(rememberedBundle({ ...source, runtime: "nodejs20.x" })).toContain("hello");
});

test("a source that is gone is esbuild's error, not what was before", () => {
  const source = bundledAndMarked();
  fs.rmSync(path.join(source.root, "src/greeting.ts"));
  expect(() => rememberedBundle(source)).toThrow(/Could not resolve "\.\/greeting"/);
});

test("a memory that is damaged or cannot be written does no harm", () => {
  const source = bundledAndMarked();
  fs.writeFileSync(memoryOf(source), fs.readFileSync(memoryOf(source), "utf8").slice(0, -5));
  expect(rememberedBundle(source)).toContain("hello");
  const elsewhere = project();
  fs.writeFileSync(path.join(elsewhere.root, ".cache"), "a file, where a folder should be");
  expect(rememberedBundle(elsewhere)).toContain("hello");
});

test("what was edited while it was bundled is bundled again", () => {
  const source = project();
  // Bundling seems to have begun before the sources were written.
  const now = jest.spyOn(performance, "now").mockReturnValue(0);
  rememberedBundle(source);
  now.mockRestore();
  expect(fs.existsSync(memoryOf(source))).toBe(false);
});
