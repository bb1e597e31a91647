import { Transform, type Readable } from "node:stream";
import { pipeline } from "node:stream";
import { crc32 } from "node:zlib";
import * as yauzl from "yauzl";
import { byPath, isDesktopLitter, pathProblem, type BundleEntry } from "./bundle-entry";
import { BundlerError, problems, reason } from "./errors";
import { size, type Limits } from "./limits";

/** A checked zip. Its files are unpacked one by one while the bundle is written, never all at once. */
export interface Archive {
  readonly entries: BundleEntry[];
  close(): void;
}

const STORED = 0;
const DEFLATED = 8;
const FILE_TYPE = 0o170000;
const REGULAR = 0o100000;
const FOLDER = 0o040000;

/**
 * Opens a zip and checks its whole directory before anything is read from it: sizes against the limits, paths that would
 * leave the folder, links, duplicates, encryption. `name` names the zip in errors.
 */
export async function openArchive(file: string, name: string, limits: Limits): Promise<Archive> {
  const zip = await openZip(file).catch((error: unknown) => {
    throw new BundlerError(
      `${name} is not a zip, or an incomplete one: ${reason(error)}. Upload or download it again.`,
    );
  });
  try {
    if (zip.entryCount > limits.entries)
      throw tooMuch(name, `has ${zip.entryCount} entries`, `${limits.entries}`);
    const found = await readDirectory(zip).catch((error: unknown) => {
      throw new BundlerError(
        `${name} has a damaged table of contents: ${reason(error)}. Upload or download it again.`,
      );
    });
    const wanted = found.filter(({ path }) => !isDesktopLitter(path));
    const refused = refusals(wanted);
    if (refused.length > 0) {
      throw problems(
        `${name} contains what a REDCap zip must not contain:`,
        refused,
        "Use the zip as downloaded from the REDCap Community.",
      );
    }
    checkSizes(zip, found, name, limits);
    return { entries: toBundleEntries(zip, wanted, name), close: () => zip.close() };
  } catch (error) {
    zip.close();
    throw error;
  }
}

interface Found {
  readonly path: string;
  readonly entry: yauzl.Entry;
}

function openZip(file: string): Promise<yauzl.ZipFile> {
  return new Promise((resolve, reject) => {
    // Names are decoded below, so that all bad ones are reported, not only the first.
    yauzl.open(file, { lazyEntries: true, autoClose: false, decodeStrings: false }, (error, zip) => {
      if (error) reject(error);
      else resolve(zip);
    });
  });
}

function readDirectory(zip: yauzl.ZipFile): Promise<Found[]> {
  return new Promise((resolve, reject) => {
    const found: Found[] = [];
    zip.on("error", reject);
    zip.on("end", () => resolve(found));
    zip.on("entry", (entry: yauzl.Entry) => {
      const { generalPurposeBitFlag, fileNameRaw, extraFields } = entry;
      found.push({
        path: yauzl.getFileNameLowLevel(generalPurposeBitFlag, fileNameRaw, extraFields, true),
        entry,
      });
      zip.readEntry();
    });
    zip.readEntry();
  });
}

function refusals(found: readonly Found[]): string[] {
  const seen = new Set<string>();
  return found.flatMap(({ path, entry }) => {
    const problem =
      pathProblem(path) ?? entryProblem(path, entry) ?? (seen.has(path) ? "appears twice" : undefined);
    seen.add(path);
    return problem === undefined ? [] : [`${JSON.stringify(path)} ${problem}`];
  });
}

function entryProblem(path: string, entry: yauzl.Entry): string | undefined {
  const type = (entry.externalFileAttributes >>> 16) & FILE_TYPE; // 0 where the zip was not made on Unix
  if (type === 0o120000) return "is a symbolic link";
  if (type !== 0 && type !== (path.endsWith("/") ? FOLDER : REGULAR)) return "is neither a file nor a folder";
  if (entry.isEncrypted()) return "is encrypted";
  if (entry.compressionMethod !== STORED && entry.compressionMethod !== DEFLATED) {
    return `is compressed with method ${entry.compressionMethod} (0 and 8 are supported)`;
  }
  return undefined;
}

function checkSizes(zip: yauzl.ZipFile, found: readonly Found[], name: string, limits: Limits): void {
  const total = (pick: (entry: yauzl.Entry) => number) =>
    found.reduce((sum, { entry }) => sum + pick(entry), 0);
  const packed = total((entry) => entry.compressedSize);
  const unpacked = total((entry) => entry.uncompressedSize);
  if (packed > zip.fileSize) {
    throw new BundlerError(
      `${name} claims ${size(packed)} of files in ${size(zip.fileSize)}: its files overlap. Refused as a zip bomb.`,
    );
  }
  if (unpacked > limits.unpackedBytes)
    throw tooMuch(name, `unpacks to ${size(unpacked)}`, size(limits.unpackedBytes));
  if (unpacked > packed * limits.ratio) {
    throw tooMuch(
      name,
      `is compressed ${Math.round(unpacked / Math.max(packed, 1))} to 1`,
      `${limits.ratio} to 1`,
    );
  }
}

function tooMuch(name: string, given: string, allowed: string): BundlerError {
  return new BundlerError(
    `${name} ${given}; the limit is ${allowed}. Refused as a zip bomb; is it REDCap's installation zip?`,
  );
}

function toBundleEntries(zip: yauzl.ZipFile, found: readonly Found[], name: string): BundleEntry[] {
  return found
    .map(({ path, entry }) => ({
      path,
      size: entry.uncompressedSize,
      open: () => openEntry(zip, entry, `${path} in ${name}`),
    }))
    .sort(byPath);
}

/** The unpacked bytes of one file. Fails where their size or checksum is not the one that the zip gives. */
function openEntry(zip: yauzl.ZipFile, entry: yauzl.Entry, name: string): Promise<Readable> {
  return new Promise((resolve, reject) => {
    zip.openReadStream(entry, (error, stream) => {
      if (error) return reject(damaged(name, reason(error)));
      let checksum = 0;
      const check = new Transform({
        transform(chunk: Buffer, _encoding, done) {
          checksum = crc32(chunk, checksum);
          done(null, chunk);
        },
        flush(done) {
          done(checksum === entry.crc32 ? null : damaged(name, "its checksum is wrong"));
        },
        destroy(error, done) {
          done(error === null || error instanceof BundlerError ? error : damaged(name, reason(error)));
        },
      });
      resolve(pipeline(stream, check, () => {})); // its errors reach the reader through `check`
    });
  });
}

function damaged(name: string, why: string): BundlerError {
  return new BundlerError(`${name} is damaged: ${why}. Upload or download the zip again.`);
}
