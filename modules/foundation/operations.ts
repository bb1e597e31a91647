import { type Expression, tf } from "../../lib/expression";
import type { ModuleStack } from "../../lib/stack";
import { Backup } from "../backup";
import { Monitoring } from "../monitoring";
import {
  type AlarmGroup,
  allAlarms,
  allEvents,
  type Events,
  type LogMetricFilters,
} from "../monitoring/presets";
import { backupPart, type FoundationInputs, monitoringPart } from "./inputs";

/** What is watched and backed up. */
export interface Operated {
  readonly kmsKeyArn: Expression;
  /** Groups of alarms by name. */
  readonly alarms: Readonly<Record<string, AlarmGroup>>;
  readonly events: Events;
  readonly logMetricFilters: LogMetricFilters;
  /** As the backup module takes them. */
  readonly backedUp:
    Expression | Readonly<Record<string, { readonly arn: Expression; readonly continuous?: boolean }>>;
}

/** Alarms, events, a dashboard and their topic; and the backups, which notify the same topic. */
export function operations(module: ModuleStack, input: FoundationInputs, operated: Operated) {
  const { name, deletionProtection } = input;
  const { kmsKeyArn, alarms, events, logMetricFilters, backedUp } = operated;
  const monitoring = new Monitoring(module, "monitoring", {
    name,
    kmsKeyArn,
    alarms: allAlarms(module, alarms),
    events: allEvents(module, events),
    logMetricFilters,
    ...monitoringPart.from(input.monitoring),
  });
  const backup = new Backup(module, "backup", {
    name,
    kmsKeyArn,
    resources: backedUp,
    notifications: { topicArn: monitoring.outputs.topicArn },
    forceDestroy: tf`!${deletionProtection}`,
    ...backupPart.from(input.backup),
  });
  return { monitoring, backup };
}
