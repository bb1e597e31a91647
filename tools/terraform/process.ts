import { spawn } from "node:child_process";

/** How to start a program. */
export interface RunOptions {
  /** Folder to start it in. Default: the current one. */
  readonly cwd?: string;
  /** The whole environment of the program, `PATH` included. Default: this process's. */
  readonly env?: NodeJS.ProcessEnv;
  /** Shows the output while it is written, in addition to capturing it. Default: false. */
  readonly stream?: boolean;
  /** After this many milliseconds the program is asked to stop (SIGINT), 30 s later it is killed. Default: 30 minutes. */
  readonly timeoutMs?: number;
  /** Exit codes that are an answer and no failure (`terraform plan -detailed-exitcode` says 2). Default: only 0. */
  readonly allowedExitCodes?: readonly number[];
}

/** What a program that ended left behind. */
export interface RunResult {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** A program that could not be started, failed or took too long. The message says which, where, and how its output ended. */
export class ProgramError extends Error {
  readonly commandLine: string;
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly startCode?: string;

  constructor(message: string, failure: Failure) {
    super(message);
    this.name = "ProgramError";
    ({
      commandLine: this.commandLine,
      exitCode: this.exitCode,
      stdout: this.stdout,
      stderr: this.stderr,
      startCode: this.startCode,
    } = failure);
  }
}

/** How a program failed. */
export interface Failure {
  /** The command line as a person would type it. */
  readonly commandLine: string;
  /** null where the program did not start, or a signal ended it. */
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** Node's code where the program did not start: ENOENT, EACCES. */
  readonly startCode?: string;
}

const MINUTE = 60_000;
const GRACE_MS = 30_000;
const SHOWN_LINES = 40;

/** Runs a program to its end and captures its output. Throws a {@link ProgramError} for anything but an allowed exit code. */
export function runProgram(
  command: string,
  args: readonly string[],
  options: RunOptions = {},
): Promise<RunResult> {
  const { cwd = process.cwd(), env = process.env, stream = false, timeoutMs = 30 * MINUTE } = options;
  const { allowedExitCodes = [0] } = options;
  const commandLine = [command, ...args].join(" ");

  return new Promise((resolve, reject) => {
    const output = { stdout: "", stderr: "", all: "" };
    const fail = (what: string, exitCode: number | null, startCode?: string): void => {
      const message = [`${commandLine}: ${what} (in ${cwd})`, lastLines(output.all)]
        .filter(Boolean)
        .join("\n");
      const { stdout, stderr } = output;
      reject(new ProgramError(message, { commandLine, exitCode, stdout, stderr, startCode }));
    };

    const child = spawn(command, args, { cwd, env, stdio: ["ignore", "pipe", "pipe"] });
    for (const name of ["stdout", "stderr"] as const) {
      child[name].setEncoding("utf8").on("data", (text: string) => {
        output[name] += text;
        output.all += text;
        if (stream) process[name].write(text);
      });
    }

    // SIGINT first: Terraform then writes its state and gives back its lock.
    let timedOut = false;
    let killer: NodeJS.Timeout | undefined;
    const timer = setTimeout(() => {
      timedOut = true;
      child.kill("SIGINT");
      killer = setTimeout(() => child.kill("SIGKILL"), GRACE_MS);
    }, timeoutMs);
    const stopClocks = (): void => {
      clearTimeout(timer);
      clearTimeout(killer);
    };

    child.on("error", (error: NodeJS.ErrnoException) => {
      stopClocks();
      fail(`could not be started: ${error.message}`, null, error.code);
    });
    child.on("close", (exitCode, signal) => {
      stopClocks();
      if (timedOut) fail(`stopped after more than ${timeoutMs / 1000} s`, exitCode);
      else if (exitCode === null) fail(`terminated by ${signal}`, null);
      else if (!allowedExitCodes.includes(exitCode)) fail(`failed with exit code ${exitCode}`, exitCode);
      else resolve({ exitCode, stdout: output.stdout, stderr: output.stderr });
    });
  });
}

function lastLines(text: string): string {
  const lines = text.trimEnd().split("\n");
  return lines.length > SHOWN_LINES ? ["…", ...lines.slice(-SHOWN_LINES)].join("\n") : lines.join("\n");
}
