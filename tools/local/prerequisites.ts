import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import {
  CreateHostedZoneCommand,
  ListHostedZonesByNameCommand,
  Route53Client,
} from "@aws-sdk/client-route-53";
import { CreateBucketCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { buildBundle } from "../../modules/source-bundle/function/from-folder";

/** What envs/local expects to be there, as a hospital has it before REDCap comes: a source bundle and a DNS zone. */
export const prerequisites = {
  bucket: "redcap-local-source",
  key: "sample-application.zip",
  zone: "example.edu",
} as const;

const application = path.join(__dirname, "sample-application", "redcap");

/** Makes them in the local cloud; doing it again changes nothing. */
export async function makePrerequisites(endpoint: string): Promise<void> {
  const credentials = { accessKeyId: "local", secretAccessKey: "local" };
  const config = { endpoint, region: "us-east-1", credentials };
  await uploadBundle(new S3Client({ ...config, forcePathStyle: true }));
  await createZone(new Route53Client(config));
}

async function uploadBundle(s3: S3Client): Promise<void> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "source-bundle-"));
  try {
    const out = path.join(folder, "bundle.zip");
    await buildBundle({ application, out });
    await s3.send(new CreateBucketCommand({ Bucket: prerequisites.bucket }));
    const { bucket: Bucket, key: Key } = prerequisites;
    await s3.send(new PutObjectCommand({ Bucket, Key, Body: fs.readFileSync(out) }));
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
}

async function createZone(route53: Route53Client): Promise<void> {
  const Name = prerequisites.zone;
  const { HostedZones = [] } = await route53.send(
    new ListHostedZonesByNameCommand({ DNSName: Name, MaxItems: 1 }),
  );
  if (HostedZones.some((zone) => zone.Name === `${Name}.`)) return;
  await route53.send(new CreateHostedZoneCommand({ Name, CallerReference: Name }));
}
