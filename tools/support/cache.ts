import { homedir } from "node:os";
import * as path from "node:path";

/** Where what takes long to make is kept, longer than a clone lives: `redcap-medplum-aws` in `XDG_CACHE_HOME` or `~/.cache`. */
export const cacheFolder = (env: NodeJS.ProcessEnv): string =>
  path.join(env.XDG_CACHE_HOME || path.join(env.HOME || homedir(), ".cache"), "redcap-medplum-aws");
