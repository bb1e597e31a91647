import { createRequire, Module } from "node:module";

// What makes synth start quickly. A program that synthesizes imports this first.

const load = createRequire(__filename);

// tsx turns source maps on, and Node then parses those of every package. Synth reports errors by their messages only.
process.setSourceMapsEnabled(false);

// cdktf's index loads archiver, 250 files and a tenth of synth, which it calls in a process of its own, if at all. What
// is loaded here instead loads archiver when somebody calls it.
const archiver = createRequire(load.resolve("cdktf")).resolve("archiver");
const deferred = new Module(archiver);
deferred.loaded = true;
deferred.exports = (...args: unknown[]): unknown => {
  delete load.cache[archiver];
  return (load(archiver) as (...args: unknown[]) => unknown)(...args);
};
load.cache[archiver] = deferred;
