import { type Expression, tf } from "../../lib/expression";
import { local } from "../../lib/local";
import type { ModuleStack } from "../../lib/stack";
import { Monitoring } from "../monitoring";
import { allEvents } from "../monitoring/presets";
import { cisAlarms } from "./cis";
import { type Inputs, monitoringPart } from "./inputs";

/** Prefix of the alarms, and namespace of their metrics. */
const monitored = (name: string): string => `${name}-audit`;

/** A filter and an alarm for each watch, GuardDuty's findings, and the topic that they notify. */
export function alarms(module: ModuleStack, input: Inputs, logGroupName: Expression) {
  const { kmsKeyArn, thresholds, disabledAlarms, guardDuty } = input;
  const name = monitored(input.name);
  const watches = local(module, "cis_alarms", cisAlarms);
  const enabled = local(
    module,
    "enabled_alarms",
    tf`{for name, alarm in ${watches} : name => alarm if !contains(keys(${disabledAlarms}), name)}`,
  );
  const metric = tf`{ events = { namespace = ${name}, metric_name = name, statistic = "Sum" } }`;
  const alarm = tf`{ group = "audit", description = alarm.description, runbook = alarm.runbook, metrics = ${metric}, threshold = lookup(${thresholds}, name, 1), evaluation_periods = 1 }`;
  const events = allEvents(module, {
    "guardduty-finding": {
      description: "GuardDuty found something that looks like an attack.",
      pattern: {
        source: ["aws.guardduty"],
        "detail-type": ["GuardDuty Finding"],
        detail: { severity: [{ numeric: [">=", guardDuty.orNull.notifyFromSeverity] }] },
      },
    },
  });
  return new Monitoring(module, "monitoring", {
    name,
    kmsKeyArn,
    logMetricFilters: tf`{for name, alarm in ${enabled} : name => { log_group_name = ${logGroupName}, pattern = alarm.pattern }}`,
    alarms: tf`{for name, alarm in ${enabled} : name => ${alarm}}`,
    events: tf`{for name, event in ${events} : name => event if ${guardDuty.given}}`,
    // The alarm goes back to OK after five quiet minutes, which says nothing.
    notifyRecovery: false,
    ...monitoringPart.from(input),
  }).outputs;
}
