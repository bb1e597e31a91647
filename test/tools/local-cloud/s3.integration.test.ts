import * as path from "node:path";
import {
  CreateBucketCommand,
  DeleteObjectsCommand,
  DeleteObjectCommand,
  GetBucketAclCommand,
  ListObjectVersionsCommand,
  PutBucketAclCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { LOCAL_ACCOUNT, startLocalCloud, stopLocalCloud } from "../../../tools/local-cloud";
import { temporaryFolder } from "../../lib/example";

const directory = path.join(temporaryFolder(), "cloud");
let s3: S3Client;

beforeAll(async () => {
  const { url } = await startLocalCloud({ directory });
  const credentials = { accessKeyId: LOCAL_ACCOUNT, secretAccessKey: "local" };
  s3 = new S3Client({ endpoint: url, region: "us-east-1", credentials, forcePathStyle: true });
}, 300_000);
afterAll(async () => {
  s3?.destroy();
  await stopLocalCloud({ directory });
}, 300_000);

test("a bucket can be emptied after its versioning was suspended, delete markers included", async () => {
  const Bucket = "emptied";
  const versioning = (Status: "Enabled" | "Suspended") =>
    s3.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status } }));
  await s3.send(new CreateBucketCommand({ Bucket }));
  await versioning("Enabled");
  await s3.send(new PutObjectCommand({ Bucket, Key: "file", Body: "content" }));
  await s3.send(new DeleteObjectCommand({ Bucket, Key: "file" }));
  await versioning("Suspended");
  const list = async () => {
    const { Versions = [], DeleteMarkers = [] } = await s3.send(new ListObjectVersionsCommand({ Bucket }));
    return [...Versions, ...DeleteMarkers].map(({ Key, VersionId }) => ({ Key, VersionId }));
  };
  const found = await list();
  expect(found).toHaveLength(2);
  await s3.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects: found } }));
  expect(await list()).toEqual([]);
}, 60_000);

test("an ACL has a grant for each permission, and a read that expects another owner of the bucket is refused", async () => {
  const Bucket = "owned";
  await s3.send(new CreateBucketCommand({ Bucket }));
  await s3.send(new PutBucketAclCommand({ Bucket, ACL: "public-read-write" }));
  const read = (ExpectedBucketOwner: string) =>
    s3.send(new GetBucketAclCommand({ Bucket, ExpectedBucketOwner }));
  const { Owner, Grants = [] } = await read(LOCAL_ACCOUNT);
  expect(Grants.map(({ Grantee, Permission }) => `${Grantee!.URI ?? Grantee!.ID} ${Permission}`)).toEqual([
    `${Owner!.ID} FULL_CONTROL`,
    "http://acs.amazonaws.com/groups/global/AllUsers READ",
    "http://acs.amazonaws.com/groups/global/AllUsers WRITE",
  ]);
  await expect(read("999999999999")).rejects.toMatchObject({
    name: "AccessDenied",
    $metadata: { httpStatusCode: 403 },
  });
});
