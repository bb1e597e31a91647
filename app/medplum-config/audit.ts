import type { ConfigDraft } from "./config-draft";

/** The account's trail and its alarms, or the alarms alone on a log group that a trail already fills. */
export function audit(draft: ConfigDraft): void {
  const alarms = draft.get("cloudTrailAlarms");
  if (alarms === undefined) return;
  draft.object("auditTrail");
  draft.trace("medplum.auditTrail", "cloudTrailAlarms");
  const create = draft.plain("cloudTrailAlarms.logGroupCreate", alarms.logGroupCreate) === true;
  draft.input(
    create ? "auditTrail.logGroupName" : "auditTrail.existingLogGroup.name",
    alarms.logGroupName,
    "cloudTrailAlarms.logGroupName",
  );
  draft.input("auditTrail.existingTopic.arn", alarms.snsTopicArn, "cloudTrailAlarms.snsTopicArn");
  if (alarms.snsTopicName !== undefined)
    draft.note(
      "cloudTrailAlarms.snsTopicName",
      "has no effect: without snsTopicArn the alarms notify the topic of all other alarms, the output alarm_topic_arn.",
    );
  draft.note(
    "cloudTrailAlarms",
    create
      ? "also records the objects of the files' and the state's buckets. Other than with Medplum's CDK the alarms can trigger: expect mail " +
          "after deployments."
      : "the trail that fills the log group stays as it is. Other than with Medplum's CDK the alarms can trigger: expect mail after deployments.",
  );
}
