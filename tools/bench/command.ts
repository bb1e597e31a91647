import { best } from "./measure";
import { benchReady } from "./ready";
import { main } from "../support/steps";
import { benchStart } from "./start";

const usage = `usage: npm run bench                          time and memory of a synth by number of environments
       npm run bench -- --start               the time of npm start, too
       npm run bench -- ready [ENVIRONMENT …] how long a first apply takes on AWS, and what decides it`;

/** `npm run bench`: what synth, `npm start` and a first apply take. */
main(async () => {
  const args = process.argv.slice(2);
  if (args[0] === "ready" && !args.some((arg) => arg.startsWith("-"))) return benchReady(args.slice(1));
  const unknown = args.filter((arg) => arg !== "--start");
  if (unknown.length > 0) throw new Error(`${usage}\n(got ${unknown.join(" ")})`);
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
