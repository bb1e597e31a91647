import * as fs from "node:fs";
import { createRequire, Module } from "node:module";
import * as path from "node:path";
import { setFlagsFromString } from "node:v8";
import type * as zod from "zod";
import { CompiledCode } from "./compiled";

// What makes synth start quickly. A program that synthesizes imports this first.

const load = createRequire(__filename);

// V8 compiles again what runs often, and better. A synth is over before that pays: it costs more than it saves unless a function
// runs much more often than V8 by itself waits for.
setFlagsFromString("--interrupt-budget=1000000");

// tsx turns source maps on, and Node then parses those of every package. Synth reports errors by their messages only.
process.setSourceMapsEnabled(false);

// A tenth of a synth is translating and compiling what was there in the last one.
const root = path.resolve(__dirname, "..");
const versions = ["tsx", "esbuild"].map(
  (name) => (load(`${name}/package.json`) as { version: string }).version,
);
const settings = fs.readFileSync(path.join(root, "tsconfig.json"), "utf8");
const compiled = new CompiledCode(
  path.join(root, ".cache/compiled"),
  [process.version, ...versions, settings].join(),
);

// tsx parses each file of a package to see whether it must be translated, and V8 reads the source map at its end. These
// packages are CommonJS as they are, and two thirds of what synth loads of the AWS provider, 9 MB, are source maps.
type Loader = (module: Module & { _compile(code: string, file: string): void }, file: string) => void;
const internals = Module as unknown as {
  _extensions: Record<string, Loader>;
  _resolveFilename(request: string, parent: { path: string }, ...rest: unknown[]): string;
};
const loaders = internals._extensions;
const translating = loaders[".js"]!;
const commonJs = /[\\/]node_modules[\\/](@?cdktf[\\/]|constructs[\\/]|zod[\\/].*\.cjs$)/;
loaders[".js"] = (module, file) => {
  if (!commonJs.test(file)) return translating(module, file);
  const content = fs.readFileSync(file);
  const map = content.lastIndexOf("\n//# sourceMappingURL=");
  const code = content.subarray(0, map < 0 ? content.length : map);
  compiled.run(module, file, code, () => code.toString());
};
const ofTypeScript = loaders[".ts"]!;
loaders[".ts"] = (module, file) => {
  compiled.run(module, file, fs.readFileSync(file), () => {
    let code = "";
    ofTypeScript(Object.assign(new Module(file), { _compile: (text: string) => void (code = text) }), file);
    return code;
  });
};

// Node and tsx look for a file anew from each folder that asks for it. Of the packages that synth shares there is one each.
const resolve = internals._resolveFilename;
const resolved = new Map<string, string>();
internals._resolveFilename = (request, parent, ...rest) => {
  const key = /^\.\.?\/.*\w$/.test(request)
    ? path.join(parent.path, request)
    : /^(@?cdktf|constructs|zod)\b/.test(request) && request;
  const known = key && resolved.get(key);
  if (known) return known;
  const file = resolve(request, parent, ...rest);
  if (key) resolved.set(key, file);
  return file;
};

/** Loads a file of a package as soon as something in it is used, and not when another package imports it. */
function defer(file: string): void {
  const deferred = new Module(file);
  deferred.loaded = true;
  const actual = () => {
    if (load.cache[file] === deferred) delete load.cache[file];
    return load(file) as object;
  };
  deferred.exports = new Proxy(() => undefined, {
    // Asked by whoever imports it. Of the files below only zod's is asked, and says so.
    get: (_, key) => key === "__esModule" || (Reflect.get(actual(), key) as unknown),
    apply: (_target, _this, args) => (actual() as (...args: unknown[]) => unknown)(...args),
  });
  load.cache[file] = deferred;
}

// Half of the files that synth would load: cdktf makes archives in a process of its own, if at all, nothing here has it compare
// versions of Terraform, and zod's messages are in English.
const ofCdktf = createRequire(load.resolve("cdktf"));
defer(ofCdktf.resolve("archiver"));
defer(ofCdktf.resolve("semver"));
defer(load.resolve("zod/v4/locales"));

// zod compiles a parser for each schema of an object. Most of them read a value or two.
(load("zod") as typeof zod).config({ jitless: true });
