import {
  CreateBucketCommand,
  PutBucketAclCommand,
  PutBucketOwnershipControlsCommand,
  PutBucketPolicyCommand,
  PutObjectCommand,
} from "@aws-sdk/client-s3";
import { build } from "../../../../modules/source-bundle/function/build";
import { fakeRedcapZip } from "./helpers";
import { ACCOUNT, event, failure, fromS3, overlayAt, put, s3, services } from "./surroundings";

const STRANGER = "999999999999";

/** A bucket with an overlay below site/, and a policy. */
async function bucketWith(name: string, ...statements: object[]): Promise<string> {
  await s3.send(new CreateBucketCommand({ Bucket: name }));
  await s3.send(new PutObjectCommand({ Bucket: name, Key: "site/redcap/hooks/a.php", Body: "<?php" }));
  if (statements.length > 0) {
    const Policy = JSON.stringify({ Version: "2012-10-17", Statement: statements });
    await s3.send(new PutBucketPolicyCommand({ Bucket: name, Policy }));
  }
  return name;
}

const allow = (Principal: unknown, Action: unknown, Resource: unknown, more: object = {}) => ({
  Effect: "Allow",
  Principal,
  Action,
  Resource,
  ...more,
});
const arn = (bucket: string, path = "") => `arn:aws:s3:::${bucket}${path}`;
const account = (id: string) => ({ AWS: `arn:aws:iam::${id}:root` });
let bucket: string;
let count = 0;

beforeAll(() => put("plain.zip", fakeRedcapZip("16.0.18")));
beforeEach(() => {
  bucket = `overlay-${++count}`;
});
const refusal = (...trusted: string[]) =>
  failure(event(fromS3("plain.zip"), { overlay: overlayAt(bucket, "site/", ...trusted) }));
const built = (...trusted: string[]) =>
  build(event(fromS3("plain.zip"), { overlay: overlayAt(bucket, "site/", ...trusted) }), services());

test.each<[string, () => object]>([
  ["everybody", () => allow("*", "s3:PutObject", arn(bucket, "/*"))],
  ["everybody, by a wildcard", () => allow({ AWS: "*" }, "s3:Put*", arn(bucket, "/site/redcap/*"))],
  [
    "another account",
    () => allow(account(STRANGER), ["s3:GetObject", "S3:PUTOBJECT"], [arn(bucket, "/site/*")]),
  ],
  ["another account, by its number", () => allow({ AWS: [ACCOUNT, STRANGER] }, "s3:*", arn(bucket, "/*"))],
  ["another account's role", () => allow({ AWS: `arn:aws:iam::${STRANGER}:role/ci` }, "*", "*")],
  [
    "another account, which may change the policy",
    () => allow(account(STRANGER), "s3:PutBucketPolicy", arn(bucket)),
  ],
  [
    "another account, by its address only",
    () =>
      allow(account(STRANGER), "s3:PutObject", arn(bucket, "/*"), {
        Condition: { IpAddress: { "aws:SourceIp": "203.0.113.0/24" } },
      }),
  ],
  [
    "all but somebody",
    () => ({ ...allow(undefined, "s3:PutObject", arn(bucket, "/*")), NotPrincipal: account(STRANGER) }),
  ],
  [
    "whoever makes a service write",
    () => allow({ Service: "logging.s3.amazonaws.com" }, "s3:PutObject", arn(bucket, "/*")),
  ],
  [
    "all but reading",
    () => ({
      Effect: "Allow",
      Principal: account(STRANGER),
      NotAction: "s3:GetObject",
      Resource: arn(bucket, "/*"),
    }),
  ],
])("an overlay that the bucket's policy lets %s write is refused", async (_who, statement) => {
  await bucketWith(
    bucket,
    { Sid: "Mine", ...allow(account(ACCOUNT), "s3:*", arn(bucket, "/*")) },
    statement(),
  );
  const message = await refusal();
  expect(message).toContain(`The overlay's bucket ${bucket} can be written by others. Its files run as root`);
  expect(message).toMatch(/(number 2|makes it public)/);
});

test.each<[string, () => object[]]>([
  ["nobody else", () => []],
  ["its own account", () => [allow(account(ACCOUNT), "s3:*", arn(bucket, "/*"))]],
  [
    "another account, to read",
    () => [allow(account(STRANGER), ["s3:GetObject", "s3:List*"], [arn(bucket), arn(bucket, "/*")])],
  ],
  [
    "another account, in another folder",
    () => [allow(account(STRANGER), "s3:PutObject", arn(bucket, "/uploads/*"))],
  ],
  [
    "a service for its own account",
    () => [
      allow({ Service: "logging.s3.amazonaws.com" }, "s3:PutObject", arn(bucket, "/*"), {
        Condition: { StringEquals: { "aws:SourceAccount": ACCOUNT } },
      }),
    ],
  ],
  [
    "nobody over plain HTTP",
    () => [
      {
        Effect: "Deny",
        Principal: "*",
        Action: "s3:*",
        Resource: arn(bucket, "/*"),
        Condition: { Bool: { "aws:SecureTransport": "false" } },
      },
    ],
  ],
])("an overlay whose bucket's policy lets %s in is built", async (_who, statements) => {
  await bucketWith(bucket, ...statements());
  expect((await built()).redcap_version).toBe("16.0.18");
});

test("an account that is trusted by name may write", async () => {
  await bucketWith(bucket, allow(account(STRANGER), "s3:PutObject", arn(bucket, "/*")));
  await refusal();
  expect((await built(STRANGER)).redcap_version).toBe("16.0.18");
});

test("an overlay whose bucket's ACL lets everybody write is refused", async () => {
  await bucketWith(bucket);
  const OwnershipControls = { Rules: [{ ObjectOwnership: "BucketOwnerPreferred" as const }] };
  await s3.send(new PutBucketOwnershipControlsCommand({ Bucket: bucket, OwnershipControls }));
  await s3.send(new PutBucketAclCommand({ Bucket: bucket, ACL: "public-read-write" }));
  expect(await refusal()).toContain("its ACL gives WRITE to http://acs.amazonaws.com/groups/global/AllUsers");
});

test("an overlay in a stranger's bucket is refused", async () => {
  await bucketWith(bucket);
  const overlay = { bucket, prefix: "site/", trusted_accounts: [STRANGER] };
  expect(await failure(event(fromS3("plain.zip"), { overlay }))).toContain(
    `The overlay's bucket ${bucket} belongs to none of the accounts ${STRANGER}`,
  );
});
