import { messageOf } from "../support/message";
import { ProgramError, runProgram } from "./process";

// Without paths and version control in it, the same Go gives the same bytes, and so the same hash in a lock file.
const FLAGS = ["build", "-trimpath", "-buildvcs=false", "-ldflags=-s -w"];

/** What {@link goBuild} builds. */
export interface GoBuild {
  /** Folder of the Go module. */
  readonly sources: string;
  /** Packages of it, or of what it requires. */
  readonly packages: readonly string[];
  /** The program's file; for several packages a folder, with a separator at its end. */
  readonly output: string;
  /** Environment of the Go tool. */
  readonly env: NodeJS.ProcessEnv;
  /** What to do where there is no Go, as the rest of a sentence that begins with "Install Go". */
  readonly advice: string;
}

/** Builds programs with Go, without C. Throws where there is no Go, and where it fails, with what it says. */
export async function goBuild({ sources, packages, output, env, advice }: GoBuild): Promise<void> {
  try {
    await runProgram("go", [...FLAGS, "-o", output, ...packages], {
      cwd: sources,
      env: { ...env, CGO_ENABLED: "0" },
      timeoutMs: 30 * 60_000,
    });
  } catch (error) {
    if (error instanceof ProgramError && error.startCode === "ENOENT")
      throw new Error(`Go is not on the PATH. Install Go${advice}`);
    throw new Error(`The build failed: ${messageOf(error)}`);
  }
}

/** What the bytes of a program depend on besides its sources. */
export const GO_FLAGS: string = FLAGS.join();
