import { createWriteStream } from "node:fs";
import { buffer } from "node:stream/consumers";
import { pipeline } from "node:stream/promises";
import * as yazl from "yazl";
import { openArchive } from "../../../../modules/source-bundle/function/archive";
import { DEFAULT_LIMITS, type Limits } from "../../../../modules/source-bundle/function/limits";
import { storedZip, type StoredFile } from "../../../../lib/aws/stored-zip";
import { temporaryFolder, unzip, writeFile } from "./helpers";

const folder = temporaryFolder();
const file = (path: string, data = "text", mode?: number): StoredFile => ({
  path,
  data: Buffer.from(data),
  mode,
});

/** Opens the zip and reads every file in it. */
async function readAll(zip: Buffer, limits: Partial<Limits> = {}): Promise<void> {
  const path = writeFile(folder, "test.zip", zip);
  const archive = await openArchive(path, "redcap.zip", { ...DEFAULT_LIMITS, ...limits });
  try {
    for (const entry of archive.entries) if (!entry.path.endsWith("/")) await buffer(await entry.open());
  } finally {
    archive.close();
  }
}

async function deflated(path: string, data: Buffer): Promise<Buffer> {
  const zip = new yazl.ZipFile();
  zip.addBuffer(data, path);
  zip.end();
  return buffer(zip.outputStream as AsyncIterable<Buffer>);
}

test("names beyond ASCII and contents arrive intact", async () => {
  const path = writeFile(folder, "good.zip", storedZip([file("redcap/Ünïcödé – 日本.php", "ä")]));
  expect(await unzip(path)).toEqual({ "redcap/Ünïcödé – 日本.php": "ä" });
});

test("a zip made on a Mac is read without the desktop's litter", async () => {
  const zip = storedZip([file("redcap/a.php"), file("__MACOSX/redcap/._a.php"), file("redcap/.DS_Store")]);
  expect(Object.keys(await unzip(writeFile(folder, "mac.zip", zip)))).toEqual(["redcap/a.php"]);
});

test.each([
  [
    "a path that leaves the folder",
    file("redcap/../../etc/cron.d/x"),
    '"redcap/../../etc/cron.d/x" leaves the folder',
  ],
  ["an absolute path", file("/etc/passwd"), '"/etc/passwd" is an absolute path'],
  ["a Windows drive", file("C:/x"), '"C:/x" is an absolute path'],
  ["a backslash", file("redcap\\..\\x"), "contains a backslash"],
  ["a line break in a name", file("redcap/a\nb"), "contains a control character"],
  ["a symbolic link", file("redcap/link", "/etc/passwd", 0o120777), '"redcap/link" is a symbolic link'],
  ["a device", file("redcap/tty", "", 0o20666), '"redcap/tty" is neither a file nor a folder'],
  ["a folder's name for a file", file("redcap/x/", "", 0o100644), "is neither a file nor a folder"],
])("%s is refused", async (_what, bad, expected) => {
  await expect(readAll(storedZip([file("redcap/index.php"), bad]))).rejects.toThrow(expected);
});

test("all refused names are listed at once", async () => {
  const zip = storedZip([
    file("../a"),
    file("redcap/index.php"),
    file("/b"),
    file("redcap/c"),
    file("redcap/c"),
  ]);
  await expect(readAll(zip)).rejects.toThrow(
    /"\.\.\/a" leaves.*\n.*"\/b" is an absolute.*\n.*"redcap\/c" appears twice/,
  );
});

test("hundreds of refused names make a message of readable length", async () => {
  const zip = storedZip(Array.from({ length: 500 }, (_, index) => file(`/${index}`)));
  await expect(readAll(zip)).rejects.toThrow("… and 480 more");
});

test("an encrypted file is refused", async () => {
  const zip = storedZip([file("redcap/index.php")]);
  zip.writeUInt16LE(0x0801, zip.indexOf("PK\u0001\u0002") + 8);
  zip.writeUInt32LE(16, zip.indexOf("PK\u0001\u0002") + 20); // an encrypted file is 12 bytes longer
  await expect(readAll(zip)).rejects.toThrow('"redcap/index.php" is encrypted');
});

