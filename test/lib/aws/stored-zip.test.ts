import { promisify } from "node:util";
import { buffer } from "node:stream/consumers";
import * as yauzl from "yauzl";
import { type StoredFile, storedZip } from "../../../lib/aws/stored-zip";

const fromBuffer = promisify<Buffer, yauzl.Options, yauzl.ZipFile>(yauzl.fromBuffer);

/** What another program reads in a zip: each file's name, mode and data. */
async function read(zip: Buffer): Promise<StoredFile[]> {
  const archive = await fromBuffer(zip, { lazyEntries: true });
  const open = promisify(archive.openReadStream.bind(archive) as typeof archive.openReadStream);
  const files: StoredFile[] = [];
  for (;;) {
    const entry = await new Promise<yauzl.Entry | undefined>((resolve, reject) => {
      archive
        .once("entry", resolve)
        .once("end", () => resolve(undefined))
        .once("error", reject);
      archive.readEntry();
    });
    if (!entry) return files;
    const data = await buffer(await open(entry));
    files.push({ path: entry.fileName, data, mode: entry.externalFileAttributes >>> 16 });
  }
}

test("other programs read what was put in: names, modes, data", async () => {
  const files = [
    { path: "index.js", data: Buffer.from("exports.handler = 1;"), mode: 0o100644 },
    { path: "languages/Español – çà.ini", data: Buffer.alloc(0), mode: 0o100644 },
    { path: "hooks/10.sh", data: Buffer.from("#!/bin/sh\n"), mode: 0o100755 },
  ];
  expect(await read(storedZip(files))).toEqual(files);
});

test("a file that says no mode may be read by everyone", async () => {
  const [file] = await read(storedZip([{ path: "index.js", data: Buffer.of() }]));
  expect(file?.mode).toBe(0o100644);
});

test("nothing of the machine or the day is in it", () => {
  const files = [{ path: "index.js", data: Buffer.from("text") }];
  jest.useFakeTimers({ now: new Date("2031-05-05") });
  const later = storedZip(files);
  jest.useRealTimers();
  expect(storedZip(files).equals(later)).toBe(true);
});
