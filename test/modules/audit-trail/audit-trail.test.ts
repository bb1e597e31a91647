import { AuditTrail } from "../../../modules/audit-trail";
import { cisAlarms } from "../../../modules/audit-trail/cis";
import { checkedAtSynth } from "../inputs";
import { synthesize } from "../synthesis";
import * as cases from "./cases";

const { resource, module: called, locals } = synthesize(AuditTrail);
const block = (type: string, name: string) => resource[type]![name]!;

checkedAtSynth(AuditTrail, cases);

test("what the module monitoring refuses is said at synth", () => {
  const inputs = {
    ...cases.accepted["the least that is needed"],
    existingTopic: { arn: "arn:aws:sns:us-east-1:123456789012:security" },
    subscriptions: { me: { protocol: "email", endpoint: "me@example.edu" } },
  };
  expect(AuditTrail.problems(inputs, "")).toEqual([
    expect.stringMatching(/^subscriptions must be empty with existingTopic/),
  ]);
});

const here = (attribute: string) => `\${terraform_data.here.input.${attribute}}`;

test("the trail is validated, encrypted, and starts once it may write to its log group", () => {
  expect(block("aws_cloudtrail", "this")).toMatchObject({
    enable_log_file_validation: true,
    include_global_service_events: true,
    kms_key_id: "${var.kms_key_arn}",
    depends_on: ["aws_iam_role_policy.delivery_rights"],
  });
});

test("CloudTrail may write to its own streams of its own log group, and nothing else", () => {
  const group = `arn:${here("partition")}:logs:${here("region")}:${here("account")}:log-group:\${local.log_group_name}`;
  expect(locals["delivery_statements"]).toEqual([
    {
      Sid: "StreamsOfTheTrail",
      Effect: "Allow",
      Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
      Resource: `${group}:log-stream:${here("account")}_CloudTrail_${here("region")}*`,
    },
  ]);
});

test("the role's trust has no condition on the trail, which CloudTrail does not name there", () => {
  const trust = String(block("aws_iam_role", "delivery")["assume_role_policy"]);
  expect(trust).toContain('"Service" = "cloudtrail.amazonaws.com"');
  expect(trust).not.toContain("Condition");
});

test("its own bucket admits this trail and no other source", () => {
  expect(called["log_files"]).toMatchObject({
    sources: [],
    trails: {
      this: `arn:${here("partition")}:cloudtrail:${here("region")}:${here("account")}:trail/\${var.name}`,
    },
  });
});

test("there are the fifteen alarms of CIS, each with a pattern that CloudWatch Logs takes and a text that fits", () => {
  const alarms = Object.values(cisAlarms);
  expect(alarms).toHaveLength(15);
  for (const { pattern, description, runbook } of alarms) {
    expect(pattern.length).toBeLessThanOrEqual(1024);
    expect(description.length + runbook.length + 2).toBeLessThanOrEqual(1024);
  }
  const recommendations = Array.from({ length: 15 }, (_, i) => `4.${i + 1}`);
  expect(alarms.map(({ cis }) => cis)).toEqual(recommendations);
  const controls = alarms.flatMap((alarm) => ("control" in alarm ? [alarm.control] : []));
  expect(new Set(controls)).toEqual(new Set(Array.from({ length: 14 }, (_, i) => `CloudWatch.${i + 1}`)));
});
