import type { CloudFrontClient } from "@aws-sdk/client-cloudfront";
import { megabytes, progressOf } from "../support/progress";
import type { AppBucket } from "./bucket";
import { invalidate } from "./invalidation";
import { type Plan, stages, tags } from "./plan";
import type { Target } from "./target";

interface Run {
  readonly bucket: AppBucket;
  readonly cloudFront: CloudFrontClient;
  readonly target: Target;
  readonly print: (line: string) => void;
  readonly now: Date;
}

/**
 * Does what the plan says, in an order that is sound whenever it is interrupted: a page is uploaded after what it loads, an object is
 * marked before CloudFront forgets its earlier content, and the next run goes on from the marks.
 */
export async function carryOut(plan: Plan, { bucket, cloudFront, target, print, now }: Run): Promise<void> {
  const without = (own: Readonly<Record<string, string>>, name: string) =>
    Object.fromEntries(Object.entries(own).filter(([key]) => key !== name));
  await bucket.tag(
    plan.usedAgain.map(({ key, tags: own }) => ({ key, tags: without(own, tags.unusedSince) })),
  );
  const bytes = plan.upload.reduce((sum, { data }) => sum + data.length, 0);
  const progress = progressOf("Uploaded", { files: plan.upload.length, bytes }, print);
  const pending = { [tags.invalidation]: "pending" };
  for (const stage of stages(plan.upload)) {
    await bucket.upload(
      stage,
      ({ key }) => (plan.replaced.has(key) ? pending : {}),
      ({ data }) => progress.done(data.length),
    );
  }
  if (plan.invalidate.length > 0) {
    await invalidate(cloudFront, target.distributionId, plan.invalidate, print);
    await bucket.tag(plan.invalidate.map((key) => ({ key, tags: {} })));
  }
  await bucket.tag(
    plan.newlyUnused.map(({ key, tags: own }) => ({
      key,
      tags: { ...own, [tags.unusedSince]: now.toISOString() },
    })),
  );
  await bucket.remove(plan.remove);
}

/** What a plan is, line by line. */
export function describe(
  plan: Plan,
  { dryRun, keepDays }: { readonly dryRun: boolean; readonly keepDays: number },
): string[] {
  const files = (count: number): string => `${count} ${count === 1 ? "file" : "files"}`;
  const lines = plan.warnings.map((text) => `warning: ${text}`);
  if (dryRun) {
    lines.push(
      ...plan.upload.map(
        ({ key, data, contentType, cacheControl }) =>
          `would upload ${key} (${megabytes(data.length)}, ${contentType}, ${cacheControl})`,
      ),
      ...plan.invalidate.map((key) => `would invalidate ${key}`),
      ...plan.remove.map((key) => `would remove ${key}`),
    );
  }
  lines.push(`${files(plan.upload.length)} to upload, ${files(plan.unchanged.length)} as they should be`);
  if (plan.kept.length > 0)
    lines.push(
      `${files(plan.kept.length)} of earlier releases stay until they have not been used for ${keepDays} days`,
    );
  if (plan.foreign.length > 0)
    lines.push(`Not uploaded by this command, and left alone: ${plan.foreign.join(", ")}`);
  return lines;
}
