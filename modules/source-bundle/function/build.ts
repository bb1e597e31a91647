import { mkdtemp, rm } from "node:fs/promises";
import { join } from "node:path";
import type { S3Client } from "@aws-sdk/client-s3";
import type { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { redcapVersion } from "./application";
import { openArchive } from "./archive";
import { folderEntries } from "./bundle-entry";
import { COMMUNITY_ENDPOINT, downloadFromCommunity, readCredentials } from "./community";
import { BundlerError } from "./errors";
import type { BundleEvent } from "./event";
import { layer } from "./layers";
import type { Limits } from "./limits";
import type { Log } from "./log";
import { overlayEntries } from "./overlay";
import { pack } from "./pack";
import { platformVersion, readPlatformFiles } from "./platform-files";
import { publish } from "./publish";
import { downloadFromS3 } from "./s3-source";

/** What Terraform gets back. */
export interface BundleResult {
  bucket: string;
  key: string;
  /** For the Elastic Beanstalk application version: redcap-16.0.18-0123456789ab. The same contents give the same label. */
  version_label: string;
  redcap_version: string;
  /** Of the object in S3, in hexadecimal. */
  sha256: string;
  /** Of the object in S3, in bytes. */
  size: number;
}

/** What a build needs from its surroundings. */
export interface Services {
  /** `region` is undefined for the function's own. */
  s3(region: string | undefined): S3Client;
  secretsManager(region: string | undefined): SecretsManagerClient;
  /** Our files that go over the application. */
  readonly platformFolder: string;
  /** A folder on a disk with room for the zip and the bundle. */
  readonly workFolder: string;
  readonly limits: Limits;
  /** Aborted when time has run out. */
  readonly signal: AbortSignal;
  readonly log: Log;
}

/** Fetches REDCap, lays the platform's and the operator's files over it, and publishes the bundle. Leaves no files behind. */
export async function build(event: BundleEvent, services: Services): Promise<BundleResult> {
  const shipped = platformVersion(readPlatformFiles(services.platformFolder));
  if (event.platform_version !== shipped) {
    throw new BundlerError(
      `event.platform_version is ${event.platform_version}, but this function has the platform files ${shipped}. ` +
        "Deploy the function of the same version of the module first.",
    );
  }
  const folder = await mkdtemp(join(services.workFolder, "redcap-bundle-"));
  try {
    return await buildIn(folder, event, services);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function buildIn(folder: string, event: BundleEvent, services: Services): Promise<BundleResult> {
  const { source, target } = event;
  const { limits, signal } = services;
  const step = steps(services);
  const zip = join(folder, "redcap.zip");
  const bundle = join(folder, "bundle.zip");
  const name =
    source.kind === "s3"
      ? `s3://${source.bucket}/${source.key}`
      : `REDCap ${source.version} of the REDCap Community`;

  await step("download REDCap", async () => ({ bytes: await download(source, zip, services) }));
  const archive = await step("check the zip", () => openArchive(zip, name, limits));
  try {
    const requested = source.kind === "community" ? source.version : "latest";
    const paths = archive.entries.map(({ path }) => path);
    const version = redcapVersion(paths, name, requested);
    const overlay = event.overlay
      ? await step("list the overlay", () => overlayEntries(services.s3(undefined), event.overlay!, signal))
      : [];
    const platform = folderEntries(services.platformFolder);
    const entries = layer({ application: archive.entries, platform, overlay });
    const packed = await step("write the bundle", () => pack(entries, bundle, limits, signal));

    const versionLabel = `redcap-${version}-${packed.contentHash.slice(0, 12)}`;
    const object = { bucket: target.bucket, key: `${target.key_prefix}${versionLabel}.zip` };
    const { sha256, size } = await step("upload the bundle", () =>
      publish(services.s3(undefined), bundle, object, packed, signal),
    );
    return { ...object, version_label: versionLabel, redcap_version: version, sha256, size };
  } finally {
    archive.close();
  }
}

async function download(source: BundleEvent["source"], file: string, services: Services): Promise<number> {
  const { limits, signal } = services;
  if (source.kind === "s3") {
    return downloadFromS3(services.s3(source.region ?? undefined), source, limits.archiveBytes, file, signal);
  }
  const arn = source.credentials_secret_arn;
  const credentials = await readCredentials(services.secretsManager(arn.split(":")[3]), arn, signal);
  const endpoint = source.endpoint ?? COMMUNITY_ENDPOINT;
  const { version } = source;
  return downloadFromCommunity(
    { endpoint, version, credentials, maxBytes: limits.archiveBytes, signal },
    file,
  );
}

/** Runs the steps with a log line each, and names the step in which time ran out. */
function steps({ log, signal }: Services) {
  return async <T>(name: string, run: () => Promise<T>): Promise<T> => {
    const start = Date.now();
    try {
      const result = await run();
      log("info", name, { milliseconds: Date.now() - start, ...facts(result) });
      return result;
    } catch (error) {
      if (!signal.aborted) throw error;
      throw new BundlerError(
        `Time ran out during the step "${name}". Give the function more time or more memory (CPU).`,
      );
    }
  };
}

/** The plain values of a step's result: sizes, hashes, counts. */
function facts(result: unknown): Record<string, unknown> {
  if (Array.isArray(result)) return { files: result.length };
  return Object.fromEntries(
    Object.entries(result ?? {})
      .filter(([, value]) => typeof value !== "function")
      .map(([key, value]) => (Array.isArray(value) ? [key, value.length] : [key, value])),
  );
}
