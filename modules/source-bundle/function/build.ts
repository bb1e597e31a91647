import { mkdtemp, rm } from "node:fs/promises";
import { join } from "node:path";
import type { S3Client } from "@aws-sdk/client-s3";
import type { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { redcapVersion } from "./application";
import { openArchive } from "./archive";
import { type BundleEntry, folderEntries } from "./bundle-entry";
import { downloadFromCommunity, readCredentials } from "./community";
import { checkSha256 } from "./checksum";
import { BundlerError } from "./errors";
import type { BundleEvent } from "./event";
import { layer } from "./layers";
import type { Limits } from "./limits";
import type { Log } from "./log";
import { overlayEntries } from "./overlay";
import { checkWriters } from "./overlay-writers";
import { pack } from "./pack";
import { type PhpSupport, phpSupportOf } from "../php-versions";
import { platformVersion, readPlatformFiles } from "./platform-files";
import { bundleKey, findPrevious, previousEntries } from "./previous";
import { publish } from "./publish";
import { downloadFromS3 } from "./s3-source";

/** What Terraform gets back. */
export interface BundleResult {
  bucket: string;
  key: string;
  /** For the Elastic Beanstalk application version: redcap-16.0.18-0123456789ab. The same contents give the same label. */
  version_label: string;
  redcap_version: string;
  /** Whose folder the bundle also holds, so that REDCap runs until its tables are upgraded. Empty where there is none. */
  previous_version: string;
  /** By PHP version: whether this REDCap runs on it, as far as that is publicly known. */
  php: Record<string, PhpSupport>;
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
  /** Where the login is sent, and nowhere else: part of the function, never of its event. */
  readonly communityEndpoint: string;
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
  await checkSha256(zip, name, source.sha256);
  const archive = await step("check the zip", () => openArchive(zip, name, limits));
  const opened = [archive];
  try {
    const requested = source.kind === "community" ? source.version : "latest";
    const paths = archive.entries.map(({ path }) => path);
    const version = redcapVersion(paths, name, requested);
    const previous = await step("look for the previous version", () =>
      findPrevious(services.s3(undefined), target.bucket, version, event.previous_version, signal),
    );
    const kept = previous
      ? await step("take the previous version over", () => previousEntries(previous, folder, services))
      : undefined;
    if (kept) opened.push(kept);
    const overlay = await overlayOf(event, services, step);
    const platform = folderEntries(services.platformFolder);
    const entries = layer({ previous: kept?.entries ?? [], application: archive.entries, platform, overlay });
    const packed = await step("write the bundle", () => pack(entries, bundle, limits, signal));

    const versionLabel = `redcap-${version}-${packed.contentHash.slice(0, 12)}`;
    const object = { bucket: target.bucket, key: bundleKey(versionLabel) };
    const { sha256, size } = await step("upload the bundle", () =>
      publish(services.s3(undefined), bundle, object, packed, signal),
    );
    return {
      ...object,
      version_label: versionLabel,
      redcap_version: version,
      previous_version: previous?.version ?? "",
      php: phpSupportOf(version),
      sha256,
      size,
    };
  } finally {
    for (const each of opened) each.close();
  }
}

/** The operator's files, where nobody but the operator can have put them. */
async function overlayOf({ overlay }: BundleEvent, services: Services, step: Step): Promise<BundleEntry[]> {
  if (!overlay) return [];
  const client = services.s3(undefined);
  await step("check who may write the overlay", () => checkWriters(client, overlay, services.signal));
  return step("list the overlay", () => overlayEntries(client, overlay, services.signal));
}

async function download(source: BundleEvent["source"], file: string, services: Services): Promise<number> {
  const { limits, signal } = services;
  if (source.kind === "s3") {
    return downloadFromS3(services.s3(source.region ?? undefined), source, limits.archiveBytes, file, signal);
  }
  const arn = source.credentials_secret_arn;
  const credentials = await readCredentials(services.secretsManager(arn.split(":")[3]), arn, signal);
  const { version } = source;
  const endpoint = services.communityEndpoint;
  return downloadFromCommunity(
    { endpoint, version, credentials, maxBytes: limits.archiveBytes, signal },
    file,
  );
}

type Step = <T>(name: string, run: () => Promise<T>) => Promise<T>;

/** Runs the steps with a log line each, and names the step in which time ran out. */
function steps({ log, signal }: Services): Step {
  return async (name, run) => {
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
