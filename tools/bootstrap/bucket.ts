import { GetObjectCommand, HeadBucketCommand, S3Client, type S3ClientConfig } from "@aws-sdk/client-s3";
import { statusOf } from "../support/s3-status";

/** What is where the state bucket should be: nothing, a bucket without the backend's own state, or the text of that state. */
export type BucketContent = "absent" | "foreign" | { readonly state: string };

/** Looks at the state bucket. Throws when it belongs to somebody else. */
export async function lookAtBucket(
  name: string,
  bucket: string,
  account: string,
  key: string,
  config: S3ClientConfig,
): Promise<BucketContent> {
  const s3 = new S3Client(config);
  const owner = { Bucket: bucket, ExpectedBucketOwner: account };
  try {
    await s3.send(new HeadBucketCommand(owner));
  } catch (error) {
    const status = statusOf(error);
    if (status === 404) return "absent";
    if (status === 403 || status === 301) {
      throw new Error(
        `envs/${name}: the bucket ${bucket} exists, but not as a bucket of account ${account} in ` +
          `${String(await s3.config.region())} that these credentials may read: bucket names are unique across AWS. ` +
          `Set state.bucket to another name in envs/${name}.ts.`,
      );
    }
    throw error;
  }
  try {
    const { Body } = await s3.send(new GetObjectCommand({ ...owner, Key: key }));
    return { state: await Body!.transformToString() };
  } catch (error) {
    if (statusOf(error) === 404) return "foreign";
    throw error;
  }
}
