import "../../app/startup";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { discoverEnvironments, discoverModules } from "../../app/discover";
import { synthesize } from "../../app/synthesize";

// `node --import tsx tools/bench/synth.ts N`: what main.ts does, with N copies of production, into a folder that is deleted. A
// process of its own each time, so that its memory is its own. Prints one line of JSON.

/** What one synth took. */
export interface Usage {
  /** From the process's start, in ms. */
  readonly wallMs: number;
  /** CPU time of the process, in ms. */
  readonly cpuMs: number;
  /** Highest resident memory, in MB. */
  readonly memoryMb: number;
}

if (require.main === module) {
  const root = path.resolve(__dirname, "../..");
  const { prod } = discoverEnvironments(root);
  const count = Number(process.argv[2]);
  const environments = Object.fromEntries(Array.from({ length: count }, (_, i) => [`site-${i}`, prod!]));
  const outdir = fs.mkdtempSync(path.join(os.tmpdir(), "bench-"));
  try {
    synthesize({ modules: discoverModules(root), environments, outdir });
  } finally {
    fs.rmSync(outdir, { recursive: true });
  }
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  const usage: Usage = {
    wallMs: Math.round(performance.now()),
    cpuMs: Math.round((userCPUTime + systemCPUTime) / 1000),
    memoryMb: Math.round(maxRSS / 1024),
  };
  console.log(JSON.stringify(usage));
}
