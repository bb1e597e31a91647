import { createHash } from "node:crypto";
import { mkdir, readdir, readFile, rename, rm } from "node:fs/promises";
import * as path from "node:path";
import { cacheFolder } from "../support/cache";
import { messageOf } from "../support/message";
import { wholeFolder } from "../support/whole-folder";
import { findTerraform } from "./binary";
import { GO_FLAGS, goBuild } from "./go";
import { mirrorHolds, type ProviderVersion, unpacked } from "./mirrors";
import { PRODUCTS } from "./product";

/** The providers that test/providers/ can stand in for, at the versions that the cdktf bindings pin. */
export const STAND_INS: readonly ProviderVersion[] = [
  { name: "random", version: "3.7.2" },
  { name: "tls", version: "4.1.0" },
];

/** Where the mirror has them; OpenTofu takes them from there, too. */
const { registry: REGISTRY } = PRODUCTS.Terraform;
/** The Go sources of the stand-ins. */
const SOURCES = path.resolve(__dirname, "../../test/providers");

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
  const cache = options.cacheFolder ?? path.join(cacheFolder(env), "providers");
  const mirror = path.join(cache, `${await sourceHash()}-${platform}`);
  return wholeFolder(
    mirror,
    (build) => {
      log("Building stand-ins for the random and tls providers with Go (once; about a minute) …");
      return compile(build, platform, env);
    },
    () => STAND_INS.every((provider) => mirrorHolds(mirror, provider, { product: "Terraform", platform })),
  );
}

async function sourceHash(): Promise<string> {
  const hash = createHash("sha256").update(GO_FLAGS);
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
    await goBuild({
      sources: SOURCES,
      packages,
      output: `${programs}${path.sep}`,
      env: { ...env, GOOS: system, GOARCH: architecture },
      advice: " 1.24 or newer, or put the real providers in a mirror (`terraform providers mirror`).",
    });
  } catch (error) {
    throw new Error(`${WHY_GO} ${messageOf(error)}`);
  }
  for (const { name, version } of STAND_INS) {
    const extension = system === "windows" ? ".exe" : "";
    const folder = path.join(build, unpacked(REGISTRY, { name, version }, platform));
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
