import { setTimeout as sleep } from "node:timers/promises";
import { concurrently } from "../../../tools/support/concurrently";
import { megabytes, progressOf } from "../../../tools/support/progress";

test("works on so many items at a time, and keeps their order", async () => {
  let [now, most] = [0, 0];
  const results = await concurrently([30, 10, 20, 5], 2, async (pause) => {
    most = Math.max(most, ++now);
    await sleep(pause);
    now -= 1;
    return pause * 2;
  });
  expect(results).toEqual([60, 20, 40, 10]);
  expect(most).toBe(2);
  expect(await concurrently([], 2, () => Promise.resolve(1))).toEqual([]);
});

test("begins nothing after a failure, and ends only when nothing runs", async () => {
  const begun: number[] = [];
  let ended = false;
  const work = concurrently([0, 1, 2, 3], 2, async (item) => {
    begun.push(item);
    if (item === 0) throw new Error("no");
    await sleep(20);
    ended = true;
  });
  await expect(work).rejects.toThrow("no");
  expect(begun).toEqual([0, 1]);
  expect(ended).toBe(true);
});

test("progress is printed at the end, and every two seconds before", () => {
  const lines: string[] = [];
  let clock = 0;
  const progress = progressOf(
    "Uploaded",
    { files: 3, bytes: 3_400_000 },
    (line) => lines.push(line),
    () => clock,
  );
  progress.done(1_000_000);
  clock = 2000;
  progress.done(400_000);
  progress.done(2_000_000);
  expect(lines).toEqual([
    "  Uploaded: 2 of 3 files, 1.4 MB of 3.4 MB",
    "  Uploaded: 3 of 3 files, 3.4 MB of 3.4 MB",
  ]);
  expect([0, 999, 1000, 999_949, 999_950].map(megabytes)).toEqual([
    "0 bytes",
    "999 bytes",
    "1.0 kB",
    "999.9 kB",
    "1.0 MB",
  ]);
});
