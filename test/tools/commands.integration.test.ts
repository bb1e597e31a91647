import { execFile } from "node:child_process";
import { once } from "node:events";
import * as fs from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import * as path from "node:path";
import { promisify } from "node:util";
import { temporaryFolder } from "../lib/example";

const repository = path.resolve(__dirname, "../..");

/** A copy of the project, whose commands can do no harm. */
function projectCopy(): string {
  const folder = temporaryFolder();
  for (const part of ["tools", "lib", "modules", "app", "envs", "tsconfig.json"])
    fs.cpSync(path.join(repository, part), path.join(folder, part), { recursive: true });
  fs.symlinkSync(path.join(repository, "node_modules"), path.join(folder, "node_modules"));
  return folder;
}

/** What a command says that fails. */
async function failure(folder: string, command: string, args: string[] = [], env: NodeJS.ProcessEnv = {}) {
  const file = path.join(folder, "tools", `${command}.ts`);
  const ran = promisify(execFile)(process.execPath, ["--import", "tsx", file, ...args], {
    cwd: folder,
    // A CLI configuration of the user's is respected, so that nothing asks for the registry.
    env: { ...process.env, TF_CLI_CONFIG_FILE: path.join(folder, "tsconfig.json"), ...env },
    timeout: 60_000,
  });
  return ran.then(
    () => "it succeeded",
    (error: unknown) => (error as { stderr: string }).stderr,
  );
}

test.each(["toString", "none"])("bootstrap knows no environment %s", async (name) => {
  expect(await failure(repository, "bootstrap/command", [name])).toMatch(
    /^usage: npm run bootstrap -- ENVIRONMENT \(one of .*local.*\)\n$/,
  );
});

test.each([
  ["netwrk", "netwrk matches no module and no file; did you mean network?"],
  ["--coverage", "--coverage is not an option\nusage: npm test"],
])("npm test -- %s says what there is, and tests nothing", async (arg, message) => {
  expect(await failure(repository, "test/command", [arg])).toContain(message);
});

test("a mistake in an environment's file is told before anything is started", async () => {
  const folder = projectCopy();
  const file = path.join(folder, "envs", "local.ts");
  fs.writeFileSync(file, fs.readFileSync(file, "utf8").replace("us-east-1", "use-east-1"));
  expect(await failure(folder, "local/start")).toContain(
    "envs/local: region must be an AWS region; did you mean us-east-1?",
  );
  expect(fs.existsSync(path.join(folder, ".cache"))).toBe(false);
});

test("a failure after the cloud is up says how to go on or to stop, whatever AWS the caller's shell leads to", async () => {
  const asked: string[] = [];
  const emulator = createServer((request, response) => {
    asked.push(request.headers.authorization ?? "");
    response.writeHead(400).end();
  }).listen(0, "127.0.0.1");
  await once(emulator, "listening");
  const url = `http://127.0.0.1:${(emulator.address() as AddressInfo).port}`;
  const folder = projectCopy();
  const elsewhere = path.join(folder, "terraform", "envs", "local", ".terraform.lock.hcl");
  fs.mkdirSync(path.dirname(elsewhere), { recursive: true });
  fs.writeFileSync(elsewhere, "");
  try {
    const said = await failure(folder, "local/start", [], {
      AWS_ENDPOINT_URL: url,
      AWS_ENDPOINT_URL_S3: "http://127.0.0.1:9",
      AWS_USE_FIPS_ENDPOINT: "true",
      AWS_ACCESS_KEY_ID: "CALLER",
      AWS_SECRET_ACCESS_KEY: "secret",
    });
    expect(said).toContain(
      `The local cloud (${url}) keeps running, with what was created. Continue with npm start, or stop it with npm stop.`,
    );
    expect(asked.filter((authorization) => authorization.includes("Credential="))).not.toEqual([]);
    expect(asked.join()).not.toContain("CALLER");
    // Checksums of providers that came from elsewhere would refuse those of this machine.
    expect(fs.existsSync(elsewhere)).toBe(false);
  } finally {
    emulator.close().closeAllConnections();
  }
});
