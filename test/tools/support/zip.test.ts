import { contentHash, zipOf } from "../../../tools/support/zip";

const files = (entries: Readonly<Record<string, string>>) =>
  new Map(Object.entries(entries).map(([name, text]) => [name, Buffer.from(text)]));

test("the same files are the same zip and hash, in whatever order they come, whenever and wherever", async () => {
  const zip = await zipOf(files({ "b/c": "2", a: "1" }));
  expect(await zipOf(files({ a: "1", "b/c": "2" }))).toEqual(zip);
  // Midnight of 1980-01-01, without an offset of a time zone.
  expect([zip.readUInt16LE(10), zip.readUInt16LE(12)]).toEqual([0, 0x21]);
  expect(contentHash(files({ "b/c": "2", a: "1" }))).toBe(contentHash(files({ a: "1", "b/c": "2" })));
});

test("another name or content is another hash", () => {
  const cases: Record<string, string>[] = [{ a: "1" }, { b: "1" }, { a: "2" }, { a: "1", b: "" }];
  const hashes = cases.map((entries) => contentHash(files(entries)));
  expect(new Set(hashes).size).toBe(4);
});
