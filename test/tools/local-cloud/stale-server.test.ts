import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, writeFileSync } from "node:fs";
import * as path from "node:path";
import { localCloudStatus, stopLocalCloud } from "../../../tools/local-cloud";
import { temporaryFolderForEachTest } from "./temporary-folder";

const folder = temporaryFolderForEachTest();
const factsFile = (): string => path.join(folder(), "server.json");

test("a program that got the pid of a server that is gone is neither taken for it nor stopped", async () => {
  const bystander = spawn(process.execPath, ["-e", "setTimeout(() => {}, 60_000)"], { stdio: "ignore" });
  try {
    await once(bystander, "spawn");
    writeFileSync(factsFile(), JSON.stringify({ pid: bystander.pid, port: 1, instance: "gone" }));
    await expect(localCloudStatus({ directory: folder(), env: {} })).resolves.toBeUndefined();
    await expect(stopLocalCloud({ directory: folder() })).resolves.toBe(false);
    expect(bystander.exitCode ?? bystander.signalCode).toBeNull();
    expect(existsSync(factsFile())).toBe(false);
  } finally {
    bystander.kill("SIGKILL");
    await once(bystander, "exit");
  }
});

test.each(["", "{", "[]", '{"pid": "1"}'])(
  "a server file that holds %j means that no server runs",
  async (content) => {
    writeFileSync(factsFile(), content);
    await expect(localCloudStatus({ directory: folder(), env: {} })).resolves.toBeUndefined();
    await expect(stopLocalCloud({ directory: folder() })).resolves.toBe(false);
  },
);
