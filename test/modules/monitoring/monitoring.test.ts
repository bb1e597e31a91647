import { Monitoring } from "../../../modules/monitoring";
import { synthesize } from "../synthesis";
import { checkedAtSynth } from "../inputs";
import * as cases from "./cases";

const { resource, output, locals } = synthesize(Monitoring);
const block = (type: string, name: string) => resource[type]![name]!;

checkedAtSynth(Monitoring, cases);

test("the topic is encrypted with the caller's key", () => {
  expect(block("aws_sns_topic", "this")).toMatchObject({ kms_master_key_id: "${var.kms_key_arn}" });
});

test("only alarms, backups and budgets of this account may publish, and EventBridge where there are events", () => {
  const publish = { Effect: "Allow", Action: "sns:Publish", Resource: "${one(aws_sns_topic.this[*].arn)}" };
  const StringEquals = { "aws:SourceAccount": "${terraform_data.here.input.account}" };
  const service = (name: string) => ({ Service: `${name}.amazonaws.com` });
  const here = (attribute: string) => `\${terraform_data.here.input.${attribute}}`;
  const alarms = `arn:${here("partition")}:cloudwatch:${here("region")}:${here("account")}:alarm:*`;
  expect(locals["publishers_statements"]).toEqual([
    {
      when: true,
      statement: {
        ...publish,
        Sid: "OnlyTls",
        Effect: "Deny",
        Principal: "*",
        Condition: { Bool: { "aws:SecureTransport": "false" } },
      },
    },
    {
      when: true,
      statement: {
        ...publish,
        Sid: "AlarmsOfThisAccount",
        Principal: service("cloudwatch"),
        Condition: { StringEquals, ArnLike: { "aws:SourceArn": alarms } },
      },
    },
    {
      when: true,
      statement: {
        ...publish,
        Sid: "BackupsOfThisAccount",
        Principal: service("backup"),
        Condition: { StringEquals },
      },
    },
    {
      when: "${var.budget != null}",
      statement: {
        ...publish,
        Sid: "BudgetsOfThisAccount",
        Principal: service("budgets"),
        Condition: {
          StringEquals,
          ArnLike: { "aws:SourceArn": `arn:${here("partition")}:budgets::${here("account")}:*` },
        },
      },
    },
    // EventBridge sends no source to SNS: any condition would drop its messages.
    {
      when: "${length(var.events) > 0}",
      statement: { ...publish, Sid: "Events", Principal: service("events") },
    },
  ]);
  expect(block("aws_sns_topic_policy", "publishers")["policy"]).toContain("local.publishers_statements");
});

test("consumers of the topic wait for its policy", () => {
  expect(output["topic_arn"]!.value).toBe(
    "${var.existing_topic != null ? try(var.existing_topic.arn, null) : one(aws_sns_topic_policy.publishers[*].arn)}",
  );
});

test("an alarm on one metric and an ordinary statistic is found by its metric, hence has no query", () => {
  expect(locals["plain_metrics"]).toContain(
    'contains(["Average", "Maximum", "Minimum", "SampleCount", "Sum"]',
  );
  expect(block("aws_cloudwatch_metric_alarm", "this")).toMatchObject({
    metric_name: "${try(local.plain_metrics[each.key].metric_name, null)}",
    period: "${contains(keys(local.plain_metrics), each.key) ? each.value.period_seconds : null}",
  });
});

test("one expression or one metric is what an alarm watches", () => {
  const { metric_query: queries } = block("aws_cloudwatch_metric_alarm", "this")["dynamic"] as {
    metric_query: { for_each: string; content: { return_data: unknown } }[];
  };
  expect(queries.map(({ for_each, content }) => [for_each, content.return_data])).toEqual([
    [
      "${{for id, metric in each.value.metrics : id => metric if !contains(keys(local.plain_metrics), each.key)}}",
      "${each.value.expression == null}",
    ],
    ["${each.value.expression[*]}", true],
  ]);
});
