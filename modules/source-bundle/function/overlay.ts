import type { Readable } from "node:stream";
import { GetObjectCommand, paginateListObjectsV2, type S3Client } from "@aws-sdk/client-s3";
import { isDesktopLitter, type BundleEntry } from "./bundle-entry";
import { awsError } from "./errors";

/**
 * The operator's own files: every object below `prefix`, at the path that its key has below it (`<prefix>/redcap/hooks/a.php`
 * goes to redcap/hooks/a.php). They are read only when the bundle is written, in the state in which they were listed.
 * Folder markers of the console (keys that end in "/") and desktop files (.DS_Store) are left out.
 */
export async function overlayEntries(
  client: S3Client,
  { bucket, prefix }: { bucket: string; prefix: string },
  signal?: AbortSignal,
): Promise<BundleEntry[]> {
  const folder = prefix === "" || prefix.endsWith("/") ? prefix : `${prefix}/`;
  const entries: BundleEntry[] = [];
  try {
    const pages = paginateListObjectsV2(
      { client },
      { Bucket: bucket, Prefix: folder },
      { abortSignal: signal },
    );
    for await (const page of pages) {
      for (const { Key: key = "", Size: size = 0, ETag: etag } of page.Contents ?? []) {
        const path = key.slice(folder.length);
        if (key.endsWith("/") || isDesktopLitter(path)) continue;
        entries.push({ path, size, open: () => openObject(client, bucket, key, etag, signal) });
      }
    }
  } catch (error) {
    throw awsError(`s3:ListBucket of s3://${bucket}/${folder}`, error);
  }
  return entries;
}

async function openObject(
  client: S3Client,
  bucket: string,
  key: string,
  etag: string | undefined,
  signal?: AbortSignal,
): Promise<Readable> {
  try {
    const request = new GetObjectCommand({ Bucket: bucket, Key: key, IfMatch: etag });
    const { Body } = await client.send(request, { abortSignal: signal });
    return Body as Readable;
  } catch (error) {
    throw awsError(`s3:GetObject of s3://${bucket}/${key}`, error);
  }
}
