import { z } from "zod";
import { type Expression, reference, tf, verbatim } from "../../lib/expression";
import { local } from "../../lib/local";
import type { Value } from "../../lib/module";
import { argumentOf, holdsToken, toTerraform } from "../../lib/values";
import type { ModuleStack } from "../../lib/stack";
import type { Composite } from "../../lib/reference";
import { alarm } from "./alarm-input";
import type { logMetricFilter } from "./inputs";

/** Text or a number, or what Terraform will have in its place. */
export type Text = Value<string>;
export type Count = Value<number>;

/** Alarms by name; anything but the names may be known to Terraform only. */
export type Alarms = Readonly<Record<string, Value<z.input<typeof alarm>>>>;
/** Metrics counted from logs, by name. */
export type LogMetricFilters = Readonly<Record<string, Value<z.input<typeof logMetricFilter>>>>;
/** Events by name, with their patterns in EventBridge's terms. */
export type Events = Readonly<Record<string, { readonly description: Text; readonly pattern: object }>>;

/** Alarms that exist only under a condition. */
class OptionalAlarms {
  constructor(
    readonly condition: Expression,
    readonly alarms: Alarms,
  ) {}
}

/** Alarms for each entry of a map. */
class AlarmsForEach {
  constructor(
    readonly collection: Expression | Composite,
    readonly alarms: Alarms,
  ) {}
}

/** Alarms that belong together: as they are, under a condition, or for each entry of a map. */
export type AlarmGroup = Alarms | OptionalAlarms | AlarmsForEach;

/** The alarms, if a condition holds that Terraform knows at plan. */
export function alarmsWhen(condition: Expression, alarms: Alarms): AlarmGroup {
  return new OptionalAlarms(condition, alarms);
}

/**
 * Alarms for each entry of a Terraform map, such as the environments of an application: `<key>-<name>` for each name. The
 * keys must be known at plan; `key` and `value` stand for an entry.
 */
export function alarmsForEach(
  collection: Expression | Composite,
  alarms: (key: Expression, value: Expression) => Alarms,
): AlarmGroup {
  return new AlarmsForEach(collection, alarms(reference("key"), reference("value")));
}

/**
 * The same alarms for several things that TypeScript knows by name, such as an API and its workers: `<key>-<name>` for each
 * name, as alarmsForEach does it for a Terraform map.
 */
export function alarmsByName<T>(things: Readonly<Record<string, T>>, alarms: (thing: T) => Alarms): Alarms {
  return Object.fromEntries(
    Object.entries(things).flatMap(([key, thing]) =>
      Object.entries(alarms(thing)).map(([name, alarm]) => [`${key}-${name}`, alarm] as const),
    ),
  );
}

/**
 * One map of alarms from many groups by name, for `alarms` of the monitoring module. Each group is the local value
 * `alarms_<group>`, in which each attribute of an alarm is a line. Throws if two groups have an alarm of the same name, since
 * one would silently replace the other.
 */
export function allAlarms(module: ModuleStack, groups: Readonly<Record<string, AlarmGroup>>): Expression {
  const names = Object.values(groups).flatMap((group) =>
    group instanceof AlarmsForEach ? [] : Object.keys(group instanceof OptionalAlarms ? group.alarms : group),
  );
  const twice = names.filter((name, i) => names.indexOf(name) !== i);
  if (twice.length > 0)
    throw new Error(`alarms of the same name: ${[...new Set(twice)].join(", ")}; rename one of each`);
  const locals = Object.entries(groups).map(([name, group]) => {
    if (group instanceof OptionalAlarms) return optionalGroup(module, name, group);
    if (group instanceof AlarmsForEach) return groupForEach(module, name, group);
    return local(module, `alarms_${name}`, asJson(group));
  });
  return tf`merge(${locals}...)`;
}

const byName = z.record(z.string(), alarm);

/** Alarms as they stand in Terraform's JSON. */
const asJson = (alarms: Alarms): unknown => argumentOf(byName, alarms, "alarms");

function optionalGroup(module: ModuleStack, name: string, { condition, alarms }: OptionalAlarms): Expression {
  const all = local(module, `optional_alarms_${name}`, asJson(alarms));
  return local(module, `alarms_${name}`, tf`{for name, alarm in ${all} : name => alarm if ${condition}}`);
}

/** What all entries share is a local value of its own; the rest is an expression for each alarm. */
function groupForEach(module: ModuleStack, name: string, { collection, alarms }: AlarmsForEach): Expression {
  const part = (dependsOnEntry: boolean): Alarms =>
    Object.fromEntries(
      Object.entries(alarms).map(([key, attributes]) => [
        key,
        Object.fromEntries(
          Object.entries(attributes).filter(([, value]) => holdsToken(value) === dependsOnEntry),
        ) as unknown as Alarms[string],
      ]),
    );
  const shared = local(module, `alarm_settings_${name}`, asJson(part(false)));
  const own = toTerraform(byName, part(true), "alarms") as Record<string, unknown>;
  const each = Object.entries(own).map(([key, attributes]) =>
    local(
      module,
      `alarms_${name}_${key.replaceAll("-", "_")}`,
      tf`{for key, value in ${collection} : ${`${reference("key")}-${key}`} => merge(${shared}[${key}], ${attributes})}`,
    ),
  );
  return local(module, `alarms_${name}`, tf`merge(${each}...)`);
}

/** Events for `events` of the monitoring module: a local value of this name, in which each part of a pattern is a line. */
export function allEvents(module: ModuleStack, events: Events, name = "events"): Expression {
  const all = local(module, name, verbatim(events));
  return tf`{for name, event in ${all} : name => merge(event, { pattern = jsonencode(event.pattern) })}`;
}
