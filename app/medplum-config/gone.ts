import type { ConfigDraft } from "./config-draft";
import type { Key } from "./keys";

const ownLogBucket =
  "has no counterpart: access logs go to a bucket of their own, the output log_bucket_name.";
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
};

/** Parts that this project does not have yet. */
const later: Partial<Record<Key, string>> = {
  clamscanLoggingBucket: "the malware scan comes with a later version",
  clamscanLoggingPrefix: "the malware scan comes with a later version",
  guardDutyMalwareProtectionOnDemandOnly: "the malware scan comes with a later version",
};

/** Those whose absence leaves something unprotected that the file protects. */
const unprotected: Partial<Record<Key, string>> = {
  clamscanEnabled: "the malware scan comes with a later version; until then files are not scanned",
  guardDutyMalwareProtectionEnabled:
    "the malware scan comes with a later version; until then files are not scanned",
};

/** Says what became of keys that set no input. */
export function gone(draft: ConfigDraft): void {
  const given = (of: Partial<Record<Key, string>>) =>
    (Object.entries(of) as [Key, string][]).filter(([key]) => draft.get(key) !== undefined);
  for (const [key, text] of given(unneeded)) draft.note(key, text);
  for (const [key, why] of given(later)) draft.note(key, `has no counterpart yet: ${why}.`);
  for (const [key, why] of given(unprotected)) {
    const text = `has no counterpart yet: ${why}.`;
    if (draft.get(key) === false) draft.note(key, text);
    else draft.warn(key, text);
  }
  if (draft.get("clamscanEnabled") === true && draft.get("guardDutyMalwareProtectionEnabled") === true)
    draft.refuse(
      "clamscanEnabled",
      "must not be true with guardDutyMalwareProtectionEnabled: choose one of them",
    );
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
