import * as fs from "node:fs";
import * as path from "node:path";
import type { Review } from "../../review/types";
import { reviewPlan } from "../review";
import { terraformEnvironment } from "../terraform";
import { type Binding } from "./binding";
import { planWithoutAccount } from "./offline";
import { planReal } from "./real";
import { verifyRenames } from "./verify-renames";

export interface PlanOptions {
  readonly environment: string;
  readonly offline: boolean;
  /** Where the plan and its reports go. */
  readonly out: string;
  /** What synth writes: `terraform`. */
  readonly outdir: string;
  readonly root: string;
}

/** Plans an environment and reviews the plan. */
export async function planAndReview({
  environment,
  offline,
  out,
  outdir,
  root,
}: PlanOptions): Promise<Review> {
  const cwd = path.join(outdir, "envs", environment);
  if (offline) {
    const { folder, commit, notes } = await planWithoutAccount(environment, outdir, root, out);
    return reviewed(environment, cwd, root, folder.json, { bound: { offline, commit }, notes }, out);
  }
  const env = await terraformEnvironment({ linkInto: cwd });
  const { folder, binding } = await planReal({ environment, cwd, root, env, out });
  const context = contextOf(binding);
  const review = await reviewed(environment, cwd, root, folder.json, context, out);
  if (review.renames.length === 0) return review;
  const verdicts = await verifyRenames(review.renames, cwd, env);
  const verified = (rename: { from: string; to: string }): boolean | undefined =>
    verdicts[review.renames.findIndex(({ from, to }) => from === rename.from && to === rename.to)];
  return reviewed(environment, cwd, root, folder.json, { ...context, verified }, out);
}

/** The review of a plan that was made before, with the approvals of now. */
export function reviewAgain(
  options: Omit<PlanOptions, "offline">,
  json: string,
  binding: Binding,
): Promise<Review> {
  const { environment, outdir, root, out } = options;
  return reviewed(environment, path.join(outdir, "envs", environment), root, json, contextOf(binding), out);
}

const contextOf = ({ commit, dirty, state }: Binding) => ({
  bound: { offline: false, commit, ...(state ? { stateSerial: state.serial } : {}) },
  notes: dirty ? ["Planned from sources that are not committed: npm run apply will refuse this plan."] : [],
});

/** Approvals of an environment: `approvals/prod.yaml`. */
export const approvalsOf = (root: string, environment: string): string =>
  path.join(root, "approvals", `${environment}.yaml`);

const reviewed = (
  title: string,
  cwd: string,
  root: string,
  json: string,
  context: NonNullable<Parameters<typeof reviewPlan>[0]["context"]>,
  out: string,
): Promise<Review> =>
  reviewPlan({
    plan: fs.readFileSync(json, "utf8"),
    title,
    root: cwd,
    relativeTo: root,
    approvals: approvalsOf(root, title),
    out,
    context,
  });
