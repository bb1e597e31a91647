import {
  GetObjectCommand,
  HeadBucketCommand,
  S3Client,
  type S3ClientConfig,
  S3ServiceException,
} from "@aws-sdk/client-s3";
import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";

/** What is where the state bucket should be: nothing, a bucket without the backend's own state, or the text of that state. */
export type BucketContent = "absent" | "foreign" | { readonly state: string };

/** Refuses credentials of another account than the environment's, before anything is made. */
export async function checkAccount(name: string, account: string, config: S3ClientConfig): Promise<void> {
  const sts = new STSClient({ region: config.region });
  const { Account } = await sts.send(new GetCallerIdentityCommand({})).catch((error: Error) => {
    throw new Error(
      `envs/${name}: AWS does not accept these credentials, or cannot be reached (${error.message}). Sign in, or set AWS_PROFILE.`,
    );
  });
  if (Account !== account) {
    throw new Error(
      `envs/${name}: account is ${account}, but the credentials belong to ${Account}. Use credentials of ${account}, ` +
        `or correct account in envs/${name}.ts.`,
    );
  }
}

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

const statusOf = (error: unknown): number | undefined =>
  error instanceof S3ServiceException ? error.$metadata.httpStatusCode : undefined;
