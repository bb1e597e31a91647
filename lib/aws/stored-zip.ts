import { crc32 } from "node:zlib";

export interface StoredFile {
  readonly path: string;
  readonly data: Buffer;
  /** With the file type; a plain file that everyone may read unless given. */
  readonly mode?: number;
}

const UTF8_NAMES = 0x0800;
const MADE_ON_UNIX = (3 << 8) | 20;
/** 1980-01-01, the first day that a zip can name. */
const DATE = (1 << 5) | 1;

/**
 * A zip in memory, without compression: a deflated one would differ with the version of zlib and the processor, and this
 * one is committed and compared to a fresh synth on other machines. Git compresses it anyway.
 */
export function storedZip(files: readonly StoredFile[]): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { path, data, mode = 0o100644 } of files) {
    const name = Buffer.from(path, "utf8");
    const common = Buffer.alloc(26); // the fields that both headers share, from "version needed" on
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(UTF8_NAMES, 2);
    common.writeUInt16LE(DATE, 8);
    common.writeUInt32LE(crc32(data), 10);
    common.writeUInt32LE(data.length, 14);
    common.writeUInt32LE(data.length, 18);
    common.writeUInt16LE(name.length, 22);

    const local = Buffer.concat([Buffer.from("PK\u0003\u0004", "latin1"), common, name, data]);
    const central = Buffer.alloc(6);
    central.write("PK\u0001\u0002", 0, "latin1");
    central.writeUInt16LE(MADE_ON_UNIX, 4);
    const attributes = Buffer.alloc(14); // comment length, disk, internal attributes, external attributes, offset
    attributes.writeUInt32LE((mode << 16) >>> 0, 6);
    attributes.writeUInt32LE(offset, 10);
    directory.push(central, common, attributes, name);
    parts.push(local);
    offset += local.length;
  }
  const table = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write("PK\u0005\u0006", 0, "latin1");
  end.writeUInt16LE(files.length, 8);
  end.writeUInt16LE(files.length, 10);
  end.writeUInt32LE(table.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...parts, table, end]);
}
