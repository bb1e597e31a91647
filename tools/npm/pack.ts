import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { ProgramError, runProgram } from "../terraform";
import { messageOf } from "../support/message";

/** The program. */
export const npm = process.platform === "win32" ? "npm.cmd" : "npm";

/** The tarball of an npm package: `@medplum/app@5.1.12`, or anything else that npm calls a package spec. Runs no scripts of it. */
export async function packedByNpm(spec: string, folder: string, env: NodeJS.ProcessEnv): Promise<Buffer> {
  const destination = fs.mkdtempSync(path.join(os.tmpdir(), "npm-pack-"));
  try {
    const args = ["pack", "--ignore-scripts", "--json", `--pack-destination=${destination}`, "--", spec];
    await runProgram(npm, args, { cwd: folder, env, timeoutMs: 600_000 });
    const [packed] = fs.readdirSync(destination).filter((name) => name.endsWith(".tgz"));
    if (!packed) throw new Error(`npm pack ${spec} wrote no .tgz`);
    return fs.readFileSync(path.join(destination, packed));
  } catch (error) {
    throw new Error(`${spec}: ${reasonOf(error)}`);
  } finally {
    fs.rmSync(destination, { recursive: true });
  }
}

function reasonOf(error: unknown): string {
  if (!(error instanceof ProgramError)) return messageOf(error);
  const said = `${error.stdout}\n${error.stderr}`;
  if (error.startCode === "ENOENT") return "npm is not installed";
  if (/\bE404\b/.test(said)) return "npm has no such package";
  if (/\bETARGET\b/.test(said))
    return "npm has the package, but no such version: say by --from which one it is to be";
  if (/\b(ENOTFOUND|ECONNREFUSED|ETIMEDOUT|EAI_AGAIN|E403|E401)\b/.test(said))
    return `npm cannot reach its registry, or may not read it:\n${error.stderr.trim()}`;
  return error.message;
}
