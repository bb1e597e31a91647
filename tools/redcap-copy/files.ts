import {
  CopyObjectCommand,
  GetObjectCommand,
  HeadBucketCommand,
  paginateListObjectsV2,
  PutObjectCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { type Access, withAccess, withClient } from "../support/aws-access";
import { concurrently } from "../support/concurrently";
import { messageOf } from "../support/message";
import { progressOf } from "../support/progress";

/** What S3 copies or takes in one request. */
const LARGEST = 5 * 1024 ** 3;
/** After so many files, both sides sign in anew: credentials of a session end in the middle of a large copy. */
const BATCH = 2000;

export interface Bucket {
  readonly access: Access;
  readonly name: string;
}

interface File {
  readonly size: number;
  readonly modified: number;
}

/** What a copy of files did. */
export interface FilesReport {
  readonly copied: number;
  /** There already, as large and not older. */
  readonly unchanged: number;
  /** Names of files that could not be copied, with the reason. */
  readonly failed: Readonly<Record<string, string>>;
  /** In the copy's bucket, but no longer in the original's. */
  readonly surplus: number;
}

interface Way {
  readonly atOnce: number;
  /** Reads and writes each file here, where one account's role may not do both. */
  readonly through: boolean;
  readonly print: (line: string) => void;
}

/** Copies the current version of each file that is missing, or older. Can be repeated: it goes on where it ended. */
export async function copyFiles(from: Bucket, to: Bucket, way: Way): Promise<FilesReport> {
  const originals = await list(from);
  const copies = await list(to);
  const wanted = [...originals].filter(([key, { size, modified }]) => {
    const copy = copies.get(key);
    return !copy || copy.size !== size || copy.modified < modified;
  });
  const failed: Record<string, string> = {};
  const bytes = wanted.reduce((sum, [, { size }]) => sum + size, 0);
  const progress = progressOf("files", { files: wanted.length, bytes }, way.print);
  let copied = 0;
  for (let start = 0; start < wanted.length; start += BATCH) {
    const batch = wanted.slice(start, start + BATCH);
    await withClients(from, to, (read, write) =>
      concurrently(batch, way.atOnce, async ([key, { size }]) => {
        try {
          if (size > LARGEST) throw new Error("larger than 5 GiB: copy it by aws s3 cp");
          await (way.through ? pass(read, write, from, to, key) : duplicate(write, from, to, key));
          copied += 1;
        } catch (error) {
          failed[key] = messageOf(error);
        }
        progress.done(size);
      }),
    );
  }
  return {
    copied,
    unchanged: originals.size - wanted.length,
    failed,
    surplus: [...copies.keys()].filter((key) => !originals.has(key)).length,
  };
}

/** Within an account S3 copies by itself. Tags stay behind: a verdict on the original is none on the copy, which is scanned itself. */
async function duplicate(client: S3Client, from: Bucket, to: Bucket, key: string): Promise<void> {
  await client.send(
    new CopyObjectCommand({
      Bucket: to.name,
      Key: key,
      CopySource: `${from.name}/${key.split("/").map(encodeURIComponent).join("/")}`,
      TaggingDirective: "REPLACE",
    }),
  );
}

async function pass(read: S3Client, write: S3Client, from: Bucket, to: Bucket, key: string): Promise<void> {
  const { Body, ContentLength, ContentType, Metadata } = await read.send(
    new GetObjectCommand({ Bucket: from.name, Key: key }),
  );
  await write.send(
    new PutObjectCommand({ Bucket: to.name, Key: key, Body, ContentLength, ContentType, Metadata }),
  );
}

const s3 = (region: string): S3Client => new S3Client({ region, followRegionRedirects: true });

const list = ({ access, name }: Bucket): Promise<Map<string, File>> =>
  withClient(access, s3, async (client) => {
    const files = new Map<string, File>();
    for await (const { Contents = [] } of paginateListObjectsV2({ client }, { Bucket: name }))
      for (const { Key, Size, LastModified } of Contents)
        files.set(Key!, { size: Size!, modified: LastModified!.getTime() });
    return files;
  });

/** Clients of both sides, each with credentials that were found as its own environment signs in. */
async function withClients<T>(
  from: Bucket,
  to: Bucket,
  work: (read: S3Client, write: S3Client) => Promise<T>,
): Promise<T> {
  const client = (bucket: Bucket) =>
    withAccess(bucket.access, async () => {
      const found = s3(bucket.access.settings.region);
      // Profile, credentials and endpoint come from the process's variables at the first call.
      await found.send(new HeadBucketCommand({ Bucket: bucket.name }));
      return found;
    });
  const read = await client(from);
  const write = await client(to);
  try {
    return await work(read, write);
  } finally {
    read.destroy();
    write.destroy();
  }
}
