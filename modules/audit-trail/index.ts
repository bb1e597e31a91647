import { awsContext } from "../../lib/aws/context";
import { awsProvider } from "../../lib/aws/providers";
import { requireKeyInRegion } from "../../lib/aws/same-region";
import { terraformModule } from "../../lib/module";
import { alarms } from "./alarms";
import { accountSettings, guardDuty, sessions } from "./baseline";
import { inputs, rules } from "./inputs";
import { trail } from "./trail";

/**
 * What an account must record and notice (45 CFR 164.312(b), 164.308(a)(1)(ii)(D)): a trail of all regions, the reads and writes of named
 * buckets, the fifteen alarms of the CIS benchmark, and settings of the account that are made where they are asked for.
 */
export const AuditTrail = terraformModule({
  name: "audit-trail",
  summary:
    "CloudTrail with the alarms of the CIS AWS Foundations Benchmark, and an account's security settings.",
  providers: [awsProvider],
  inputs,
  rules,
  outputs: {
    trailArn: "ARN of the trail; null with an existing log group.",
    bucketName: "Name of the bucket of the log files; null with an existing log group.",
    logGroupName: "Name of the log group of the events.",
    topicArn: "ARN of the SNS topic of the alarms.",
    alarmArns: "ARNs of the alarms by name.",
    dashboardName: "Name of the CloudWatch dashboard; null without alarms.",
    detectorId: "ID of GuardDuty's detector; null without guard_duty.",
    sessionPolicyJson:
      "IAM policy that instances need for sessions under the preferences made here; null without session_manager.",
  },
  resources(module, input) {
    requireKeyInRegion(module, "trailArn", { kms_key_arn: input.kmsKeyArn });
    const aws = awsContext(module);
    const recorded = trail(module, aws, input);
    const watched = alarms(module, input, recorded.logGroupName);
    accountSettings(module, input);
    return {
      trailArn: recorded.trailArn,
      bucketName: recorded.bucketName,
      logGroupName: recorded.logGroupName,
      topicArn: watched.topicArn,
      alarmArns: watched.alarmArns,
      dashboardName: watched.dashboardName,
      detectorId: guardDuty(module, input),
      sessionPolicyJson: sessions(module, aws, input),
    };
  },
});
