// Starts one of the project's commands: `run.mjs local/start` runs tools/local/start.ts. Plain JavaScript on built-in
// modules only, because it is what runs first on a fresh machine: it installs the locked dependencies when they are
// missing or out of date.
import { spawnSync } from "node:child_process";
import { existsSync, lstatSync, statSync } from "node:fs";
import * as path from "node:path";
import { fileURLToPath } from "node:url";

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const [name, ...args] = process.argv.slice(2);

const [major, minor] = process.versions.node.split(".").map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(
    `Node.js ${process.versions.node} is too old: 20.19 or newer is required (https://nodejs.org).`,
  );
  process.exit(1);
}

const installed = path.join(root, "node_modules", ".package-lock.json");
const lock = path.join(root, "package-lock.json");
if (!existsSync(installed) || statSync(installed).mtimeMs < statSync(lock).mtimeMs) {
  // npm would empty the folder that the link names, which belongs to another checkout.
  if (lstatSync(path.join(root, "node_modules"), { throwIfNoEntry: false })?.isSymbolicLink()) {
    console.error(
      "node_modules is a symlink, and out of date: remove it, or run npm ci in the checkout that it points to.",
    );
    process.exit(1);
  }
  console.log("Installing the locked dependencies (npm ci)");
  const npm = process.platform === "win32" ? "npm.cmd" : "npm";
  const { status } = spawnSync(npm, ["ci", "--no-fund", "--no-audit", "--loglevel=error"], {
    cwd: root,
    stdio: ["ignore", "inherit", "inherit"],
  });
  if (status !== 0) {
    console.error("npm ci failed: see above. If you use your own registry, set it in .npmrc and try again.");
    process.exit(1);
  }
}

const command = spawnSync(
  process.execPath,
  ["--import", "tsx", path.join(root, "tools", `${name}.ts`), ...args],
  { cwd: root, stdio: "inherit" },
);
process.exit(command.status ?? 1);
