import { CreateHostedZoneCommand, Route53Client } from "@aws-sdk/client-route-53";
import { CreateBucketCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { LOCAL_ACCOUNT, signedFor } from "../local-cloud";
import type { Assumed } from "./assumed";

/** A zip without an entry: what the modules take an object for that they read. */
const emptyZip = Buffer.concat([Buffer.from("PK\u0005\u0006"), Buffer.alloc(18)]);

/** Puts what plans expect into a local cloud, each thing once. */
export class Account {
  private readonly there = new Set<string>();

  constructor(private readonly endpoint: string) {}

  /** `engineOf` gives the engine of the database in a module, by its source. */
  async provide(
    { zones, objects, snapshots }: Assumed,
    region: string,
    engineOf: (source: string) => string,
  ): Promise<void> {
    const credentials = { accessKeyId: LOCAL_ACCOUNT, secretAccessKey: "local" };
    const client = { endpoint: this.endpoint, region, credentials };
    const dns = new Route53Client(client);
    const s3 = new S3Client({ ...client, forcePathStyle: true });
    const at = region === "us-east-1" ? {} : { CreateBucketConfiguration: { LocationConstraint: region } };
    try {
      for (const zone of zones)
        await this.once(`zone ${zone}`, () =>
          dns.send(new CreateHostedZoneCommand({ Name: zone, CallerReference: zone })),
        );
      for (const { bucket, key } of objects) {
        await this.once(`bucket ${bucket}`, () =>
          s3.send(new CreateBucketCommand({ Bucket: bucket, ...(at as object) })),
        );
        await s3.send(new PutObjectCommand({ Bucket: bucket, Key: key, Body: emptyZip }));
      }
      for (const { name, source } of snapshots)
        await this.once(`snapshot ${name} in ${region}`, () =>
          this.makeSnapshot(name, engineOf(source), region),
        );
    } finally {
      dns.destroy();
      s3.destroy();
    }
  }

  /** A snapshot of an encrypted cluster, which stays too: it has the snapshot's name. */
  private async makeSnapshot(name: string, engine: string, region: string): Promise<void> {
    const cluster = { DBClusterIdentifier: name.slice(-63).replace(/^[^a-z]+/i, "") };
    await this.rds(region, {
      Action: "CreateDBCluster",
      ...cluster,
      Engine: engine,
      MasterUsername: "assumed",
      MasterUserPassword: "assumed-assumed",
      StorageEncrypted: "true",
    });
    await this.rds(region, {
      Action: "CreateDBClusterSnapshot",
      ...cluster,
      DBClusterSnapshotIdentifier: name,
    });
  }

  /** The project has no SDK of RDS. */
  private async rds(region: string, parameters: Readonly<Record<string, string>>): Promise<void> {
    const response = await fetch(this.endpoint, {
      method: "POST",
      headers: signedFor("rds", region),
      body: new URLSearchParams({ Version: "2014-10-31", ...parameters }),
      signal: AbortSignal.timeout(60_000),
    });
    if (!response.ok) throw new Error(`${parameters["Action"]}: ${await response.text()}`);
  }

  private async once(thing: string, make: () => Promise<unknown>): Promise<void> {
    if (this.there.has(thing)) return;
    await make();
    this.there.add(thing);
  }
}
