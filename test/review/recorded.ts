import * as fs from "node:fs";
import * as path from "node:path";
import { gunzipSync } from "node:zlib";
import { readPlan } from "../../plan/read";
import { review, type ReviewContext } from "../../review";
import type { Review } from "../../review/types";

/** The plan of a case, as `terraform show -json` has written it: each was made by a real Terraform against a local cloud. */
export const recordedPlan = (name: string): string =>
  gunzipSync(fs.readFileSync(path.join(__dirname, "plans", `${name}.json.gz`))).toString("utf8");

/** Reviews the plan of a case. */
export const reviewOf = (name: string, context: Partial<ReviewContext> = {}): Promise<Review> =>
  review(readPlan(recordedPlan(name)), { title: name, today: "2026-11-28", ...context });
