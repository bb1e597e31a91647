import { open, type FileHandle } from "node:fs/promises";
import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  HeadObjectCommand,
  PutObjectCommand,
  UploadPartCommand,
  type CompletedPart,
  type S3Client,
} from "@aws-sdk/client-s3";
import { awsError } from "./errors";
import type { PackedBundle } from "./pack";

/** Bytes held in memory at a time. S3 requires at least 5 MiB; 10,000 of these are more than a bundle can have. */
const PART_BYTES = 16 * 1024 * 1024;

export interface Published {
  readonly sha256: string;
  readonly size: number;
  /** False where the same bundle already existed. */
  readonly uploaded: boolean;
}

/**
 * Uploads a bundle, unless the key already holds the same contents; then the existing object's hash and size are
 * returned, which may differ from the new file's if another zlib packed it.
 */
export async function publish(
  client: S3Client,
  file: string,
  target: { bucket: string; key: string },
  bundle: PackedBundle,
  signal?: AbortSignal,
): Promise<Published> {
  const existing = await find(client, target, bundle.contentHash, signal);
  if (existing) return { ...existing, uploaded: false };
  const handle = await open(file);
  try {
    await upload(client, handle, target, bundle, signal);
  } catch (error) {
    throw awsError(`s3:PutObject of s3://${target.bucket}/${target.key}`, error);
  } finally {
    await handle.close();
  }
  return { sha256: bundle.sha256, size: bundle.size, uploaded: true };
}

async function find(
  client: S3Client,
  { bucket, key }: { bucket: string; key: string },
  contentHash: string,
  signal?: AbortSignal,
): Promise<{ sha256: string; size: number } | undefined> {
  try {
    const request = new HeadObjectCommand({ Bucket: bucket, Key: key });
    const { Metadata: metadata, ContentLength: size } = await client.send(request, { abortSignal: signal });
    const sha256 = metadata?.["sha256"];
    return metadata?.["content-hash"] === contentHash && sha256 && size ? { sha256, size } : undefined;
  } catch (error) {
    // A bucket that is missing says NotFound too; the upload then says which of the two it is.
    if (error instanceof Error && error.name === "NotFound") return undefined;
    throw awsError(`s3:GetObject (HEAD; s3:ListBucket where there is none) of s3://${bucket}/${key}`, error);
  }
}

/** In parts that are buffers, because the SDK can send a buffer again after a failure, and a stream it cannot. */
async function upload(
  client: S3Client,
  handle: FileHandle,
  { bucket, key }: { bucket: string; key: string },
  bundle: PackedBundle,
  abortSignal?: AbortSignal,
): Promise<void> {
  const object = { Bucket: bucket, Key: key };
  const description = {
    ContentType: "application/zip",
    Metadata: { "content-hash": bundle.contentHash, sha256: bundle.sha256 },
  };
  if (bundle.size <= PART_BYTES) {
    await client.send(new PutObjectCommand({ ...object, ...description, Body: await handle.readFile() }), {
      abortSignal,
    });
    return;
  }
  const { UploadId } = await client.send(new CreateMultipartUploadCommand({ ...object, ...description }), {
    abortSignal,
  });
  try {
    const parts: CompletedPart[] = [];
    const buffer = Buffer.alloc(PART_BYTES);
    for (let offset = 0; offset < bundle.size; offset += PART_BYTES) {
      const Body = buffer.subarray(0, Math.min(PART_BYTES, bundle.size - offset));
      await handle.read(Body, 0, Body.length, offset);
      const PartNumber = parts.length + 1;
      const part = await client.send(new UploadPartCommand({ ...object, UploadId, PartNumber, Body }), {
        abortSignal,
      });
      parts.push({ ETag: part.ETag, ChecksumCRC32: part.ChecksumCRC32, PartNumber });
    }
    const MultipartUpload = { Parts: parts };
    await client.send(new CompleteMultipartUploadCommand({ ...object, UploadId, MultipartUpload }), {
      abortSignal,
    });
  } catch (error) {
    // Parts without an end are billed; this one must be sent even when time has run out.
    await client.send(new AbortMultipartUploadCommand({ ...object, UploadId })).catch(() => {});
    throw error;
  }
}
