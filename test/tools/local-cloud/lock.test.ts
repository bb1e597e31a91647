import { spawnSync } from "node:child_process";
import { existsSync, utimesSync, writeFileSync } from "node:fs";
import * as path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { withLock } from "../../../tools/local-cloud/lock";
import { temporaryFolderForEachTest } from "./temporary-folder";

const folder = temporaryFolderForEachTest();
const lock = (): string => path.join(folder(), "lock");

/** The pid of a process that is over. */
const endedPid = (): number => spawnSync(process.execPath, ["-e", ""]).pid;

test("two actions under one lock do not overlap", async () => {
  const events: string[] = [];
  const action = (name: string) => async () => {
    events.push(`${name} starts`);
    await sleep(150);
    events.push(`${name} ends`);
  };
  await Promise.all([withLock(lock(), 5000, action("first")), withLock(lock(), 5000, action("second"))]);
  const [winner, loser] = events[0] === "first starts" ? ["first", "second"] : ["second", "first"];
  expect(events).toEqual([`${winner} starts`, `${winner} ends`, `${loser} starts`, `${loser} ends`]);
});

test("a lock is given back when the action fails", async () => {
  await expect(withLock(lock(), 100, () => Promise.reject(new Error("no luck")))).rejects.toThrow("no luck");
  expect(existsSync(lock())).toBe(false);
});

test("a lock whose holder is gone is taken over", async () => {
  writeFileSync(lock(), String(endedPid()));
  await expect(withLock(lock(), 1000, async () => "done")).resolves.toBe("done");
});

test("an empty lock is taken over only when it is old", async () => {
  writeFileSync(lock(), "");
  await expect(withLock(lock(), 300, async () => "done")).rejects.toThrow(/held/);
  const aMinuteAgo = Date.now() / 1000 - 60;
  utimesSync(lock(), aMinuteAgo, aMinuteAgo);
  await expect(withLock(lock(), 300, async () => "done")).resolves.toBe("done");
});

test("a lock that is held too long is an error that names the holder and the file", async () => {
  writeFileSync(lock(), String(process.pid));
  const waiting = withLock(lock(), 300, async () => "done");
  await expect(waiting).rejects.toThrow(`${lock()}: held by process ${process.pid} for more than 0.3 s`);
});
