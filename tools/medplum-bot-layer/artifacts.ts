import { createHash } from "node:crypto";
import { HeadBucketCommand, HeadObjectCommand, PutObjectCommand, type S3Client } from "@aws-sdk/client-s3";
import { statusOf } from "../support/s3-status";

/** A bucket with objects that say by their keys what is in them, so that what is there need not be uploaded again. */
export class Artifacts {
  constructor(
    private readonly s3: S3Client,
    readonly bucket: string,
    private readonly account: string,
  ) {}

  /** Throws where there is no such bucket of the account. */
  async check(): Promise<void> {
    await this.s3
      .send(new HeadBucketCommand({ Bucket: this.bucket, ExpectedBucketOwner: this.account }))
      .catch((error: unknown) => {
        const status = statusOf(error);
        if (status === undefined) throw error;
        const what = status === 404 ? "is not there" : `may not be read with these credentials (${status})`;
        throw new Error(
          `The bucket ${this.bucket} ${what}. npm run bootstrap makes an environment's state bucket; --bucket names another.`,
        );
      });
  }

  /** The SHA-256 digest of an object that is there, in Base64, as S3 checked it at its upload. */
  async digest(key: string): Promise<string | undefined> {
    try {
      const head = await this.s3.send(
        new HeadObjectCommand({ ...this.object(key), ChecksumMode: "ENABLED" }),
      );
      return head.ChecksumType === "COMPOSITE" ? undefined : head.ChecksumSHA256;
    } catch (error) {
      if (statusOf(error) === 404) return undefined;
      throw error;
    }
  }

  /** Uploads an object and returns its digest. S3 refuses what does not have it on its arrival. */
  async upload(key: string, zip: Buffer): Promise<string> {
    const sha256 = createHash("sha256").update(zip).digest("base64");
    await this.s3.send(
      new PutObjectCommand({
        ...this.object(key),
        Body: zip,
        ContentType: "application/zip",
        ChecksumAlgorithm: "SHA256",
        ChecksumSHA256: sha256,
      }),
    );
    return sha256;
  }

  private object(key: string) {
    return { Bucket: this.bucket, Key: key, ExpectedBucketOwner: this.account };
  }
}
