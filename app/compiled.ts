import { createHash } from "node:crypto";
import * as fs from "node:fs";
import { createRequire, Module } from "node:module";
import * as path from "node:path";
import * as v8 from "node:v8";
import { constants, Script } from "node:vm";

/** A file as V8 compiled it in an earlier run. */
interface Compiled {
  /** Of what is in the file, and of what decides how it is translated. */
  readonly hash: string;
  /** JavaScript, without its source map. */
  readonly code: string;
  readonly data: Buffer;
}

/** A file of this run that was compiled now. */
interface Fresh extends Omit<Compiled, "data"> {
  readonly script: Script;
}

/**
 * Compiled code of earlier runs. It is a memory and nothing more: what does not fit the file's content or this version of Node is
 * compiled again, and where nothing can be kept, everything is.
 */
export class CompiledCode {
  private readonly known: ReadonlyMap<string, Compiled>;
  private readonly used = new Map<string, Compiled>();
  private readonly fresh = new Map<string, Fresh>();

  /** Keeps it in the file `memory`, which it writes at the end of a run that compiled something. */
  constructor(
    private readonly memory: string,
    /** What decides, beside a file's content, how it is translated: versions and settings. */
    private readonly translation: string,
  ) {
    this.known = read(memory);
    process.once("exit", () => this.write());
  }

  /** Runs a file of these contents. `translate` says what JavaScript it is, unless that is known. */
  run(module: Module, file: string, content: Buffer, translate: () => string): void {
    const hash = createHash("sha256").update(this.translation).update(content).digest("base64");
    const known = this.known.get(file);
    const fits = known?.hash === hash ? known : undefined;
    const code = fits?.code ?? translate();
    const script = new Script(Module.wrap(code), {
      filename: file,
      cachedData: fits?.data,
      importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
    });
    if (fits && !script.cachedDataRejected) this.used.set(file, fits);
    else this.fresh.set(file, { hash, code, script });
    const body = script.runInThisContext() as (...args: unknown[]) => void;
    body.call(module.exports, module.exports, createRequire(file), module, file, path.dirname(file));
  }

  /** Runs may be at the same time: each sees a whole file. */
  private write(): void {
    if (this.fresh.size === 0) return;
    for (const [file, { script, ...rest }] of this.fresh) {
      this.used.set(file, { ...rest, data: script.createCachedData() });
    }
    try {
      fs.mkdirSync(path.dirname(this.memory), { recursive: true });
      const draft = `${this.memory}.${process.pid}`;
      fs.writeFileSync(draft, v8.serialize(this.used));
      fs.renameSync(draft, this.memory);
    } catch {
      // Where nothing can be written, each run compiles.
    }
  }
}

function read(memory: string): ReadonlyMap<string, Compiled> {
  try {
    return v8.deserialize(fs.readFileSync(memory)) as ReadonlyMap<string, Compiled>;
  } catch {
    return new Map(); // the first run
  }
}
