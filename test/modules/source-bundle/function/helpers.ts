import { createCipheriv } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { openArchive } from "../../../../modules/source-bundle/function/archive";
import { DEFAULT_LIMITS } from "../../../../modules/source-bundle/function/limits";
import { storedZip, type StoredFile } from "../../../../lib/aws/stored-zip";

/** An installation package in REDCap's shape, with files of our own: REDCap's may not be shipped. */
export function fakeRedcap(version: string, extra: readonly StoredFile[] = []): StoredFile[] {
  const file = (path: string, data = `<?php // dummy of ${path}\n`) => ({ path, data: Buffer.from(data) });
  return [
    file("redcap/index.php"),
    file("redcap/install.php"),
    file("redcap/redcap_connect.php"),
    file("redcap/cron.php"),
    file("redcap/database.php", "<?php $password = 'your_password';\n"),
    file("redcap/languages/Español – çà.ini", "greeting = ¡Hola!\n"),
    file(`redcap/redcap_v${version}/Config/init_global.php`),
    { path: "redcap/temp/", data: Buffer.alloc(0), mode: 0o40755 },
    ...extra,
  ];
}

export function fakeRedcapZip(version: string, extra: readonly StoredFile[] = []): Buffer {
  return storedZip(fakeRedcap(version, extra));
}

/** A zip of 35 MiB that cannot be compressed: three upload parts of 16 MiB. */
export function largeZip(): Buffer {
  const cipher = createCipheriv("aes-128-ctr", Buffer.alloc(16), Buffer.alloc(16));
  const data = cipher.update(Buffer.alloc(35 * 1024 * 1024));
  return fakeRedcapZip("16.0.18", [{ path: "redcap/redcap_v16.0.18/large.bin", data }]);
}

/** A folder that is gone after the test file. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "bundler-test-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Paths and texts of a zip. */
export async function unzip(file: string): Promise<Record<string, string>> {
  const archive = await openArchive(file, file, DEFAULT_LIMITS);
  try {
    const contents: Record<string, string> = {};
    for (const { path, open } of archive.entries)
      contents[path] = path.endsWith("/") ? "" : await text(await open());
    return contents;
  } finally {
    archive.close();
  }
}

export function writeFile(folder: string, name: string, data: Buffer): string {
  const file = join(folder, name);
  writeFileSync(file, data);
  return file;
}

export interface Community {
  readonly url: string;
  /** The forms it was sent, in order. */
  readonly forms: URLSearchParams[];
  close(): Promise<void>;
}

/** An imitation of the REDCap Community's download page. */
export async function startCommunity(
  answer: (form: URLSearchParams, response: ServerResponse, request: IncomingMessage) => void,
): Promise<Community> {
  const forms: URLSearchParams[] = [];
  const server = createServer(async (request, response) => {
    const form = new URLSearchParams(await text(request));
    forms.push(form);
    answer(form, response, request);
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/plugins/redcap_consortium/versions.php`,
    forms,
    close: () =>
      new Promise((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  };
}
