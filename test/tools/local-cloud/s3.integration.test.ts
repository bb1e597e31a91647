import * as path from "node:path";
import {
  CreateBucketCommand,
  DeleteObjectsCommand,
  DeleteObjectCommand,
  ListObjectVersionsCommand,
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
