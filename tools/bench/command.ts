import { best } from "./measure";
import { main } from "../support/steps";
import { benchStart } from "./start";

/** `npm run bench`: time and memory of a synth by number of environments; with `--start`, the time of npm start too. */
main(async () => {
  const args = process.argv.slice(2);
  const unknown = args.filter((arg) => arg !== "--start");
  if (unknown.length > 0) throw new Error(`usage: npm run bench [-- --start] (got ${unknown.join(" ")})`);
  console.log("Synth of every module and N environments, best of 3");
  console.log("     N   time    CPU  memory");
  for (const environments of [1, 10, 100]) {
    const { wallMs, cpuMs, memoryMb } = best(3, environments);
    const seconds = (ms: number) => `${(ms / 1000).toFixed(1)} s`.padStart(6);
    const memory = `${memoryMb} MB`.padStart(7);
    console.log(`${String(environments).padStart(6)} ${seconds(wallMs)} ${seconds(cpuMs)} ${memory}`);
  }
  if (args.includes("--start")) await benchStart();
});
