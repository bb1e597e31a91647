import { invalidationPaths, planOf, stages, type StoredObject } from "../../../tools/medplum-app/plan";
import { webFile } from "../../../tools/medplum-app/web-file";

const file = (key: string, content = key) => webFile(key, Buffer.from(content), false);
const stored = (key: string, more: Partial<StoredObject> & { content?: string } = {}): StoredObject => {
  const { content = key, ...rest } = more;
  const { sha256, contentType, cacheControl } = file(key, content);
  return { key, sha256, contentType, cacheControl, own: true, tags: {}, ...rest };
};
const now = new Date("2026-06-30T12:00:00Z");
const plan = (release: readonly string[], bucket: readonly StoredObject[], keepDays = 30) =>
  planOf(
    release.map((key) => file(key)),
    bucket,
    { now, keepDays },
  );
const uploads = ({ upload }: ReturnType<typeof planOf>) => upload.map(({ key }) => key);

test("pages are uploaded after what they load, index.html last", () => {
  const made = plan(["index.html", "favicon.svg", "about.html", "assets/a-BxQ2c9Zk.js"], []);
  expect(uploads(made)).toEqual(["assets/a-BxQ2c9Zk.js", "favicon.svg", "about.html", "index.html"]);
  expect(stages(made.upload).map((stage) => stage.length)).toEqual([2, 1, 1]);
  expect(made.invalidate).toEqual([]);
});

test.each<[string, Partial<StoredObject> & { content?: string }]>([
  ["content", { content: "other" }],
  ["type", { contentType: "binary/octet-stream" }],
  ["caching", { cacheControl: undefined }],
  ["checksum that nobody knows", { sha256: undefined }],
  ["origin", { own: false }],
])("an object with another %s is uploaded again, and its path invalidated", (_, difference) => {
  const made = plan(["a.css", "b.css"], [stored("a.css", difference), stored("b.css")]);
  expect(uploads(made)).toEqual(["a.css"]);
  expect(made.invalidate).toEqual(["a.css"]);
  expect(made.unchanged).toEqual(["b.css"]);
});

test("files of earlier releases are marked, kept as long as said, then removed; those of others never", () => {
  const made = plan(
    ["index.html"],
    [
      stored("index.html"),
      stored("new.js"),
      stored("recent.js", { tags: { UnusedSince: "2026-06-01T12:00:00Z" } }),
      stored("old.js", { tags: { UnusedSince: "2026-05-31T11:00:00Z" } }),
      stored("robots.txt", { own: false, tags: { UnusedSince: "2020-01-01T00:00:00Z" } }),
    ],
  );
  expect(made.newlyUnused.map(({ key }) => key)).toEqual(["new.js"]);
  expect(made.kept).toEqual(["new.js", "recent.js"]);
  expect(made.remove).toEqual(["old.js"]);
  expect(made.foreign).toEqual(["robots.txt"]);
});

test("a file that an earlier release left is used again, without an upload", () => {
  const made = plan(["a.css"], [stored("a.css", { tags: { UnusedSince: "2026-01-01T00:00:00Z" } })]);
  expect([uploads(made), made.remove]).toEqual([[], []]);
  expect(made.usedAgain.map(({ key }) => key)).toEqual(["a.css"]);
});

test("an invalidation that did not come about is made up for", () => {
  const made = plan(["a.css"], [stored("a.css", { tags: { Invalidation: "pending" } })]);
  expect([uploads(made), made.invalidate]).toEqual([[], ["a.css"]]);
});

test("a name that was to be kept for a year, and has another content now, is warned of", () => {
  const key = "assets/a-BxQ2c9Zk.js";
  const { warnings } = plan([key], [stored(key, { content: "other" })]);
  expect(warnings).toEqual([expect.stringMatching(/^assets\/a-BxQ2c9Zk\.js changed under a name /)]);
});

test("the page is invalidated as the root, too, and paths are encoded", () => {
  expect(invalidationPaths(["index.html", "ü b.css"])).toEqual(["/", "/index.html", "/%C3%BC%20b.css"]);
});
