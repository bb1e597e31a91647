import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { once } from "node:events";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import {
  localCloudStatus,
  startLocalCloud,
  stopLocalCloud,
  withoutAwsVariables,
} from "../../../tools/local-cloud";
import { call, element } from "./aws-call";

jest.setTimeout(5 * 60_000); // the first start of all installs moto

let directory: string;
const env = withoutAwsVariables();
const start = (port?: number) => startLocalCloud({ directory, env, port });
const status = () => localCloudStatus({ directory, env });

beforeEach(() => {
  directory = mkdtempSync(path.join(tmpdir(), "local-cloud-"));
});
afterEach(async () => {
  await stopLocalCloud({ directory });
  rmSync(directory, { recursive: true, force: true });
});

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

test("starting twice, even at the same time, gives one server; stopping it ends and forgets it", async () => {
  const [first, second] = await Promise.all([start(), start()]);
  expect(second).toEqual(first);
  await expect(start()).resolves.toEqual(first);
  await expect(status()).resolves.toEqual(first);
  await expect(start(first.port + 1)).rejects.toThrow(
    `The local cloud of ${directory} is already running on port ${first.port}, not on ${first.port + 1}.`,
  );

  await expect(stopLocalCloud({ directory })).resolves.toBe(true);
  expect(isAlive(first.pid as number)).toBe(false);
  await expect(status()).resolves.toBeUndefined();
  await expect(stopLocalCloud({ directory })).resolves.toBe(false);
});

test("the port of a server that was stopped can be had again", async () => {
  // Between a stop and a start another program may take it; that happens once, not every time.
  const attempts: string[] = [];
  while (attempts.length < 5) {
    const { port } = await start();
    await stopLocalCloud({ directory });
    const again = await start(port).catch((error: Error) => error.message);
    if (typeof again !== "string") return expect(again.port).toBe(port);
    expect(again).toBe(
      `Port ${port} on 127.0.0.1 is in use by another program. Choose another port for the local cloud, or none for a free one.`,
    );
    attempts.push(again);
  }
  expect(attempts).toEqual([]);
});

test("a port that another program uses is an error that names it, and leaves nothing behind", async () => {
  const other = createServer().listen(0, "127.0.0.1");
  await once(other, "listening");
  const { port } = other.address() as AddressInfo;
  try {
    await expect(start(port)).rejects.toThrow(`Port ${port} on 127.0.0.1 is in use by another program.`);
    expect(readdirSync(directory)).toEqual(["server.log"]);
    expect((await start()).port).not.toBe(port);
  } finally {
    other.close();
  }
});

test("a server that was killed is replaced by a new one", async () => {
  const killed = await start();
  process.kill(killed.pid as number, "SIGKILL");
  while ((await status()) !== undefined) await sleep(50);
  const next = await start();
  expect(next.pid).not.toBe(killed.pid);
  await expect(status()).resolves.toEqual(next);
});

// Only Linux tells who listens where without another program.
const onLinux = process.platform === "linux" ? test : test.skip;
onLinux("the server listens on the loopback address only", async () => {
  const { port } = await start();
  const hex = port.toString(16).toUpperCase().padStart(4, "0");
  const listening = ["/proc/net/tcp", "/proc/net/tcp6"]
    .flatMap((file) => readFileSync(file, "utf8").split("\n"))
    .map((line) => line.trim().split(/\s+/))
    .filter(([, local, , state]) => local?.endsWith(`:${hex}`) && state === "0A")
    .map(([, local]) => local);
  expect(listening).toEqual([`0100007F:${hex}`]);
});

describe("the server", () => {
  const ec2 = (parameters: Record<string, string>, invocation?: { id: string; attempt: number }) =>
    start().then(({ url }) => call(url, "ec2", "2016-11-15", parameters, { invocation }));
  const createVpc = { Action: "CreateVpc", CidrBlock: "10.0.0.0/16" };

  test("answers a call that the SDK repeats with the first result, and carries it out once", async () => {
    const first = await ec2(createVpc, { id: "one", attempt: 1 });
    const repeated = await ec2(createVpc, { id: "one", attempt: 2 });
    const another = await ec2(createVpc, { id: "two", attempt: 1 });
    expect(repeated).toEqual(first);
    expect(element(another, "vpcId")).not.toBe(element(first, "vpcId"));
    const all = await ec2({ Action: "DescribeVpcs" });
    expect(all.body.match(/<vpcId>/g)).toHaveLength(3); // with the default one
  });

  test("a repeat that comes while the first call still runs is carried out once, too", async () => {
    const first = ec2(createVpc, { id: "same time", attempt: 1 });
    // A client repeats a call only after it has sent it.
    await sleep(200);
    const repeats = [2, 3].map((attempt) => ec2(createVpc, { id: "same time", attempt }));
    const ids = (await Promise.all([first, ...repeats])).map((answer) => element(answer, "vpcId"));
    expect(new Set(ids).size).toBe(1);
  });

  test("a call that failed is tried again in earnest", async () => {
    const vpcId = element(await ec2(createVpc), "vpcId") as string;
    const createSubnet = { Action: "CreateSubnet", VpcId: vpcId, CidrBlock: "10.1.0.0/24" }; // outside the VPC
    const failed = await ec2(createSubnet, { id: "three", attempt: 1 });
    expect(element(failed, "Code")).toBe("InvalidSubnet.Range");
    const again = await ec2({ ...createSubnet, CidrBlock: "10.0.1.0/24" }, { id: "three", attempt: 2 });
    expect(again.status).toBe(200);
  });

  test("an operation that the local cloud lacks is refused at once, by name", async () => {
    const { url } = await start();
    const answer = await call(url, "autoscaling", "2011-01-01", {
      Action: "StartInstanceRefresh",
      AutoScalingGroupName: "a",
    });
    expect(answer.status).toBe(400);
    expect(element(answer, "Code")).toBe("UnsupportedOperation");
    expect(element(answer, "Message")).toMatch(/start_instance_refresh/);
  });
});
