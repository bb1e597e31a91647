import { Email } from "../../../modules/email";
import { synthesize } from "../synthesis";
import { accepted, refused } from "./cases";

const { resource, output } = synthesize(Email);
const block = (type: string, name: string) => resource[type]![name]!;

describe("inputs", () => {
  test.each(Object.entries(accepted))("%s: accepted", (_, inputs) => {
    expect(Email.problems(inputs, "")).toEqual([]);
  });

  test.each(Object.entries(refused))("%s: refused, with a reason", (_, [inputs, reason]) => {
    expect(Email.problems(inputs, "").join("\n")).toMatch(reason);
  });
});

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
      ["aws_iam_access_key", "smtp_key"],
      ["aws_secretsmanager_secret", "smtp_secret"],
      ["aws_secretsmanager_secret_version", "smtp_secret_value"],
    ] as const;
    for (const [type, name] of parts) {
      expect(block(type, name)["count"]).toBe('${var.transport == "smtp" ? 1 : 0}');
    }
    expect(block("aws_secretsmanager_secret_version", "smtp_secret_value")).not.toHaveProperty(
      "secret_string",
    );
    expect(JSON.stringify(output)).not.toMatch(/ses_smtp_password|aws_iam_access_key/);
  });
});

test("only SES, for this configuration set, may publish to the topic, which is encrypted", () => {
  expect(block("aws_sns_topic", "events")["kms_master_key_id"]).toBe("${var.kms_key_arn}");
  const access = block("aws_sns_topic_policy", "events_access")["policy"] as string;
  expect(access).toContain('"Service" = "ses.amazonaws.com"');
  expect(access).toContain('"aws:SourceArn" = aws_sesv2_configuration_set.this.arn');
  expect(access.match(/"Effect" = "Allow"/g)).toHaveLength(1);
});

test("the credential's names are free in another region, and again after it was deleted", () => {
  expect(block("aws_iam_user", "smtp")["name"]).toBe("${var.name}-${data.aws_region.current.name}-smtp");
  const secret = block("aws_secretsmanager_secret", "smtp_secret");
  expect(secret).not.toHaveProperty("name");
  expect(secret["name_prefix"]).toBe("${var.name}-smtp-");
});

test("the return path waits for its records", () => {
  expect(block("aws_sesv2_email_identity_mail_from_attributes", "return_path")["depends_on"]).toEqual([
    "aws_route53_record.domain_records",
  ]);
});
