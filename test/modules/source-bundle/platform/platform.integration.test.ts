import { spawn, spawnSync } from "node:child_process";
import { chmodSync, mkdtempSync, readdirSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

/** The instance's scripts are tested in bash (bats), where they run; here each of those tests becomes one of jest's. */
const files = readdirSync(__dirname).filter((name) => name.endsWith(".bats"));
const setupTimeout = 10 * 60_000;
/** Alone, the longest file takes two minutes; in CI five other suites run beside these. */
const runTimeout = 10 * 60_000;

/** Folder for the instances of this run. Servers in it run as other users, so those must be able to enter. */
const instances = mkdtempSync(path.join(tmpdir(), "redcap-platform-"));
chmodSync(instances, 0o755);

/** Names of the tests in a bats file, in order. */
function testNames(file: string): string[] {
  const text = readFileSync(path.join(__dirname, file), "utf8");
  return [...text.matchAll(/^@test "(.+)" \{$/gm)].map((match) => match[1] as string);
}

/** Runs one file, in a process group of its own that is ended if it takes too long. Resolves to what bats printed (TAP). */
function runBats(file: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn("bats", ["--tap", file], {
      cwd: __dirname,
      detached: true,
      env: { ...process.env, REDCAP_TEST_DIR: instances },
    });
    const chunks: Buffer[] = [];
    child.stdout.on("data", (chunk: Buffer) => chunks.push(chunk));
    child.stderr.on("data", (chunk: Buffer) => chunks.push(chunk));
    const timer = setTimeout(() => {
      chunks.push(Buffer.from(`ended by this test after ${(runTimeout - 10_000) / 1000} seconds`));
      process.kill(-(child.pid as number), "SIGTERM");
    }, runTimeout - 10_000);
    child.on("error", reject);
    child.on("close", () => {
      clearTimeout(timer);
      resolve(Buffer.concat(chunks).toString());
    });
  });
}

/** The "ok" or "not ok" line of a test and the comment lines below it; all output if bats never came to that test. */
function reportOf(name: string, output: string): { passed: boolean; report: string } {
  const lines = output.split("\n");
  const start = lines.findIndex(
    (line) => /^(not )?ok \d+ /.test(line) && line.replace(/^(not )?ok \d+ /, "") === name,
  );
  if (start < 0) return { passed: false, report: `bats did not run this test:\n${output}` };
  const end = lines.findIndex((line, index) => index > start && !line.startsWith("#"));
  const passed = (lines[start] as string).startsWith("ok ");
  return { passed, report: lines.slice(start, end < 0 ? undefined : end).join("\n") };
}

const outputs = new Map<string, Promise<string>>();

beforeAll(() => {
  const setup = spawnSync("bash", ["setup.sh"], { cwd: __dirname, encoding: "utf8", timeout: setupTimeout });
  if (setup.status !== 0) throw new Error(`setup.sh failed:\n${setup.stdout}${setup.stderr}`);
  // Side by side: they wait more than they compute.
  for (const file of files) outputs.set(file, runBats(file));
}, setupTimeout);

afterAll(async () => {
  await Promise.allSettled(outputs.values());
  spawnSync("bash", ["cleanup.sh", instances], { cwd: __dirname });
}, runTimeout);

describe.each(files)("%s", (file) => {
  test.each(testNames(file))(
    "%s",
    async (name) => {
      const { passed, report } = reportOf(name, (await outputs.get(file)) as string);
      if (!passed) throw new Error(report);
    },
    runTimeout,
  );
});
