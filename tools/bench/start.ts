import { spawn } from "node:child_process";
import * as path from "node:path";
import { createInterface } from "node:readline";
import { localCloudStatus } from "../local-cloud";

const root = path.resolve(__dirname, "../..");

/**
 * Runs `npm start` from nothing, prints the time of each of its steps, and runs `npm stop`. Throws where a local cloud
 * runs already, which it would take down.
 */
export async function benchStart(): Promise<void> {
  if (await localCloudStatus())
    throw new Error("The local cloud is running. Stop it with npm stop, and try again.");
  const started = Date.now();
  try {
    await run("start", /: done in [0-9.]+ s$/);
    console.log(`  npm start: ${seconds(started)} s`);
  } finally {
    const stopping = Date.now();
    await run("stop");
    console.log(`  npm stop: ${seconds(stopping)} s`);
  }
}

const seconds = (since: number): string => ((Date.now() - since) / 1000).toFixed(1);

/** Runs a command of tools/ and prints those of its lines that match. */
async function run(command: string, shown?: RegExp): Promise<void> {
  const child = spawn(process.execPath, [path.join(root, "tools", "run.mjs"), `local/${command}`], {
    cwd: root,
    stdio: ["ignore", "pipe", "inherit"],
  });
  const exit = new Promise<number | null>((resolve, reject) =>
    child.on("error", reject).on("close", resolve),
  );
  for await (const line of createInterface(child.stdout)) if (shown?.test(line)) console.log(line);
  const code = await exit;
  if (code !== 0)
    throw new Error(`npm ${command} failed with exit code ${code}; run it on its own to see why`);
}
