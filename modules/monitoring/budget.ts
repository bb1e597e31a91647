import { BudgetsBudget } from "@cdktf/provider-aws/lib/budgets-budget";
import type { AwsContext } from "../../lib/aws/context";
import { requireForOutput } from "../../lib/checks";
import { type Expression, tf } from "../../lib/expression";
import { local } from "../../lib/local";
import type { ModuleStack } from "../../lib/stack";
import type { Inputs } from "./inputs";

/** The budget, which notifies the topic. Budgets are the account's, whatever the region, so that the region is in the name. */
export function addBudget(module: ModuleStack, aws: AwsContext, input: Inputs, topicArn: Expression): void {
  const { name, budget } = input;
  const { monthlyUsd, percentages, costAllocationTag } = budget.orNull;
  requireForOutput(module, "topicArn", [
    {
      condition: tf`!(${budget.given}) || ${aws.partition} != "aws-us-gov"`,
      message:
        "budget must be left out in AWS GovCloud: its costs are those of the commercial account that is linked to it.",
    },
  ]);
  const resource = new BudgetsBudget(module, "budget", {
    name: `${name}-${aws.region}`,
    budgetType: "COST",
    timeUnit: "MONTHLY",
    limitAmount: tf`tostring(${monthlyUsd})`.string,
    limitUnit: "USD",
    // A credit would hide what has become expensive.
    costTypes: { includeCredit: false, includeRefund: false },
  });
  resource.addOverride("count", tf`${budget.given} ? 1 : 0`);
  // "$" is what AWS Budgets writes between key and value.
  const tagged = tf`join("$", [join(":", ["user", ${costAllocationTag.orNull.key}]), ${costAllocationTag.orNull.value}])`;
  resource.addOverride("dynamic.cost_filter", {
    for_each: tf`${costAllocationTag}[*]`,
    content: { name: "TagKeyValue", values: [tagged] },
  });
  const spent = tf`[for percent in coalesce(${percentages}, []) : { type = "ACTUAL", percent = percent }]`;
  const alerts = local(
    module,
    "budget_alerts",
    tf`concat(${spent}, [{ type = "FORECASTED", percent = 100 }])`,
  );
  resource.addOverride("dynamic.notification", {
    for_each: alerts,
    content: {
      comparison_operator: "GREATER_THAN",
      notification_type: tf`notification.value.type`,
      threshold: tf`notification.value.percent`,
      threshold_type: "PERCENTAGE",
      subscriber_sns_topic_arns: [topicArn],
    },
  });
}
