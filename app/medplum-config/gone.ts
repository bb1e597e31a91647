import type { ConfigDraft } from "./config-draft";
import type { Key } from "./keys";

const ownLogBucket =
  "has no counterpart: access logs go to a bucket of their own, the output log_bucket_name.";
const noDefinitions =
  "has no counterpart: no bucket has ClamAV's definitions, which its tasks load themselves.";
const withoutPrefix = "has no counterpart: access logs have a bucket of their own.";

/** What is made in another way here, or not needed: a sentence for each key. */
const unneeded: Partial<Record<Key, string>> = {
  stackName: "has no counterpart: there is no CloudFormation stack, and names come from name.",
  baseUrl: "has no effect: the server's address comes from apiDomainName.",
  loadBalancerLoggingEnabled: "has no effect, as in Medplum's CDK: access logs are always kept.",
  loadBalancerLoggingBucket: ownLogBucket,
  loadBalancerLoggingPrefix: withoutPrefix,
  appLoggingBucket: ownLogBucket,
  appLoggingPrefix: withoutPrefix,
  storageLoggingBucket: ownLogBucket,
  storageLoggingPrefix: withoutPrefix,
  wafLogGroupName:
    "has no counterpart: each web ACL logs to an encrypted log group of its own, aws-waf-logs-<its name>; what a group has so far stays there.",
  wafLogGroupCreate: "has no counterpart: each web ACL has a log group of its own.",
  clamscanLoggingBucket: noDefinitions,
  clamscanLoggingPrefix: noDefinitions,
};

/** Says what became of keys that set no input. */
export function gone(draft: ConfigDraft): void {
  for (const [key, text] of Object.entries(unneeded) as [Key, string][])
    if (draft.get(key) !== undefined) draft.note(key, text);
}

/** Settings of the server that the file has. */
export function settings(draft: ConfigDraft): void {
  const bullmq = draft.get("workers")?.bullmq;
  const values = {
    ...(draft.get("blockedEmailDomains") !== undefined && {
      blockedEmailDomains: draft.get("blockedEmailDomains"),
    }),
    ...(bullmq !== undefined && { "workers.bullmq": JSON.stringify(bullmq) }),
  };
  if (Object.keys(values).length === 0) return;
  draft.input("settings", values, "blockedEmailDomains");
  draft.trace("medplum.settings.blockedEmailDomains", "blockedEmailDomains");
  draft.trace("medplum.settings.workers.bullmq", "workers.bullmq");
}
