import { spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import { type Browser, launch } from "puppeteer-core";
import { wholeFolder } from "../../../tools/support/whole-folder";
import { runProgram } from "../../../tools/terraform";

const root = path.resolve(__dirname, "../../..");

/**
 * A real browser: Chromium as npm has it for Linux on x86_64; elsewhere the Chrome that is installed. `hosts` says which port of this
 * machine answers for a host name.
 */
export async function browser(hosts: Readonly<Record<string, number>>): Promise<Browser> {
  const rules = Object.entries(hosts).map(([host, port]) => `MAP ${host}:443 127.0.0.1:${port}`);
  const packaged = process.platform === "linux" && process.arch === "x64";
  if (packaged) installLibraries();
  return launch({
    ...(packaged
      ? { executablePath: await unpackedChromium(), headless: "shell" }
      : { channel: "chrome", headless: true }),
    acceptInsecureCerts: true,
    args: [
      // Nothing else is to be reached, and root, as which CI runs, gets no sandbox.
      `--host-resolver-rules=${[...rules, "MAP * ~NOTFOUND"].join(",")}`,
      "--no-sandbox",
      "--disable-gpu",
      "--disable-dev-shm-usage",
    ],
  });
}

/** Installs what is missing of the libraries that npm's Chromium loads. */
function installLibraries(): void {
  const setup = spawnSync("bash", ["setup.sh"], { cwd: __dirname, encoding: "utf8", timeout: 10 * 60_000 });
  if (setup.status !== 0) throw new Error(`setup.sh failed:\n${setup.stdout}${setup.stderr}`);
}

/**
 * npm's Chromium, unpacked in the clone. The package itself unpacks into the folder for temporary files and takes what it finds there for whole,
 * also what another suite is writing or what an ended run left behind.
 */
async function unpackedChromium(): Promise<string> {
  const { version } = JSON.parse(
    fs.readFileSync(path.join(root, "node_modules/@sparticuz/chromium/package.json"), "utf8"),
  ) as { version: string };
  const script = 'import chromium from "@sparticuz/chromium"; await chromium.executablePath();';
  const folder = await wholeFolder(path.join(root, `.cache/chromium/${version}`), async (unpacking) => {
    const env = { ...process.env, TMPDIR: unpacking };
    await runProgram(process.execPath, ["--input-type=module", "--eval", script], { cwd: root, env });
  });
  return path.join(folder, "chromium");
}
