import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { packedByNpm } from "../npm/pack";
import type { Files } from "../support/files";
import { root } from "../support/root";
import { runProgram } from "../terraform";
import { releasedModules } from "./archive";

/** What bundles functions when modules are synthesized, which nobody does with the package: its modules are. */
const ONLY_AT_SYNTH = ["lib/aws/function-bundle.js", "lib/aws/function-bundle.d.ts"];

/** What compiled files read beside them. */
const READ_AS_FILES = ["review/render/page/script", "review/render/page/style"];

/** Packages of which an app must have one copy only, its own. */
const PEERS: Readonly<Record<string, string>> = {
  cdktf: "^0.21.0",
  constructs: "^10.4.0",
  "@cdktf/provider-aws": ">=20.1.0 <22",
  "@cdktf/provider-random": ">=12.0.1 <13",
  "@cdktf/provider-tls": ">=11.0.1 <12",
};

/** The package's commands. */
const COMMANDS: Readonly<Record<string, string>> = {
  "check-calls": "tools/check-calls/bin.cjs",
  "plan-review": "tools/review/bin.cjs",
};

interface ProjectPackage {
  readonly name: string;
  readonly description: string;
  readonly license: string;
  readonly engines: object;
  readonly dependencies: Readonly<Record<string, string>>;
}

/** The tarball's name. */
export const packageName = (version: string): string => `redcap-medplum-aws-${version}.tgz`;

/**
 * The npm package, a tarball: the classes that call the modules, compiled and with their types, the synthesized modules, and the commands
 * `check-calls` and `plan-review`.
 */
export async function npmPackage(version: string): Promise<Buffer> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "package-"));
  try {
    await runProgram(
      process.execPath,
      ["node_modules/typescript/bin/tsc", "-p", "tools/release/tsconfig.json", "--outDir", folder],
      { cwd: root },
    );
    for (const file of ONLY_AT_SYNTH) fs.rmSync(path.join(folder, file));
    for (const name of READ_AS_FILES)
      fs.cpSync(path.join(root, name), path.join(folder, name), { recursive: true });
    const own: Files = new Map(
      [...releasedModules()].map(([name, data]) => [`terraform/modules/${name}`, data]),
    );
    for (const [name, data] of own) write(path.join(folder, name), data);
    for (const name of ["README.md", "CHANGELOG.md", "LICENSE"])
      fs.copyFileSync(path.join(root, name), path.join(folder, name));
    for (const file of Object.values(COMMANDS))
      write(path.join(folder, file), '#!/usr/bin/env node\nrequire("./command.js");\n');
    write(
      path.join(folder, "package.json"),
      `${JSON.stringify(packageJson(version, requiredBy(folder)), null, 2)}\n`,
    );
    return await packedByNpm(folder, root, process.env);
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
}

function write(file: string, data: string | Buffer): void {
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, data);
}

/** The packages that compiled files load. */
function requiredBy(folder: string): string[] {
  const files = fs.readdirSync(folder, { recursive: true, encoding: "utf8" });
  const names = files
    .filter((file) => file.endsWith(".js"))
    .flatMap((file) => [
      ...fs
        .readFileSync(path.join(folder, file), "utf8")
        .matchAll(/\brequire(?:\s*\.resolve)?\("([^"]+)"\)/g),
    ])
    .map(([, name]) => name!)
    .filter((name) => !/^(\.|node:)/.test(name))
    .map((name) => name.match(/^(@[^/]+\/)?[^/]+/)![0]);
  return [...new Set(names)].sort();
}

function packageJson(version: string, required: readonly string[]): object {
  const { name, description, license, engines, dependencies } = JSON.parse(
    fs.readFileSync(path.join(root, "package.json"), "utf8"),
  ) as ProjectPackage;
  const own = required.filter((dependency) => !(dependency in PEERS));
  const unknown = own.filter((dependency) => !(dependency in dependencies));
  if (unknown.length > 0)
    throw new Error(`the package needs ${unknown.join(", ")}, which package.json does not depend on`);
  return {
    name,
    version,
    description,
    license,
    engines,
    exports: {
      "./modules/*": { types: "./modules/*/index.d.ts", default: "./modules/*/index.js" },
      "./terraform/*": "./terraform/*",
      "./package.json": "./package.json",
    },
    bin: COMMANDS,
    dependencies: Object.fromEntries(own.map((dependency) => [dependency, dependencies[dependency]!])),
    peerDependencies: PEERS,
  };
}
