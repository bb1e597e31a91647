import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { CreateBucketCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { buildBundle } from "../modules/redcap/bundler/from-folder";
import { root } from "./local";

/** Where envs/local finds its source bundle. */
export const sampleBundle = { bucket: "redcap-local-source", key: "sample-application.zip" } as const;

/** Builds the small PHP application of this repository as a source bundle and puts it where envs/local looks for it. */
export async function uploadSampleBundle(endpoint: string): Promise<void> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "sample-bundle-"));
  try {
    const file = path.join(folder, "bundle.zip");
    await buildBundle({ application: path.join(root, "modules", "redcap", "sample-application"), out: file });
    const s3 = new S3Client({
      endpoint,
      region: "us-east-1",
      forcePathStyle: true,
      credentials: { accessKeyId: "local", secretAccessKey: "local" },
    });
    await s3.send(new CreateBucketCommand({ Bucket: sampleBundle.bucket }));
    await s3.send(
      new PutObjectCommand({
        Bucket: sampleBundle.bucket,
        Key: sampleBundle.key,
        Body: fs.readFileSync(file),
      }),
    );
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
}
