import { spawnSync } from "node:child_process";
import { type Browser, launch } from "puppeteer-core";

/**
 * A real browser: Chromium as npm has it for Linux on x86_64; elsewhere the Chrome that is installed. `hosts` says which port of this
 * machine answers for a host name.
 */
export async function browser(hosts: Readonly<Record<string, number>>): Promise<Browser> {
  const rules = Object.entries(hosts).map(([host, port]) => `MAP ${host}:443 127.0.0.1:${port}`);
  const packaged = process.platform === "linux" && process.arch === "x64";
  if (packaged) installLibraries();
  const { default: chromium } = await import("@sparticuz/chromium");
  return launch({
    ...(packaged
      ? { executablePath: await chromium.executablePath(), headless: "shell" }
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