test.each([
  ["cut at the end", (zip: Buffer) => zip.subarray(0, zip.length - 30)],
  ["cut in the middle", (zip: Buffer) => zip.subarray(0, zip.length / 2)],
  ["of no bytes", () => Buffer.alloc(0)],
  ["an HTML page", () => Buffer.from("<html><body>Please log in</body></html>")],
])("a file that is %s is said to be no whole zip", async (_what, spoil) => {
  const zip = storedZip([file("redcap/a.php"), file("redcap/b.php")]);
  await expect(readAll(spoil(zip))).rejects.toThrow("redcap.zip is not a zip, or an incomplete one");
});

test("a broken table of contents is said to be one", async () => {
  const zip = storedZip([file("redcap/a.php"), file("redcap/b.php")]);
  zip.fill(0, zip.lastIndexOf("PK\u0001\u0002"), zip.lastIndexOf("PK\u0001\u0002") + 4);
  await expect(readAll(zip)).rejects.toThrow("redcap.zip has a damaged table of contents");
});

test("a changed byte is found by the checksum", async () => {
  const zip = storedZip([file("redcap/a.php", "payload")]);
  zip.write("P", zip.indexOf("payload"));
  await expect(readAll(zip)).rejects.toThrow("redcap/a.php in redcap.zip is damaged: its checksum is wrong");
});

test("a file that unpacks to more than it claims is stopped", async () => {
  const zip = await deflated("redcap/a.txt", Buffer.alloc(100_000, "abc"));
  zip.writeUInt32LE(1000, zip.indexOf("PK\u0001\u0002") + 24);
  await expect(readAll(zip)).rejects.toThrow("redcap/a.txt in redcap.zip is damaged");
});

describe("a zip bomb is refused before anything is unpacked", () => {
  test("by its ratio", async () => {
    await expect(readAll(await deflated("redcap/zeros", Buffer.alloc(20_000_000)))).rejects.toThrow(
      /redcap\.zip is compressed \d+ to 1; the limit is 100 to 1/,
    );
  });

  test("by its size when unpacked", async () => {
    const zip = storedZip([file("redcap/a", "x".repeat(3000))]);
    await expect(readAll(zip, { unpackedBytes: 2048 })).rejects.toThrow(
      "unpacks to 2.9 KiB; the limit is 2.0 KiB",
    );
  });

  test("by its number of files", async () => {
    const zip = storedZip([file("redcap/a"), file("redcap/b"), file("redcap/c")]);
    await expect(readAll(zip, { entries: 2 })).rejects.toThrow("redcap.zip has 3 entries; the limit is 2");
  });

  test("by files that share the same bytes", async () => {
    const single = storedZip([file("redcap/0", "x".repeat(5000))]);
    const record = single.indexOf("PK\u0001\u0002");
    const end = single.indexOf("PK\u0005\u0006");
    const records = Array.from({ length: 10 }, (_, index) => {
      const copy = Buffer.from(single.subarray(record, end));
      copy.write(String(index), copy.indexOf("redcap/0") + 7);
      return copy;
    });
    const tail = Buffer.from(single.subarray(end));
    tail.writeUInt16LE(10, 8);
    tail.writeUInt16LE(10, 10);
    await expect(readAll(Buffer.concat([single.subarray(0, record), ...records, tail]))).rejects.toThrow(
      "its files overlap",
    );
  });
});

test("a zip in the Zip64 format is read", async () => {
  const zip = new yazl.ZipFile();
  zip.addBuffer(Buffer.from("text"), "redcap/a.php", { forceZip64Format: true });
  zip.end({ forceZip64Format: true, comment: "" });
  const path = `${folder}/zip64.zip`;
  await pipeline(zip.outputStream, createWriteStream(path));
  expect(await unzip(path)).toEqual({ "redcap/a.php": "text" });
});
