import * as path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import {
  CreateBucketCommand,
  DeleteBucketCommand,
  DeleteObjectsCommand,
  DeleteObjectCommand,
  GetBucketAclCommand,
  GetBucketReplicationCommand,
  GetObjectCommand,
  GetObjectTaggingCommand,
  ListObjectVersionsCommand,
  PutBucketAclCommand,
  PutBucketReplicationCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { LOCAL_ACCOUNT, startLocalCloud, stopLocalCloud } from "../../../tools/local-cloud";
import { replicationAlarms } from "../../../modules/monitoring/presets";
import { temporaryFolder } from "../../lib/example";
import { call, element } from "./aws-call";

const directory = path.join(temporaryFolder(), "cloud");
let s3: S3Client;
let url: string;

beforeAll(async () => {
  ({ url } = await startLocalCloud({ directory }));
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

describe("replication", () => {
  const destination = "copies";
  const rule = {
    ID: "files",
    Priority: 1,
    Status: "Enabled",
    Filter: { Prefix: "" },
    DeleteMarkerReplication: { Status: "Enabled" },
    SourceSelectionCriteria: { SseKmsEncryptedObjects: { Status: "Enabled" } },
    Destination: {
      Bucket: `arn:aws:s3:::${destination}`,
      EncryptionConfiguration: { ReplicaKmsKeyID: "arn:aws:kms:us-west-2:123456789012:key/copies" },
    },
  } as const;
  const replicate = (Bucket: string, change: object = {}) =>
    s3.send(
      new PutBucketReplicationCommand({
        Bucket,
        ReplicationConfiguration: {
          Role: "arn:aws:iam::123456789012:role/copies",
          Rules: [{ ...rule, ...change }],
        },
      }),
    );
  const versioned = async (Bucket: string) => {
    await s3.send(new CreateBucketCommand({ Bucket }));
    await s3.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: "Enabled" } }));
  };

  test("is refused as S3 refuses it, and returned as it was given", async () => {
    await versioned("checked");
    await expect(replicate("checked")).rejects.toThrow("Destination bucket must exist.");
    await s3.send(new CreateBucketCommand({ Bucket: destination }));
    await expect(replicate("checked")).rejects.toThrow("Destination bucket must have versioning enabled.");
    await s3.send(
      new PutBucketVersioningCommand({
        Bucket: destination,
        VersioningConfiguration: { Status: "Enabled" },
      }),
    );
    await expect(replicate("checked", { Priority: undefined })).rejects.toThrow(/Priority must be specified/);
    const withoutKey = { Destination: { Bucket: rule.Destination.Bucket } };
    await expect(replicate("checked", withoutKey)).rejects.toThrow(/ReplicaKmsKeyID must be specified/);
    const toItself = { Destination: { ...rule.Destination, Bucket: "arn:aws:s3:::checked" } };
    await expect(replicate("checked", toItself)).rejects.toThrow(/cannot be the same as the source/);
    await replicate("checked");
    const { ReplicationConfiguration: found } = await s3.send(
      new GetBucketReplicationCommand({ Bucket: "checked" }),
    );
    expect(found?.Rules).toEqual([rule]);
  }, 60_000);

  test("copies new versions with their tags under the other key, and deletions, but not what it does not select", async () => {
    await versioned("source");
    await replicate("source");
    const put = (Key: string, more: object = {}) =>
      s3.send(new PutObjectCommand({ Bucket: "source", Key, Body: Key, Tagging: "Scan=good", ...more }));
    await put("deleted", { ServerSideEncryption: "aws:kms", SSEKMSKeyId: "alias/aws/s3" });
    await put("kept", { ServerSideEncryption: "aws:kms", SSEKMSKeyId: "alias/aws/s3" });
    await sleep(3000);
    const kept = await s3.send(new GetObjectCommand({ Bucket: destination, Key: "kept" }));
    expect(await kept.Body!.transformToString()).toBe("kept");
    expect(kept.SSEKMSKeyId).toBe(rule.Destination.EncryptionConfiguration.ReplicaKmsKeyID);
    const tags = await s3.send(new GetObjectTaggingCommand({ Bucket: destination, Key: "kept" }));
    expect(tags.TagSet).toEqual([{ Key: "Scan", Value: "good" }]);
    await s3.send(new DeleteObjectCommand({ Bucket: "source", Key: "deleted" }));
    await sleep(3000);
    const { DeleteMarkers = [], Versions = [] } = await s3.send(
      new ListObjectVersionsCommand({ Bucket: destination }),
    );
    expect(DeleteMarkers.map(({ Key }) => Key)).toEqual(["deleted"]);
    expect(Versions.map(({ Key }) => Key).sort()).toEqual(["deleted", "kept"]);
  }, 60_000);

  test("counts what could not be copied, by the dimensions that the alarm watches", async () => {
    await versioned("failing");
    await versioned("gone");
    const Destination = { ...rule.Destination, Bucket: "arn:aws:s3:::gone", Metrics: { Status: "Enabled" } };
    await replicate("failing", { Destination });
    const [alarm] = Object.values(
      replicationAlarms({ sourceBucket: "failing", destinationBucket: "gone", ruleId: rule.ID }),
    ) as unknown as {
      metrics: { failed: Record<"namespace" | "metricName" | "statistic", string> & { dimensions: object } };
    }[];
    const { namespace, metricName, statistic, dimensions } = alarm!.metrics.failed;
    const counted = async () => {
      const answer = await call(url, "monitoring", "2010-08-01", {
        Action: "GetMetricStatistics",
        Namespace: namespace,
        MetricName: metricName,
        "Statistics.member.1": statistic,
        Period: "3600",
        StartTime: new Date(Date.now() - 3_600_000).toISOString(),
        EndTime: new Date(Date.now() + 3_600_000).toISOString(),
        ...Object.fromEntries(
          Object.entries(dimensions).flatMap(([name, value], i) => [
            [`Dimensions.member.${i + 1}.Name`, name],
            [`Dimensions.member.${i + 1}.Value`, String(value)],
          ]),
        ),
      });
      return Number(element(answer, statistic) ?? 0);
    };
    await s3.send(new PutObjectCommand({ Bucket: "failing", Key: "copied", Body: "copied" }));
    await sleep(1500);
    expect(await counted()).toBe(0);
    await s3.send(
      new DeleteObjectCommand({ Bucket: "gone", Key: "copied", VersionId: await onlyVersion("gone") }),
    );
    await s3.send(new DeleteBucketCommand({ Bucket: "gone" }));
    await s3.send(new PutObjectCommand({ Bucket: "failing", Key: "lost", Body: "lost" }));
    await sleep(1500);
    expect(await counted()).toBe(1);
  }, 60_000);

  const onlyVersion = async (Bucket: string) =>
    (await s3.send(new ListObjectVersionsCommand({ Bucket }))).Versions?.[0]?.VersionId;
});
