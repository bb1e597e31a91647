import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { messageOf } from "../support/message";
import { type FilesRead, readFolder } from "../support/files";
import { runProgram } from "../terraform";
import { npm } from "./pack";

/** For the machine that the packages will run on, not for this one; without scripts, which could build for this one. */
const flags = [
  "--omit=dev",
  "--omit=optional",
  "--os=linux",
  "--cpu=x64",
  "--libc=glibc",
  "--ignore-scripts",
  // Links would not survive a zip.
  "--no-bin-links",
  // The lock file is the same whichever registry or mirror the packages come from.
  "--omit-lockfile-registry-resolved",
  "--engine-strict=false",
  "--no-audit",
  "--no-fund",
  "--loglevel=error",
];

/** What npm installed. */
export interface Installed extends FilesRead {
  /** The lock file: every version, with its checksum. */
  readonly lock: string;
}

/** Installs packages for Lambda's x86_64; exactly those of a lock file, if there is one. `.npmrc` of `project` counts. */
export async function installed(
  dependencies: Readonly<Record<string, string>>,
  lock: string | undefined,
  { project, env }: { readonly project: string; readonly env: NodeJS.ProcessEnv },
): Promise<Installed> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "npm-install-"));
  const file = (name: string): string => path.join(folder, name);
  try {
    const own = { name: "layer", version: "1.0.0", private: true, dependencies };
    fs.writeFileSync(file("package.json"), JSON.stringify(own));
    if (lock !== undefined) fs.writeFileSync(file("package-lock.json"), lock);
    const settings = path.join(project, ".npmrc");
    if (fs.existsSync(settings)) fs.copyFileSync(settings, file(".npmrc"));
    await runProgram(npm, [lock === undefined ? "install" : "ci", ...flags], {
      cwd: folder,
      env,
      timeoutMs: 900_000,
    });
    const { files, problems } = readFolder(file("node_modules"), [".bin", ".cache"]);
    // npm's own list, which says where packages came from.
    const kept = [...files].filter(([name]) => name !== ".package-lock.json");
    return { files: new Map(kept), problems, lock: fs.readFileSync(file("package-lock.json"), "utf8") };
  } catch (error) {
    throw new Error(`npm cannot install ${Object.keys(dependencies).join(", ")}: ${messageOf(error)}`);
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
}
