import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import type { Wafv2WebAcl } from "@cdktf/provider-aws/lib/wafv2-web-acl";
import { Wafv2WebAclLoggingConfiguration } from "@cdktf/provider-aws/lib/wafv2-web-acl-logging-configuration";
import { reference, tf } from "../../lib/expression";
import type { ModuleStack } from "../../lib/stack";
import type { Inputs } from "./inputs";
import { when } from "./statements";

/** Log group and logging. AWS demands the name's beginning `aws-waf-logs-`. */
export function logging(module: ModuleStack, input: Inputs, acl: Wafv2WebAcl): CloudwatchLogGroup {
  const log = new CloudwatchLogGroup(module, "log", {
    name: `aws-waf-logs-${input.name}`,
    kmsKeyId: input.kmsKeyArn,
    retentionInDays: input.logRetentionDays,
    skipDestroy: tf`!${input.forceDestroyLogs}`,
  });
  const configuration = new Wafv2WebAclLoggingConfiguration(module, "logging", {
    resourceArn: acl.arn,
    logDestinationConfigs: [log.arn],
  });
  configuration.addOverride("dynamic", {
    redacted_fields: [
      {
        for_each: input.redactedHeaders,
        content: { single_header: { name: reference("redacted_fields.value") } },
      },
      when(input.redactQueryString, { query_string: {} }),
    ],
    logging_filter: when(tf`${input.logged} == "blocked_and_counted"`, {
      default_behavior: "DROP",
      filter: {
        behavior: "KEEP",
        requirement: "MEETS_ANY",
        condition: ["BLOCK", "COUNT", "EXCLUDED_AS_COUNT", "CAPTCHA", "CHALLENGE"].map((action) => ({
          action_condition: { action },
        })),
      },
    }),
  });
  return log;
}
