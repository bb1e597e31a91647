import type { Readable } from "node:stream";
import { GetObjectCommand, type S3Client } from "@aws-sdk/client-s3";
import { awsError } from "./errors";
import type { S3Source } from "./event";
import { saveDownload } from "./save";

/** Downloads the operator's copy of REDCap's zip from S3 into `file`; returns its size in bytes. */
export async function downloadFromS3(
  client: S3Client,
  { bucket, key, version_id }: S3Source,
  maxBytes: number,
  file: string,
  signal?: AbortSignal,
): Promise<number> {
  const name = `s3://${bucket}/${key}`;
  const request = new GetObjectCommand({ Bucket: bucket, Key: key, VersionId: version_id ?? undefined });
  const answer = await client.send(request, { abortSignal: signal }).catch((error: unknown) => {
    throw awsError(`s3:GetObject${version_id ? "Version" : ""} of ${name}`, error);
  });
  return saveDownload(
    { name, body: answer.Body as Readable, promisedBytes: answer.ContentLength, maxBytes },
    file,
  );
}
