import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import * as path from "node:path";
import { cacheFolder } from "../support/cache";
import { messageOf } from "../support/message";
import { ProgramError, runProgram } from "../terraform/process";
import { withLock } from "./lock";

/** moto 5.2.5 and checkov need it. */
const OLDEST_PYTHON = [3, 10] as const;
const SETUP_TIMEOUT_MS = 10 * 60_000;

/** Where and with what to set up Python. */
export interface PythonOptions {
  readonly env: NodeJS.ProcessEnv;
  /** Called with one line before each step that takes long. */
  readonly log: (line: string) => void;
}

/** Programs in Python that a virtual environment of their own holds. */
export interface PythonPrograms {
  /** Beginning of the folder's name. */
  readonly name: string;
  /** What needs them, for messages: "The local cloud". */
  readonly title: string;
  /** pip's requirements file, with exact versions. */
  readonly requirements: string;
  /** What to do where they cannot be had, for the end of a message. Default: nothing more than to install Python. */
  readonly instead?: string;
}

const LOCAL_CLOUD: PythonPrograms = {
  name: "local-cloud",
  title: "The local cloud",
  requirements: path.join(__dirname, "extension", "requirements.txt"),
  instead: "Or set AWS_ENDPOINT_URL to an AWS emulator that is already running.",
};

/** The Python that runs the local cloud. */
export const preparePython = (options: PythonOptions): Promise<string> => pythonWith(LOCAL_CLOUD, options);

/**
 * The Python of a virtual environment that holds some programs; it is made on first use.
 *
 * It lives in a cache folder that outlives a clone (`$XDG_CACHE_HOME` or `~/.cache`, sub-folder `redcap-medplum-aws`), under a
 * name that depends on requirements.txt. A marker file says that it is complete, so that an interrupted set-up is redone; a
 * lock keeps two set-ups apart. Throws with what to install where neither a suitable python3 nor uv is there.
 */
export async function pythonWith(programs: PythonPrograms, { env, log }: PythonOptions): Promise<string> {
  const requirements = await readFile(programs.requirements);
  const name = `${programs.name}-${createHash("sha256").update(requirements).digest("hex").slice(0, 12)}`;
  const cache = cacheFolder(env);
  const folder = path.join(cache, name);
  const python = path.join(folder, "bin", "python");
  const complete = path.join(folder, "complete");

  // The link to the interpreter breaks when the machine's Python is upgraded.
  const usable = (): boolean => existsSync(complete) && existsSync(python);
  if (usable()) return python;

  await mkdir(cache, { recursive: true });
  return withLock(`${folder}.lock`, SETUP_TIMEOUT_MS, async () => {
    if (usable()) return python; // another process made it meanwhile
    await rm(folder, { recursive: true, force: true });
    log(`${programs.title}: setting up Python in ${folder} (once, about half a minute)`);
    await createEnvironment(programs, folder, python, env);
    await writeFile(complete, "");
    return python;
  });
}

async function createEnvironment(
  { title, requirements, instead }: PythonPrograms,
  folder: string,
  python: string,
  env: NodeJS.ProcessEnv,
): Promise<void> {
  const run = (command: string, ...args: string[]) =>
    runProgram(command, args, { env, timeoutMs: SETUP_TIMEOUT_MS });
  const problems: string[] = [];

  const system = await findPython(env, problems);
  if (system) {
    try {
      await run(system, "-m", "venv", folder);
      await run(python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-r", requirements);
      return;
    } catch (error) {
      problems.push(messageOf(error));
      await rm(folder, { recursive: true, force: true });
    }
  }
  try {
    await run("uv", "venv", "--quiet", "--python", `>=${OLDEST_PYTHON.join(".")}`, folder);
    await run("uv", "pip", "install", "--quiet", "--python", python, "-r", requirements);
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    const absent = error instanceof ProgramError && error.startCode === "ENOENT";
    problems.push(absent ? "uv: not found" : messageOf(error));
    throw new Error(
      `${title} needs Python ${OLDEST_PYTHON.join(".")} or newer, and neither python3 nor uv could set it up:\n` +
        problems.map((problem) => `  ${problem.replaceAll("\n", "\n  ")}`).join("\n") +
        "\nInstall python3 with its venv module (Debian, Ubuntu: apt install python3 python3-venv; macOS: brew install python), " +
        "or uv. Packages come from PyPI, or from the source in PIP_INDEX_URL or PIP_FIND_LINKS." +
        (instead ? `\n${instead}` : ""),
    );
  }
}

async function findPython(env: NodeJS.ProcessEnv, problems: string[]): Promise<string | undefined> {
  for (const command of ["python3", "python"]) {
    try {
      const { stdout } = await runProgram(
        command,
        ["-c", "import sys; print('%d.%d' % sys.version_info[:2])"],
        { env, timeoutMs: 30_000 },
      );
      const [major = 0, minor = 0] = stdout.trim().split(".").map(Number);
      if (major > OLDEST_PYTHON[0] || (major === OLDEST_PYTHON[0] && minor >= OLDEST_PYTHON[1]))
        return command;
      problems.push(`${command}: is Python ${stdout.trim()}`);
    } catch (error) {
      const absent = error instanceof ProgramError && error.startCode === "ENOENT";
      problems.push(absent ? `${command}: not found` : `${command}: ${messageOf(error)}`);
    }
  }
  return undefined;
}
