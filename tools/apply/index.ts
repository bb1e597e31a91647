import * as path from "node:path";
import type { Review } from "../../review/types";
import { reviewAgain } from "../plan";
import { hashOf, readBinding, refusals } from "../plan/binding";
import { commitOf } from "../plan/commit";
import { planFolder } from "../plan/folder";
import { stateOf } from "../plan/real";
import { runTerraform } from "../terraform";

export interface ApplyOptions {
  readonly environment: string;
  readonly outdir: string;
  readonly root: string;
  /** The folder of the plan. */
  readonly out: string;
  /** Environment variables for Terraform (from terraformEnvironment). */
  readonly env: NodeJS.ProcessEnv;
}

/** Applies the plan in a folder, if everything is still as it was planned and the review lets it through. Throws with every reason against it. */
export async function applyReviewed(options: ApplyOptions): Promise<Review> {
  const { environment, outdir, root, out, env } = options;
  const cwd = path.join(outdir, "envs", environment);
  const folder = planFolder(out);
  const planned = readBinding(folder);
  await runTerraform(["init"], { cwd, env });
  const reasons = refusals(planned, {
    environment,
    ...commitOf(root),
    planHash: hashOf(folder.saved),
    jsonHash: hashOf(folder.json),
    state: await stateOf(cwd, env),
  });
  const review = await reviewAgain(options, folder.json, planned);
  const { exitCode, words } = review.verdict;
  if (exitCode !== 0 && exitCode !== 2) reasons.push(`its review says: ${words}`);
  if (reasons.length > 0)
    throw new Error(
      [
        `The plan in ${out} is not applied:`,
        ...reasons.map((reason) => `- ${reason}`),
        "Plan again, and have it reviewed.",
      ].join("\n"),
    );
  await runTerraform(["apply", "-lock-timeout=60s", folder.saved], { cwd, env, stream: true });
  return review;
}
