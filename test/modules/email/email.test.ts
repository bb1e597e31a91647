import { Email } from "../../../modules/email";
import { synthesize } from "../synthesis";
import { checkedAtSynth } from "../inputs";
import * as cases from "./cases";

const { resource, output, locals, ...rest } = synthesize(Email);
const { moved, check } = rest as unknown as {
  moved: object[];
  check: Record<string, { assert: { condition: string }[] }>;
};
const block = (type: string, name: string) => resource[type]![name]!;

checkedAtSynth(Email, cases);

describe("sending", () => {
  test("mail goes over TLS or not at all, signed with 2048 bits", () => {
    expect(block("aws_sesv2_configuration_set", "this")).toMatchObject({
      delivery_options: { tls_policy: "REQUIRE" },
      suppression_options: { suppressed_reasons: ["BOUNCE", "COMPLAINT"] },
      reputation_options: { reputation_metrics_enabled: true },
    });
    expect(block("aws_sesv2_email_identity", "domain")).toMatchObject({
      configuration_set_name: "${aws_sesv2_configuration_set.this.configuration_set_name}",
      dkim_signing_attributes: { next_signing_key_length: "RSA_2048_BIT" },
    });
  });

  test("the credential exists with smtp only, and only in Secrets Manager", () => {
    const parts = [
      ["aws_iam_user", "smtp"],
      ["aws_iam_user_policy", "smtp_send"],
      ["aws_secretsmanager_secret", "smtp_secret"],
      ["aws_secretsmanager_secret_version", "smtp_secret_value"],
    ] as const;
    for (const [type, name] of parts) {
      expect(block(type, name)["count"]).toBe('${var.transport == "smtp" ? 1 : 0}');
    }
    expect(block("aws_iam_access_key", "smtp_key")["for_each"]).toContain('in var.transport == "smtp" ? (');
    expect(block("aws_secretsmanager_secret_version", "smtp_secret_value")).not.toHaveProperty(
      "secret_string",
    );
    expect(JSON.stringify(output)).not.toMatch(/ses_smtp_password|aws_iam_access_key/);
  });
});

test("the access key keeps its address from before there were generations, and its age is told by a plan and, with a reminder, to a topic", () => {
  expect(moved).toEqual([{ from: "aws_iam_access_key.smtp_key[0]", to: 'aws_iam_access_key.smtp_key["1"]' }]);
  expect(check["access_key_age"]!.assert[0]!.condition).toContain('"9480h"');
  for (const type of ["aws_cloudwatch_event_rule", "aws_cloudwatch_event_target"])
    expect(block(type, "access_key_age")["count"]).toBe(
      '${var.transport == "smtp" && var.access_key.reminder != null ? 1 : 0}',
    );
});

test("only SES, for this configuration set, may publish to the topic, which is encrypted", () => {
  expect(block("aws_sns_topic", "events")["kms_master_key_id"]).toBe("${var.kms_key_arn}");
  expect(block("aws_sns_topic_policy", "events_access")["policy"]).toContain("local.events_statements");
  const statements = locals["events_statements"] as { Effect: string }[];
  expect(statements.filter(({ Effect }) => Effect === "Allow")).toEqual([
    {
      Sid: "EventsOfThisConfigurationSet",
      Effect: "Allow",
      Principal: { Service: "ses.amazonaws.com" },
      Action: "sns:Publish",
      Resource: "${aws_sns_topic.events.arn}",
      Condition: {
        StringEquals: {
          "aws:SourceAccount": "${terraform_data.here.input.account}",
          "aws:SourceArn": "${aws_sesv2_configuration_set.this.arn}",
        },
      },
    },
  ]);
});

test("the credential's names are free in another region, and again after it was deleted", () => {
  expect(block("aws_iam_user", "smtp")["name"]).toBe("${var.name}-${terraform_data.here.input.region}-smtp");
  const secret = block("aws_secretsmanager_secret", "smtp_secret");
  expect(secret).not.toHaveProperty("name");
  expect(secret["name_prefix"]).toBe("${var.name}-smtp-");
});

test("whether records are made depends on the zone's object, not on its ID", () => {
  expect(block("aws_route53_record", "domain_records")).toEqual({
    zone_id: "${try(var.zone.id, null)}",
    name: "${each.value.name}",
    type: "${each.value.type}",
    ttl: 1800,
    records: "${each.value.values}",
    for_each: "${{for key, record in local.wanted_records : key => record if var.zone != null}}",
  });
});

test("the return path waits for its records", () => {
  expect(block("aws_sesv2_email_identity_mail_from_attributes", "return_path")["depends_on"]).toEqual([
    "aws_route53_record.domain_records",
  ]);
});
