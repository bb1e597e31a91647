import type { AwsContext } from "../../lib/aws/context";
import { type Expression, tf } from "../../lib/expression";
import { local } from "../../lib/local";
import type { ModuleStack } from "../../lib/stack";
import { REPLICATION_RULE } from "../file-storage/replication";
import { type AlarmGroup, alarmsWhen, replicationAlarms } from "../monitoring/presets";

interface Replication {
  readonly given: Expression;
  readonly orNull: { readonly bucketArn: string };
}

/** Alarms of the files' copies in a second bucket, if there are any. */
export function filesAlarms(
  module: ModuleStack,
  aws: AwsContext,
  bucketArn: Expression,
  { given, orNull }: Replication,
): Readonly<Record<string, AlarmGroup>> {
  const nameOf = (arn: Expression) => tf`split(":::", ${arn})[1]`.string;
  // From the ARN: the bucket's name waits for its policy, whose gate waits for the scan, which notifies the topic of these alarms.
  const buckets = local(module, "replicated_buckets", {
    source: nameOf(bucketArn),
    // Computed without copies, too, and left out afterwards.
    destination: nameOf(tf`coalesce(${orNull.bucketArn}, ${`arn:${aws.partition}:s3:::none`})`),
  });
  return {
    files: alarmsWhen(
      given,
      replicationAlarms({
        sourceBucket: tf`${buckets}.source`,
        destinationBucket: tf`${buckets}.destination`,
        ruleId: REPLICATION_RULE,
      }),
    ),
  };
}
