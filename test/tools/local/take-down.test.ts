import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import * as fs from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import * as path from "node:path";
import { localCloudStatus } from "../../../tools/local-cloud";
import { stopLocal } from "../../../tools/local/take-down";
import { temporaryFolder } from "../../lib/example";
import { fakeProgram, versionOf } from "../terraform/fake-programs";

/** A local cloud's process, as far as status and stop know it. */
const cloudProgram = `
  const server = require("node:http").createServer((_, response) => response.end("the-instance"));
  server.listen(0, "127.0.0.1", () => console.log(server.address().port));
`;

let folder: string;
let cloud: ChildProcess | undefined;
let emulator: Server | undefined;
beforeEach(() => {
  folder = temporaryFolder();
  for (const below of ["root/.terraform", "bootstrap", "cloud"])
    fs.mkdirSync(path.join(folder, below), { recursive: true });
  for (const file of [
    "root/.terraform/terraform.tfstate",
    "root/.terraform.lock.hcl",
    "root/errored.tfstate",
  ])
    fs.writeFileSync(path.join(folder, file), "");
  fs.writeFileSync(path.join(folder, "root", "cdk.tf.json"), "{}");
  for (const stream of ["stdout", "stderr"] as const)
    jest.spyOn(process[stream], "write").mockReturnValue(true);
  for (const method of ["log", "warn", "error"] as const) jest.spyOn(console, method).mockReturnValue();
});
afterEach(() => {
  jest.restoreAllMocks();
  cloud?.kill("SIGKILL");
  emulator?.close().closeAllConnections();
  [cloud, emulator] = [undefined, undefined];
});

async function startCloud(): Promise<void> {
  cloud = spawn(process.execPath, ["-e", cloudProgram], { stdio: ["ignore", "pipe", "inherit"] });
  const [port] = (await once(cloud.stdout!, "data")) as [Buffer];
  const facts = { pid: cloud.pid, port: Number(port), instance: "the-instance" };
  fs.writeFileSync(path.join(folder, "cloud", "server.json"), JSON.stringify(facts));
}

/** `npm stop` with a Terraform that does what a script says, or an environment that cannot be made. */
function stop(script: string | Error, env: NodeJS.ProcessEnv = {}): Promise<void> {
  const says = `case "$*" in *version*) echo '${versionOf("1.11.4")}';; *) ${String(script)};; esac`;
  const program = fakeProgram(path.join(folder, "terraform"), says);
  return stopLocal({
    rootModule: path.join(folder, "root"),
    bootstrapFolder: path.join(folder, "bootstrap"),
    directory: path.join(folder, "cloud"),
    env,
    terraformEnv: () =>
      script instanceof Error
        ? Promise.reject(script)
        : Promise.resolve({ PATH: process.env["PATH"], TERRAFORM_BINARY_NAME: program }),
  });
}

const left = () => [fs.readdirSync(path.join(folder, "root")), fs.existsSync(path.join(folder, "bootstrap"))];
const clean = [["cdk.tf.json"], false];

test.each([
  ["destroys what is deployed", "test -e .terraform.lock.hcl && touch ../destroyed", undefined],
  ["that cannot destroy what is deployed says so", "echo state is locked; exit 1", "state is locked"],
  ["that finds no providers says so", new Error("no providers"), "no providers"],
])("a stop %s, and ends the cloud of our own with all that is left of it", async (_, script, warning) => {
  await startCloud();
  await stop(script);
  expect(await localCloudStatus({ directory: path.join(folder, "cloud"), env: {} })).toBeUndefined();
  expect(left()).toEqual(clean);
  expect(fs.existsSync(path.join(folder, "destroyed"))).toBe(warning === undefined);
  const warnings = jest.mocked(console.warn).mock.calls.flat().join();
  if (warning === undefined) expect(warnings).toBe("");
  else expect(warnings).toContain(warning);
});

test("an emulator of the caller's keeps what cannot be destroyed: an error, and the way back to the state stays", async () => {
  emulator = createServer((_request, response) => response.end()).listen(0, "127.0.0.1");
  await once(emulator, "listening");
  const AWS_ENDPOINT_URL = `http://127.0.0.1:${(emulator.address() as AddressInfo).port}`;
  await expect(stop("echo state is locked; exit 1", { AWS_ENDPOINT_URL })).rejects.toThrow("state is locked");
  expect(left()).toEqual([
    [".terraform", ".terraform.lock.hcl", "cdk.tf.json", "errored.tfstate"].sort(),
    true,
  ]);
});

test("a stop without a cloud only forgets the state that was in it", async () => {
  await stop("exit 1");
  expect(left()).toEqual(clean);
});
