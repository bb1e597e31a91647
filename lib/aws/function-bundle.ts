import { buildSync } from "esbuild";

/** Code of a Lambda function. */
export interface FunctionSource {
  /** The folder that the sources and node_modules are in. */
  readonly root: string;
  /** The TypeScript file that exports the handler, from the root. */
  readonly entry: string;
  /** The Lambda's runtime. It brings the AWS SDK along. */
  readonly runtime: `nodejs${number}.x`;
}

/** A function's code in one file of JavaScript. */
export interface FunctionBundle {
  readonly code: string;
  /** Every file that went into it, from the root. */
  readonly inputs: readonly string[];
}

/** Bundles a function. The same sources give the same code on every machine. */
export function bundleFunction({ root, entry, runtime }: FunctionSource): FunctionBundle {
  const { outputFiles, metafile } = buildSync({
    absWorkingDir: root,
    entryPoints: [entry],
    bundle: true,
    write: false,
    metafile: true,
    platform: "node",
    target: runtime.replace(/^nodejs(\d+)\.x$/, "node$1"),
    format: "cjs",
    external: ["@aws-sdk/*"],
    preserveSymlinks: true, // module paths are in the output: a linked node_modules must not put its real place there
    tsconfigRaw: { compilerOptions: { strict: true } }, // not tsconfig.json, which can extend others from anywhere
    // Names stay, so that a stack trace in the logs can be read; the rest of minifying also removes comments with paths.
    minifyWhitespace: true,
    minifySyntax: true,
    legalComments: "none",
    logLevel: "silent", // a failure is thrown with all its messages
  });
  return { code: outputFiles[0]!.text, inputs: Object.keys(metafile.inputs) };
}
