import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import {
  type CloudFrontClient,
  CreateInvalidationCommand,
  GetInvalidationCommand,
} from "@aws-sdk/client-cloudfront";
import { invalidationPaths } from "./plan";

/** CloudFront usually takes seconds, and minutes when it is busy. */
const LONGEST_MS = 15 * 60_000;
const LONGEST_PAUSE_MS = 10_000;

/** Makes CloudFront forget objects, and waits until it has. */
export async function invalidate(
  cloudFront: CloudFrontClient,
  distributionId: string,
  keys: readonly string[],
  print: (line: string) => void,
): Promise<void> {
  const Items = invalidationPaths(keys);
  const { Invalidation } = await cloudFront.send(
    new CreateInvalidationCommand({
      DistributionId: distributionId,
      InvalidationBatch: { CallerReference: randomUUID(), Paths: { Quantity: Items.length, Items } },
    }),
  );
  const Id = Invalidation!.Id!;
  const started = Date.now();
  print(`  Invalidation ${Id}: ${Items.join(" ")}`);
  let status = Invalidation!.Status;
  let pause = 500;
  while (status !== "Completed") {
    if (Date.now() - started > LONGEST_MS)
      throw new Error(
        `CloudFront has not finished the invalidation ${Id} of ${distributionId} after ${LONGEST_MS / 60_000} minutes. The files are ` +
          "uploaded; run the command again, which invalidates once more and waits.",
      );
    pause = Math.min(2 * pause, LONGEST_PAUSE_MS);
    await sleep(pause);
    const answer = await cloudFront.send(new GetInvalidationCommand({ DistributionId: distributionId, Id }));
    status = answer.Invalidation!.Status;
    print(`  Invalidation ${Id}: ${status} after ${Math.round((Date.now() - started) / 1000)} s`);
  }
}
