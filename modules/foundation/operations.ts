import { type Expression, tf } from "../../lib/expression";
import type { ModuleStack } from "../../lib/stack";
import { Backup } from "../backup";
import { Monitoring } from "../monitoring";
import {
  type AlarmGroup,
  allAlarms,
  allEvents,
  type Events,
  keyEvents,
  allLogQueries,
  type LogMetricFilters,
  type LogQueries,
} from "../monitoring/presets";
import type { Keys } from "./key";
import { backupPart, type FoundationInputs, monitoringPart } from "./inputs";

/** What is watched and backed up. */
export interface Operated {
  readonly keys: Keys;
  /** Groups of alarms by name. */
  readonly alarms: Readonly<Record<string, AlarmGroup>>;
  readonly events: Events;
  readonly logMetricFilters: LogMetricFilters;
  readonly logQueries: LogQueries;
  /** As the backup module takes them. */
  readonly backedUp:
    Expression | Readonly<Record<string, { readonly arn: Expression; readonly continuous?: boolean }>>;
}

/** Alarms, events, a dashboard and their topic; and the backups, which notify the same topic. */
export function operations(module: ModuleStack, input: FoundationInputs, operated: Operated) {
  const { name, forceDestroy } = input;
  const { keys, alarms, events, logMetricFilters, logQueries, backedUp } = operated;
  const monitoring = new Monitoring(module, "monitoring", {
    name,
    kmsKeyArn: keys.logs,
    alarms: allAlarms(module, alarms),
    events: allEvents(module, {
      ...events,
      // The same key may serve several purposes.
      ...keyEvents({ keyArns: tf`distinct([${keys.data}, ${keys.logs}, ${keys.backups}])` }),
    }),
    logMetricFilters,
    logQueries: allLogQueries(module, logQueries),
    ...monitoringPart.from(input.monitoring),
  });
  const backup = new Backup(module, "backup", {
    name,
    kmsKeyArn: keys.backups,
    resources: backedUp,
    notifications: { topicArn: monitoring.outputs.topicArn },
    forceDestroy: forceDestroy.given,
    ...backupPart.from(input.backup),
  });
  return { monitoring, backup };
}
