import { S3Backend } from "cdktf";
import type { NamedStack } from "../lib/stack";
import { LOGS_SUFFIX } from "../modules/state-backend/inputs";
import { backendAccess } from "./access";
import { type Settings, stateBucket } from "./settings";

/** The S3 backend of an environment, under a key of the state bucket. */
export function addBackend(stack: NamedStack, settings: Settings, key: string): void {
  const { state } = settings;
  const { bucket, region, lockTable } = stateLocation(settings);
  new S3Backend(stack, {
    bucket,
    region,
    key,
    workspaceKeyPrefix: "envs",
    dynamodbTable: state.lock === "s3" ? undefined : lockTable,
    encrypt: state.kmsKeyArn ? true : undefined,
    kmsKeyId: state.kmsKeyArn,
    allowedAccountIds: [settings.account],
    ...backendAccess(settings),
  });
  // CDKTF 0.21 does not know the lock file.
  if (state.lock !== "dynamodb") stack.addOverride("terraform.backend.s3.use_lockfile", true);
}

/** Bucket, region, lock table and log bucket of an environment's state; the bootstrap command makes what this names. */
export function stateLocation(settings: Settings) {
  const { state } = settings;
  const bucket = stateBucket(settings);
  return {
    bucket,
    region: state.region ?? settings.region,
    lockTable: state.lockTable ?? `${bucket}-locks`,
    logs: state.existingLogBucket
      ? { name: state.existingLogBucket.name, own: false }
      : { name: state.logBucket.bucketName ?? `${bucket}${LOGS_SUFFIX}`, own: true },
  };
}
