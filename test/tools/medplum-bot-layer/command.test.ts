import * as fs from "node:fs";
import * as path from "node:path";
import local from "../../../envs/local";
import type { Environment } from "../../../app/environment";
import { medplumBotLayer } from "../../../tools/medplum-bot-layer";
import { readArguments } from "../../../tools/medplum-bot-layer/arguments";
import { buildLayer, type BuildOptions } from "../../../tools/medplum-bot-layer/build";
import { temporaryFolder } from "../../lib/example";

const folder = temporaryFolder();
const bin = path.join(folder, "bin");
const env = { ...process.env, PATH: `${bin}${path.delimiter}${process.env["PATH"]}` };
const environments: Record<string, Environment> = {
  local,
  elsewhere: { ...local, state: { region: "us-west-2" } },
};

/** Puts a program in npm's place. */
function npm(script: string): void {
  fs.mkdirSync(bin, { recursive: true });
  fs.writeFileSync(path.join(bin, "npm"), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
}
function write(name: string, files: Readonly<Record<string, string>>): void {
  for (const [file, content] of Object.entries(files)) {
    const target = path.join(folder, name, file);
    fs.mkdirSync(path.dirname(target), { recursive: true });
    fs.writeFileSync(target, content);
  }
}
const build = (from: string, more: Partial<BuildOptions> = {}) =>
  buildLayer(from, { folder, env, project: folder, ...more });
const lock = JSON.stringify({
  packages: { "": {}, "node_modules/a": {}, "node_modules/b": { optional: true } },
});
const install = `mkdir -p node_modules/a && echo x > node_modules/a/index.js && echo '{}' > node_modules/.package-lock.json &&
  echo '${lock}' > package-lock.json && echo "$@" > ${folder}/said && cp package.json ${folder}/package.json`;
const dependencies = { a: "1.0.0" };

beforeAll(() => {
  const packageJson = JSON.stringify({
    name: "layer",
    version: "1.2.3",
    dependencies,
    devDependencies: { b: "1" },
  });
  write("layer", { "package.json": packageJson, "fonts/Roboto/Roboto.ttf": "font", "README.md": "" });
});

test("has libraries where Lambda's Node looks for them, fonts at the root, and what is in it", async () => {
  npm(install);
  const layer = await build("layer");
  expect([...layer.files.keys()].sort()).toEqual([
    "fonts/Roboto/Roboto.ttf",
    "nodejs/node_modules/a/index.js",
    "nodejs/package-lock.json",
  ]);
  expect(layer).toMatchObject({ title: "layer 1.2.3", packages: 1 });
  expect(JSON.parse(fs.readFileSync(path.join(folder, "package.json"), "utf8"))).toMatchObject({
    dependencies,
  });
  const said = () => fs.readFileSync(path.join(folder, "said"), "utf8");
  expect(said()).toMatch(/^install --omit=dev --omit=optional --os=linux --cpu=x64 .*--ignore-scripts/);
  await build("layer", { lock });
  expect(said()).toMatch(/^ci --omit=dev /);
});

test("what is no package of a layer is refused, with everything that is wrong", async () => {
  write("other", { "package.json": "{}" });
  await expect(build("other")).rejects.toThrow(
    "other: it has no package.json with dependencies: it is no package of a layer\n" +
      "other: it has no fonts/, which bots that write PDF files need",
  );
});

test("native code and what is too large for Lambda are refused", async () => {
  npm(`${install} && echo x > node_modules/a/addon.node`);
  await expect(build("layer", { largest: 10 })).rejects.toThrow(
    /^layer: a\/addon\.node is native code, which may not run in Lambda\nlayer: it has \d+ bytes, but Lambda takes 10 of a function with its layers$/,
  );
});

test("what npm says when it cannot install is passed on", async () => {
  npm("echo 'npm error code ECONNREFUSED' >&2; exit 1");
  await expect(build("layer")).rejects.toThrow(/^npm cannot install a: .*ECONNREFUSED/s);
});

test("the package is the one of the server's version, unless it is said", () => {
  expect(readArguments(["local"], environments)).toMatchObject({
    from: "@medplum/bot-layer@5.1.12",
    dryRun: false,
  });
});

test.each<[string[], RegExp]>([
  [[], /^the environment is missing\n\nusage: npm run medplum:bot-layer -- ENVIRONMENT/],
  [
    ["local", "more", "--lok=x"],
    /^--lok is not an option; did you mean --lock\?\ntoo many arguments: more\n/,
  ],
  [
    ["elsewhere"],
    /^envs\/elsewhere: the state bucket is in us-west-2, but Lambda takes a layer from a bucket in us-east-1: name one by --bucket$/,
  ],
])("a wrong command line is told: %j", async (args, message) => {
  const surroundings = { folder, project: folder, print: () => undefined, environments, roots: folder, env };
  await expect(medplumBotLayer(args, surroundings)).rejects.toThrow(message);
});
