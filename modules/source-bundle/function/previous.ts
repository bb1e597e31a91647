import { join } from "node:path";
import { paginateListObjectsV2, type S3Client } from "@aws-sdk/client-s3";
import { compareVersions } from "../php-versions";
import { type Archive, openArchive } from "./archive";
import type { BundleEntry } from "./bundle-entry";
import { awsError, BundlerError } from "./errors";
import type { Limits } from "./limits";
import { downloadFromS3 } from "./s3-source";

/** Flat: REDCap's Easy Upgrade fetches a bundle to /tmp and unzips it under its whole key. */
export const bundleKey = (versionLabel: string): string => `${versionLabel}.zip`;

/** What this function wrote; earlier releases wrote it below bundles/. */
const PREFIXES = ["redcap-", "bundles/redcap-"];
const KEY = /^(?:bundles\/)?redcap-(\d+\.\d+\.\d+)-[0-9a-f]{12}\.zip$/;

/** With what a bundle is read. */
interface Reading {
  s3(region: string | undefined): S3Client;
  readonly limits: Limits;
  readonly signal: AbortSignal;
}

/** A bundle of an earlier version. */
export interface PreviousBundle {
  readonly version: string;
  readonly bucket: string;
  readonly key: string;
}

/**
 * The bundle whose version's folder goes into the next one: REDCap's tables are upgraded after the deployment, and until then they
 * need that folder. `wanted` is a version, "none", or "auto": the last one that was built of an older version.
 */
export async function findPrevious(
  client: S3Client,
  bucket: string,
  version: string,
  wanted: string,
  signal?: AbortSignal,
): Promise<PreviousBundle | undefined> {
  if (wanted === "none" || wanted === version) return undefined;
  const candidates = (await bundlesIn(client, bucket, signal)).filter((bundle) =>
    wanted === "auto" ? compareVersions(bundle.version, version) < 0 : bundle.version === wanted,
  );
  const [newest] = candidates.sort((a, b) => b.built - a.built || compareVersions(b.version, a.version));
  if (newest) return { version: newest.version, bucket, key: newest.key };
  if (wanted === "auto") return undefined;
  throw new BundlerError(
    `The bucket ${bucket} has no bundle of REDCap ${wanted} (redcap_source.previous_version), whose folder would go into the new one. ` +
      `Build that version first, or set previous_version to "auto" or "none".`,
  );
}

async function bundlesIn(client: S3Client, bucket: string, signal?: AbortSignal) {
  const found: { key: string; version: string; built: number }[] = [];
  try {
    for (const Prefix of PREFIXES) {
      const pages = paginateListObjectsV2({ client }, { Bucket: bucket, Prefix }, { abortSignal: signal });
      for await (const { Contents = [] } of pages) {
        for (const { Key: key = "", LastModified: built } of Contents) {
          const [, version] = KEY.exec(key) ?? [];
          if (version !== undefined) found.push({ key, version, built: built?.getTime() ?? 0 });
        }
      }
    }
  } catch (error) {
    throw awsError(`s3:ListBucket of s3://${bucket}`, error);
  }
  return found;
}

/** The previous version's folder, to be read while the bundle is written; close it afterwards. */
export async function previousEntries(
  { bucket, key, version }: PreviousBundle,
  folder: string,
  { s3, limits, signal }: Reading,
): Promise<Pick<Archive, "close"> & { readonly entries: BundleEntry[] }> {
  const file = join(folder, "previous.zip");
  const source = { kind: "s3", bucket, key } as const;
  await downloadFromS3(s3(undefined), source, limits.bundleBytes, file, signal);
  const archive = await openArchive(file, `s3://${bucket}/${key}`, limits);
  const below = `redcap/redcap_v${version}/`;
  return {
    entries: archive.entries.filter(({ path }) => path.startsWith(below)),
    close: () => archive.close(),
  };
}
