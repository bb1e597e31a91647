import { z } from "zod";
import { Expression, tf } from "../../lib/expression";
import type { Value } from "../../lib/module";
import { toTerraform } from "../../lib/schema";
import { alarm, type event, type logMetricFilter } from "./inputs";

/** Alarms by name, as the monitoring module takes them; what only Terraform knows may stand in any place but the names. */
export type Alarms = Readonly<Record<string, Value<z.input<typeof alarm>>>>;
/** Events by name. */
export type Events = Readonly<Record<string, Value<z.input<typeof event>>>>;
/** Metrics counted from logs, by name. */
export type LogMetricFilters = Readonly<Record<string, Value<z.input<typeof logMetricFilter>>>>;

/** Text or a number, or what Terraform will have in its place. */
export type Text = Value<string>;
export type Count = Value<number>;

const map = z.record(z.string(), alarm);

/** Alarms as a Terraform object, in Terraform's names. */
const literal = (alarms: Alarms): Expression => tf`${toTerraform(map, alarms, "alarms")}`;

/**
 * One map of alarms from many, for `alarms` of the monitoring module. Throws if two parts that are known at synth have an
 * alarm of the same name, since one would silently replace the other.
 */
export function allAlarms(...parts: readonly (Alarms | Expression)[]): Expression {
  const names = parts.flatMap((part) => (part instanceof Expression ? [] : Object.keys(part)));
  const twice = names.filter((name, i) => names.indexOf(name) !== i);
  if (twice.length > 0)
    throw new Error(`alarms of the same name: ${[...new Set(twice)].join(", ")}; rename one of each`);
  const maps = parts.map((part) => (part instanceof Expression ? part : literal(part)));
  return tf`merge(${maps}...)`;
}

/** The alarms, if a condition known to Terraform holds. */
export function alarmsWhen(condition: Expression, alarms: Alarms): Expression {
  return tf`{for name, alarm in ${literal(alarms)} : name => alarm if ${condition}}`;
}

/**
 * Alarms for each entry of a Terraform map, such as the environments of an application: `<key>-<name>` for each name. The
 * keys must be known at plan; `key` and `value` stand for an entry.
 */
export function alarmsForEach(
  collection: Expression,
  alarms: (key: Expression, value: Expression) => Alarms,
): Expression {
  const entries = literal(alarms(tf`key`, tf`value`));
  return tf`merge([for key, value in ${collection} : {for name, alarm in ${entries} : join("-", [key, name]) => alarm}]...)`;
}
