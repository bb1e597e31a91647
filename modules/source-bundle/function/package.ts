import { createHash } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { buildSync } from "esbuild";
import { platformVersion, readPlatformFiles } from "./platform-files";
import { storedZip } from "./stored-zip";

/** The Lambda's handler setting for the package. */
export const HANDLER = "index.handler";
/** The Lambda's runtime for the package. It brings the AWS SDK along. */
export const RUNTIME = "nodejs22.x";

export interface PackagedBundler {
  /** Name of the zip in the folder that was given. */
  readonly fileName: string;
  /** For `source_code_hash`: SHA-256 of the zip in base64, what Terraform's filebase64sha256 gives. */
  readonly sourceCodeHash: string;
  /** For `platform_version` in the event and for the trigger of the invocation. */
  readonly platformVersion: string;
}

const REPOSITORY = join(__dirname, "../../..");

/**
 * Writes `bundler.zip` into a folder: the handler in one file and the platform's files below platform/. The same sources
 * give the same bytes on every machine, since the zip is committed. Runs at synth.
 */
export function packageBundler(
  outFolder: string,
  platformFolder = join(__dirname, "../platform"),
): PackagedBundler {
  const platform = readPlatformFiles(platformFolder);
  const zip = storedZip([
    { path: "index.js", data: bundleCode() },
    ...platform.map(({ path, data }) => ({ path: `platform/${path}`, data })),
  ]);
  const fileName = "bundler.zip";
  mkdirSync(outFolder, { recursive: true });
  writeFileSync(join(outFolder, fileName), zip);
  return {
    fileName,
    sourceCodeHash: createHash("sha256").update(zip).digest("base64"),
    platformVersion: platformVersion(platform),
  };
}

function bundleCode(): Buffer {
  const { outputFiles } = buildSync({
    absWorkingDir: REPOSITORY,
    entryPoints: ["modules/source-bundle/function/handler.ts"],
    bundle: true,
    write: false,
    platform: "node",
    target: "node22",
    format: "cjs",
    external: ["@aws-sdk/*"],
    preserveSymlinks: true, // module paths are in the output: a linked node_modules must not put its real place there
    // Names stay, so that a stack trace in the logs can be read; the rest of minifying also removes comments with paths.
    minifyWhitespace: true,
    minifySyntax: true,
    legalComments: "none",
    logLevel: "silent", // a failure is thrown with all its messages
  });
  return Buffer.from(outputFiles[0]!.contents);
}
