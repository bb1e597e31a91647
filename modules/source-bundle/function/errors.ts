import { isNativeError } from "node:util/types";

/** A problem that the operator can fix. Its message never contains a secret; `handler.ts` logs it and hands it to Terraform. */
export class BundlerError extends Error {
  override name = "BundlerError";
}

const LISTED = 20;

/**
 * One error for many problems: a sentence, then a line for each problem (20 at most, then how many more), then what to do.
 */
export function problems(summary: string, found: readonly string[], fix: string): BundlerError {
  const lines = found.slice(0, LISTED).map((problem) => `  - ${problem}`);
  if (found.length > LISTED) lines.push(`  - … and ${found.length - LISTED} more`);
  return new BundlerError([summary, ...lines, fix].join("\n"));
}

/** What an unknown `catch` value says about itself and its cause, on one line. */
export function reason(error: unknown): string {
  if (!isNativeError(error)) return String(error);
  const { code, message } = (error.cause ?? {}) as { code?: string; message?: string };
  const cause = message || code; // the failure of several addresses has a code only
  return `${error.name}: ${error.message}${cause ? ` (${cause})` : ""}`.replace(/\s+/g, " ");
}

/** A write that failed, in the operator's terms where the disk is full; any other error as it is. */
export function writeError(file: string, error: unknown): unknown {
  if ((error as NodeJS.ErrnoException | undefined)?.code !== "ENOSPC") return error;
  return new BundlerError(`No room for ${file}: its disk is full. Give the function more ephemeral storage.`);
}

const ADVICE: Record<string, string> = {
  NoSuchBucket: "Check the bucket's name, account and region.",
  NoSuchKey: "Check the key; it is case-sensitive and has no leading slash.",
  NotFound: "Check the bucket, the key and the version.",
  NoSuchVersion: "Check version_id, or leave it out to take the newest.",
  AccessDenied: "Allow the action in the bundler's role, the bucket's policy and the KMS key's policy.",
  AccessDeniedException:
    "Allow the action in the bundler's role, the resource's policy and the KMS key's policy.",
  PermanentRedirect:
    "The bucket is in another region: name it (redcap_source.other_region in Terraform, source.region in the event).",
  ResourceNotFoundException: "Check the ARN, and that the secret has a current value.",
  PreconditionFailed: "The file changed while the bundle was built: run the build again.",
};

/**
 * An AWS call that failed, in the operator's terms. `what` names the call and the resource, for example
 * `s3:GetObject of s3://bucket/key`.
 */
export function awsError(what: string, error: unknown): BundlerError {
  const name = isNativeError(error) ? error.name : "";
  const advice = ADVICE[name];
  return new BundlerError(`${what} failed: ${reason(error)}.${advice ? ` ${advice}` : ""}`);
}
