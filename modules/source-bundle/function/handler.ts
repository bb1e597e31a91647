import { tmpdir } from "node:os";
import { join } from "node:path";
import { build, type BundleResult } from "./build";
import { patientClients } from "./clients";
import { COMMUNITY_ENDPOINT } from "./community";
import { reason } from "./errors";
import { parseEvent } from "./event";
import { DEFAULT_LIMITS } from "./limits";
import { logToStdout as log } from "./log";

/** Time kept for reporting what went wrong, in milliseconds: Lambda itself only reports a timeout. */
const RESERVE = 10_000;

/**
 * The Lambda's entry, invoked by Terraform. Builds the Elastic Beanstalk source bundle of REDCap and returns where it is
 * and what it holds. The platform's files are next to the code.
 */
export async function handler(
  input: unknown,
  context: { getRemainingTimeInMillis(): number },
): Promise<BundleResult> {
  try {
    const signal = AbortSignal.timeout(Math.max(context.getRemainingTimeInMillis() - RESERVE, 1));
    const result = await build(parseEvent(input), {
      ...patientClients({ signal, log }),
      communityEndpoint: COMMUNITY_ENDPOINT,
      platformFolder: join(__dirname, "platform"),
      workFolder: tmpdir(),
      limits: DEFAULT_LIMITS,
      signal,
      log,
    });
    log("info", "bundle ready", { ...result });
    return result;
  } catch (error) {
    log("error", reason(error));
    throw error;
  }
}
