import { join } from "node:path";
import { packageFunction } from "../../../lib/aws/function-package";
import { readPlatformFiles } from "./platform-files";

/** The Lambda's handler setting for the package. */
export const HANDLER = "index.handler";
/** The Lambda's runtime for the package. */
export const RUNTIME = "nodejs22.x";

/** Writes the package, `bundler.zip`, into a folder: the handler, and the platform's files below platform/. */
export function packageBundler(outFolder: string, platformFolder = join(__dirname, "../platform")): void {
  packageFunction(join(outFolder, "bundler.zip"), {
    entry: "modules/source-bundle/function/handler.ts",
    runtime: RUNTIME,
    files: readPlatformFiles(platformFolder).map(({ path, data }) => ({ path: `platform/${path}`, data })),
  });
}
