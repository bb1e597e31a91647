import { createHash } from "node:crypto";
import { mkdir, readdir, readFile, rename, rm } from "node:fs/promises";
import { homedir } from "node:os";
import * as path from "node:path";
import { messageOf } from "../support/message";
import { wholeFolder } from "../support/whole-folder";
import { findTerraform } from "./binary";
import { mirrorHolds, type ProviderVersion } from "./mirrors";
import { ProgramError, runProgram } from "./process";
import { REGISTRY_HOST } from "./registry";

/** The providers that test/providers/ can stand in for, at the versions that the cdktf bindings pin. */
export const STAND_INS: readonly ProviderVersion[] = [
  { name: "random", version: "3.7.2" },
  { name: "tls", version: "4.1.0" },
];

/** The Go sources of the stand-ins. */
const SOURCES = path.resolve(__dirname, "../../test/providers");
// Without paths and version control in it, the same Go gives the same bytes, and so the same hash in a lock file.
export const GO_BUILD = ["build", "-trimpath", "-buildvcs=false", "-ldflags=-s -w"];

/** How to build the stand-ins. */
export interface StandInOptions {
  /** Environment of the Go tool. Default: this process's. */
  readonly env?: NodeJS.ProcessEnv;
  /** Terraform's platform, such as `linux_amd64`. Default: the one of the Terraform that is found. */
  readonly platform?: string;
  /** Keeps the finished builds, longer than a clone lives. Default: `redcap-medplum-aws/providers` in `XDG_CACHE_HOME` or `~/.cache`. */
  readonly cacheFolder?: string;
  /** Called when a build starts, as it takes about a minute the first time. Default: standard error. */
  readonly log?: (message: string) => void;
}

/**
 * Builds the stand-ins of the random and tls providers with Go, and gives the folder of the filesystem mirror that
 * holds them. A second call with the same sources only looks up the first one's result. Throws where there is no Go, or it fails.
 */
export async function buildStandInProviders(options: StandInOptions = {}): Promise<string> {
  const { env = process.env, log = (message) => process.stderr.write(`${message}\n`) } = options;
  const platform = options.platform ?? (await findTerraform(env)).platform;
  const cacheFolder = options.cacheFolder ?? defaultCacheFolder(env);
  const mirror = path.join(cacheFolder, `${await sourceHash()}-${platform}`);
  return wholeFolder(
    mirror,
    (build) => {
      log("Building stand-ins for the random and tls providers with Go (once; about a minute) …");
      return compile(build, platform, env);
    },
    () => STAND_INS.every((provider) => mirrorHolds(mirror, provider, platform)),
  );
}

function defaultCacheFolder(env: NodeJS.ProcessEnv): string {
  return path.join(
    env.XDG_CACHE_HOME || path.join(env.HOME || homedir(), ".cache"),
    "redcap-medplum-aws",
    "providers",
  );
}

async function sourceHash(): Promise<string> {
  const hash = createHash("sha256").update(GO_BUILD.join());
  const files = (await readdir(SOURCES, { recursive: true })).filter((file) =>
    /\.go$|^go\.(mod|sum)$/.test(file),
  );
  for (const file of files.filter((name) => !name.endsWith("_test.go")).sort()) {
    hash.update(`${file}\0`).update(await readFile(path.join(SOURCES, file)));
  }
  return hash.digest("hex").slice(0, 16);
}

async function compile(build: string, platform: string, env: NodeJS.ProcessEnv): Promise<void> {
  const [system, architecture] = platform.split("_");
  const programs = path.join(build, "programs");
  const packages = STAND_INS.map(({ name }) => `./${name}`);
  await mkdir(programs);
  try {
    await runProgram("go", [...GO_BUILD, "-o", `${programs}${path.sep}`, ...packages], {
      cwd: SOURCES,
      env: { ...env, CGO_ENABLED: "0", GOOS: system, GOARCH: architecture },
      timeoutMs: 15 * 60_000,
    });
  } catch (error) {
    throw new Error(`${WHY_GO} ${goTrouble(error)}`);
  }
  for (const { name, version } of STAND_INS) {
    const extension = system === "windows" ? ".exe" : "";
    const folder = path.join(build, REGISTRY_HOST, "hashicorp", name, version, platform);
    await mkdir(folder, { recursive: true });
    await rename(
      path.join(programs, name + extension),
      path.join(folder, `terraform-provider-${name}_v${version}_x5${extension}`),
    );
  }
  await rm(programs, { recursive: true });
}

const WHY_GO =
  `The providers ${STAND_INS.map(({ name, version }) => `hashicorp/${name} ${version}`).join(" and ")} are in no mirror on ` +
  "this machine, and the registry cannot be reached: only then are stand-ins built, with Go.";

function goTrouble(error: unknown): string {
  if (error instanceof ProgramError && error.startCode === "ENOENT") {
    return "Go is not on the PATH. Install Go 1.24 or newer, or put the real providers in a mirror (`terraform providers mirror`).";
  }
  return `The build failed: ${messageOf(error)}`;
}
