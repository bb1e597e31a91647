import { isHashed, webFile } from "../../../tools/medplum-app/web-file";

test.each([
  "assets/index-BxQ2c9Zk.js",
  "assets/index-BxQ2c9Zk.js.map",
  "assets/a-b_2-9Zka.css",
  "assets/pages/PatientPage-DkLxTvQw.js",
  "assets/logo.0123456789abcdef.svg",
  "assets/codec-0a1b2c3d.wasm",
])("%s has a hash", (key) => {
  expect(isHashed(key)).toBe(true);
});

test.each([
  "index.html",
  "favicon.ico",
  "index-BxQ2c9Zk.js", // not where Vite puts its own
  "img/screenshot-1024x768.png",
  "assets/screenshot-1024x768.png",
  "assets/report-20260101.pdf",
  "assets/icon-download.svg",
  "assets/icon-Download.svg",
  "assets/icon-someIcon.svg",
  "assets/font.woff2",
  "assets/BxQ2c9Zk.js", // nothing but the hash: a name of one's own, perhaps
])("%s may keep its name when it changes", (key) => {
  expect(isHashed(key)).toBe(false);
});

test("a file with settings is asked for again, whatever its name", () => {
  expect(webFile("assets/index-BxQ2c9Zk.js", Buffer.from(""), true).cacheControl).toBe("no-cache");
  expect(webFile("assets/index-BxQ2c9Zk.js", Buffer.from(""), false).cacheControl).toMatch(/immutable$/);
});

test.each([
  ["a.js", "", "text/javascript; charset=utf-8"],
  ["a.mjs", "", "text/javascript; charset=utf-8"],
  ["a.js.map", "", "application/json; charset=utf-8"],
  ["a.wasm", "", "application/wasm"],
  ["a.webmanifest", "", "application/manifest+json; charset=utf-8"],
  ["a.woff", "", "font/woff"],
  ["a.woff2", "", "font/woff2"],
  ["a.ttf", "", "font/ttf"],
  ["a.svg", "", "image/svg+xml"],
  ["a.ico", "", "image/vnd.microsoft.icon"],
  [".well-known/apple-app-site-association", "{}", "application/json; charset=utf-8"],
  ["LICENSE", "Apache", "text/plain; charset=utf-8"],
  ["blob", "\u0000", "application/octet-stream"],
])("%s with %j is %s", (key, content, type) => {
  expect(webFile(key, Buffer.from(content), false).contentType).toBe(type);
});
