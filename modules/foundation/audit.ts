import type { AwsContext } from "../../lib/aws/context";
import { type Expression, tf } from "../../lib/expression";
import { local } from "../../lib/local";
import type { ModuleStack } from "../../lib/stack";
import { AuditTrail } from "../audit-trail";
import { auditPart } from "./audit-inputs";
import type { FoundationInputs } from "./inputs";

/** What the trail needs of an application. */
interface Audited {
  readonly kmsKeyArn: Expression;
  readonly logBucketName: Expression;
  readonly filesBucketArn: Expression;
  /** Topic of the application's alarms. */
  readonly topicArn: Expression;
}

/** The trails, none or one, that an application's key and log bucket must admit before there are any: names determine their ARNs. */
export function trailsOf(
  module: ModuleStack,
  aws: AwsContext,
  { name, auditTrail }: FoundationInputs,
): Expression {
  return local(
    module,
    "trails",
    tf`${ownTrail(auditTrail)} ? { audit = ${aws.arn("cloudtrail", `trail/${name}`)} } : {}`,
  );
}

/** The account's audit trail, if this application has it; returns the trail's ARN. */
export function auditTrail(
  module: ModuleStack,
  aws: AwsContext,
  input: FoundationInputs,
  audited: Audited,
): Expression {
  const { name, auditTrail: settings } = input;
  const { kmsKeyArn, logBucketName, filesBucketArn, topicArn } = audited;
  const { dataEventBuckets, stateBucket, existingTopic } = settings.orNull;
  const own = ownTrail(settings);
  const state = local(
    module,
    "recorded_state",
    tf`{for name in ${stateBucket}[*].name : "state" => join("", [${`arn:${aws.partition}:s3:::`}, name])}`,
  );
  const recorded = local(
    module,
    "recorded_buckets",
    tf`merge({ files = ${filesBucketArn} }, ${state}, ${dataEventBuckets})`,
  );
  const trail = new AuditTrail(
    module,
    "audit_trail",
    {
      ...auditPart.from(settings.orNull),
      name,
      kmsKeyArn,
      forceDestroy: input.forceDestroy.given,
      bucket: tf`${own} ? { name = ${logBucketName} } : null`,
      dataEventBuckets: tf`{for name, arn in ${recorded} : name => arn if ${own}}`,
      existingTopic: tf`${existingTopic} == null ? { arn = ${topicArn} } : ${existingTopic}`,
    },
    { when: settings.given },
  );
  return tf`one(${trail.outputs.trailArn}[*])`;
}

/** Whether there is a trail of its own, not only alarms on that of others. */
const ownTrail = (settings: FoundationInputs["auditTrail"]): Expression =>
  tf`${settings.given} && ${settings.orNull.existingLogGroup} == null`;
