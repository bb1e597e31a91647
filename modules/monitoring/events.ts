import { CloudwatchEventRule } from "@cdktf/provider-aws/lib/cloudwatch-event-rule";
import { CloudwatchEventTarget } from "@cdktf/provider-aws/lib/cloudwatch-event-target";
import { CloudwatchLogMetricFilter } from "@cdktf/provider-aws/lib/cloudwatch-log-metric-filter";
import { type Expression, tf } from "../../lib/expression";
import type { ModuleStack } from "../../lib/stack";
import type { Inputs } from "./inputs";

/** Metrics made from log lines. */
export function countedLines(module: ModuleStack, { name, logMetricFilters }: Inputs): void {
  const { key, value: lines } = logMetricFilters.each;
  const filter = new CloudwatchLogMetricFilter(module, "lines", {
    name: `${name}-${key}`,
    logGroupName: lines.logGroupName,
    pattern: lines.pattern,
    metricTransformation: { namespace: name, name: key, value: lines.value },
  });
  filter.addOverride("for_each", logMetricFilters);
}

/** Events that go straight to the topic. */
export function forwardedEvents(module: ModuleStack, { name, events }: Inputs, topicArn: Expression): void {
  const { key, value: event } = events.each;
  const rule = new CloudwatchEventRule(module, "event", {
    name: `${name}-${key}`,
    description: event.description,
    eventPattern: event.pattern,
  });
  rule.addOverride("for_each", events);
  const target = new CloudwatchEventTarget(module, "topic", {
    rule: tf`${rule.fqn}[each.key].name`.string,
    targetId: "topic",
    arn: topicArn.string,
  });
  target.addOverride("for_each", events);
}
