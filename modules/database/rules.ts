import type { Rule } from "../../lib/rules";
import { describeVersions, type Engine, engines, versionsOf } from "./engine-versions";
import { logTypes } from "./parameters";
import { apart, overlap } from "./windows";

type Readers = Readonly<Record<string, { readonly instanceClass?: string }>>;
interface Classes {
  readonly engine: Engine;
  readonly instanceClass?: string;
  readonly readers: Readers;
}
interface Capacity {
  readonly minAcu: number;
  readonly maxAcu: number;
  readonly secondsUntilAutoPause?: number;
}

const list = (values: readonly string[]): string => `[${values.map((value) => `"${value}"`).join(", ")}]`;
const byEngine = (values: (engine: Engine) => readonly string[]): string =>
  `{ ${engines.map((engine) => `"${engine}" = ${list(values(engine))}`).join(", ")} }`;

/** Every class that a caller names, in HCL. */
const classes =
  "compact(concat([var.instance_class], [for reader in values(var.readers) : reader.instance_class]))";
const namedClasses = ({ instanceClass, readers }: Classes): string[] =>
  [instanceClass, ...Object.values(readers).map((reader) => reader.instanceClass)].filter(
    (name) => name !== undefined,
  );

/** What only several inputs together can get wrong. */
export const rules: readonly Rule[] = [
  {
    inputs: ["engineVersion", "engine"],
    message: `must be a version of the engine under standard support. ${describeVersions()}`,
    check: ({ engine, engineVersion }: { engine: Engine; engineVersion?: string }) =>
      engineVersion === undefined || versionsOf(engine).includes(engineVersion),
    condition:
      "var.engine_version == null ? true : " +
      `contains(lookup(${byEngine(versionsOf)}, var.engine, [var.engine_version]), var.engine_version)`,
  },
  {
    inputs: ["capacity"],
    message: "must have maxAcu of at least minAcu, and at least 1",
    check: ({ capacity }: { capacity?: Capacity }) =>
      !capacity || (capacity.maxAcu >= capacity.minAcu && capacity.maxAcu >= 1),
    condition:
      "var.capacity == null ? true : var.capacity.max_acu >= var.capacity.min_acu && var.capacity.max_acu >= 1",
  },
  {
    inputs: ["capacity"],
    message: "must have secondsUntilAutoPause if minAcu is 0, and only then",
    check: ({ capacity }: { capacity?: Capacity }) =>
      !capacity || (capacity.minAcu === 0) === (capacity.secondsUntilAutoPause !== undefined),
    condition:
      "var.capacity == null ? true : " +
      "(var.capacity.min_acu == 0) == (var.capacity.seconds_until_auto_pause != null)",
  },
  {
    inputs: ["capacity", "instanceClass", "readers"],
    message: "must be given if, and only if, an instance is db.serverless",
    check: (values: Classes & { capacity?: Capacity }) => {
      const writer = values.instanceClass ?? (values.capacity ? "db.serverless" : "db.t4g.medium");
      return (values.capacity !== undefined) === [writer, ...namedClasses(values)].includes("db.serverless");
    },
    condition:
      "var.capacity == null ? " +
      `!contains(${classes}, "db.serverless") : var.instance_class == null || contains(${classes}, "db.serverless")`,
  },
  {
    inputs: ["insights", "engine", "instanceClass", "readers"],
    message: "must be off for Aurora MySQL on db.t3 classes, which do not support it; db.t4g classes do",
    check: (values: Classes & { insights: string }) =>
      values.insights === "off" ||
      values.engine !== "aurora-mysql" ||
      !namedClasses(values).some((name) => name.startsWith("db.t3.")),
    condition:
      'var.insights == "off" || var.engine != "aurora-mysql" || ' +
      `!anytrue([for class in ${classes} : startswith(class, "db.t3.")])`,
  },
  {
    inputs: ["maintenanceWindow", "backupWindow"],
    message: "must not overlap backupWindow: RDS refuses it",
    check: ({ maintenanceWindow, backupWindow }: { maintenanceWindow: string; backupWindow: string }) =>
      !overlap(backupWindow, maintenanceWindow),
    condition: apart("var.backup_window", "var.maintenance_window"),
  },
  {
    inputs: ["logTypes", "engine"],
    message: `must be logs that the engine has: ${engines.map((engine) => `${engine}: ${logTypes[engine].join(", ")}`).join("; ")}`,
    check: ({ logTypes: types, engine }: { logTypes?: readonly string[]; engine: Engine }) =>
      (types ?? []).every((type) => logTypes[engine].includes(type)),
    condition:
      "var.log_types == null ? true : " +
      `length(setsubtract(var.log_types, lookup(${byEngine((engine) => logTypes[engine])}, var.engine, var.log_types))) == 0`,
  },
];
