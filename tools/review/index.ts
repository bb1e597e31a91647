import * as path from "node:path";
import { readPlan } from "../../plan/read";
import { review, type ReviewContext } from "../../review";
import type { Review } from "../../review/types";
import { readApprovals } from "./approvals";
import { writeReports } from "./reports";
import { readSources } from "./sources";

export interface ReviewRequest {
  /** What `terraform show -json` has written. */
  readonly plan: string;
  readonly title: string;
  /** The folder of the root module. Default: expressions are read as far as the plan has them. */
  readonly root?: string;
  /** Where names of files in the review begin. */
  readonly relativeTo: string;
  /** The YAML file of approvals. Default: none. */
  readonly approvals?: string;
  /** Where the reports go. Default: nowhere. */
  readonly out?: string;
  readonly context?: Pick<ReviewContext, "bound" | "notes" | "constructs" | "policy" | "verified">;
}

/** Reviews a plan, and writes the reports. Throws an `UnreadablePlan` for what is no plan. */
export async function reviewPlan(request: ReviewRequest): Promise<Review> {
  const { plan, title, root, relativeTo, approvals, out, context } = request;
  const read = readPlan(plan);
  const tree = root === undefined ? undefined : await readSources(path.resolve(root), relativeTo);
  const result = await review(read, {
    ...context,
    title,
    sources: tree?.sources,
    approvals: approvals === undefined ? [] : readApprovals(approvals),
    today: new Date().toISOString().slice(0, 10),
    notes: [...(context?.notes ?? []), ...(tree?.problems ?? [])],
  });
  if (out !== undefined) writeReports(result, out);
  return result;
}
