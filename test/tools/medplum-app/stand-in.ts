import { createHash } from "node:crypto";
import * as fs from "node:fs";
import * as path from "node:path";
import { gzipSync } from "node:zlib";
import { pack } from "tar-stream";

// A stand-in for @medplum/app, which may not be shipped: a page and scripts of our own with the six placeholders, built as Vite builds.

/** Eight characters of a name that change with the content. */
const hashOf = (text: string): string => {
  const hash = createHash("sha256").update(text).digest("base64url").slice(0, 6);
  // Always recognizable: one digit and one letter at least.
  return `${hash}4x`;
};

/** The smallest WebAssembly module. */
const wasm = Buffer.from([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0]);

/** How one build of the stand-in differs from another. */
export interface Build {
  /** What the page says. */
  readonly text: string;
  readonly version?: string;
}

/** The files of the npm package, from its root. */
export function standIn({ text, version = "5.1.12" }: Build): Map<string, Buffer> {
  const lazy = `export const text = ${JSON.stringify(text)};\n`;
  const lazyName = `lazy-${hashOf(lazy)}.js`;
  const main = `
const settings = {
  baseUrl: "__MEDPLUM_BASE_URL__", clientId: '__MEDPLUM_CLIENT_ID__', google: \`__GOOGLE_CLIENT_ID__\`,
  recaptcha: "__RECAPTCHA_SITE_KEY__", register: "__MEDPLUM_REGISTER_ENABLED__", textract: "__MEDPLUM_AWS_TEXTRACT_ENABLED__",
};
const show = (id, value) => { document.getElementById(id).textContent = value; };
const settled = async (work) => { try { return await work(); } catch (error) { return "failed: " + error.message; } };
show("settings", JSON.stringify(settings));
show("path", location.pathname);
show("lazy", await settled(async () => (await import("./${lazyName}")).text));
show("wasm", await settled(async () => {
  await WebAssembly.instantiateStreaming(fetch("/assets/codec-Zx81aB4x.wasm"));
  return "compiled";
}));
show("api", await settled(async () => (await (await fetch(settings.baseUrl + "healthcheck")).json()).version));
show("elsewhere", await settled(async () => (await fetch("https://elsewhere.example.org/")).status));
document.title = "done";
//# sourceMappingURL=index.js.map
`;
  const style = "body{font-family:sans-serif;margin:3em}dt{font-weight:bold}dd{margin:0 0 1em}\n";
  const mainName = `index-${hashOf(main)}.js`;
  const styleName = `index-${hashOf(style)}.css`;
  const rows = ["settings", "path", "lazy", "wasm", "api", "elsewhere"];
  const page = `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>loading</title>
<link rel="icon" href="/favicon.svg"><link rel="manifest" href="/site.webmanifest">
<link rel="stylesheet" href="/assets/${styleName}"><script type="module" crossorigin src="/assets/${mainName}"></script></head>
<body><h1>Stand-in for Medplum's app</h1><dl>${rows.map((id) => `<dt>${id}</dt><dd id="${id}">waiting</dd>`).join("")}</dl></body></html>
`;
  const text8 = (content: string): Buffer => Buffer.from(content, "utf8");
  return new Map<string, Buffer>([
    ["package.json", text8(JSON.stringify({ name: "@medplum/app", version }))],
    ["README.md", text8("# Stand-in\n")],
    ["dist/index.html", text8(page)],
    ["dist/favicon.svg", text8('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"/>\n')],
    ["dist/site.webmanifest", text8('{"name":"Stand-in"}\n')],
    ["dist/.well-known/apple-app-site-association", text8('{"applinks":{}}\n')],
    [`dist/assets/${mainName}`, text8(main)],
    [`dist/assets/${mainName}.map`, text8('{"version":3}')],
    [`dist/assets/${lazyName}`, text8(lazy)],
    [`dist/assets/${styleName}`, text8(style)],
    ["dist/assets/codec-Zx81aB4x.wasm", wasm],
    ["dist/assets/text-Qw12eR4x.woff2", Buffer.from("wOF2 of a stand-in, which no page loads")],
  ]);
}

/** Writes files below a folder. */
export function writeFiles(folder: string, files: ReadonlyMap<string, Buffer>): string {
  for (const [name, data] of files) {
    const file = path.join(folder, name);
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, data);
  }
  return folder;
}

/** An npm tarball of files. */
export async function tarball(
  files: ReadonlyMap<string, Buffer>,
  more: readonly {
    readonly name: string;
    readonly type?: "symlink" | "link";
    readonly linkname?: string;
  }[] = [],
): Promise<Buffer> {
  const archive = pack();
  for (const [name, data] of files) archive.entry({ name: `package/${name}` }, data);
  for (const header of more) {
    if (header.type) archive.entry(header);
    else archive.entry(header, Buffer.from("content"));
  }
  archive.finalize();
  const parts: Buffer[] = [];
  for await (const part of archive as AsyncIterable<Buffer>) parts.push(part);
  return gzipSync(Buffer.concat(parts));
}
