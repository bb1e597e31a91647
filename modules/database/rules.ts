import { apartHcl, dailyHcl, overlap, weeklyHcl, windowLocals } from "../../lib/aws/windows";
import { type Rule, rulesOver } from "../../lib/rules";
import { describeVersions, type Engine, engines, versionsOf } from "./engine-versions";
import type { inputs } from "./inputs";
import { logTypes } from "./parameters";
import { reservedWords, reservedWordsLocal } from "./reserved-words";

const rule = rulesOver<typeof inputs>();

const byEngine = (values: (engine: Engine) => readonly string[]): Record<string, readonly string[]> =>
  Object.fromEntries(engines.map((engine) => [engine, values(engine)]));

/** Every class that a caller names. */
const classesHcl = {
  instance_classes:
    "${compact(concat([var.instance_class, var.reader_instance_class], [for reader in values(var.readers) : reader.instance_class]))}",
};
const classes = (values: {
  readonly instanceClass?: string;
  readonly readerInstanceClass?: string;
  readonly readers: Readonly<Record<string, { readonly instanceClass?: string }>>;
}): string[] =>
  [
    values.instanceClass,
    values.readerInstanceClass,
    ...Object.values(values.readers).map((reader) => reader.instanceClass),
  ].filter((name) => name !== undefined);

/** A name that RDS gives to the engine. */
const notReserved = (input: "databaseName" | "masterUsername", variable: string): Rule =>
  rule([input, "engine"], {
    message: "must not be a word that the engine reserves: RDS refuses it in the middle of the apply",
    check: (values) => !reservedWords[values.engine].includes(values[input].toLowerCase()),
    condition: `try(!contains(local.reserved_words[var.engine], lower(${variable})), true)`,
    locals: reservedWordsLocal,
  });

/** What only several inputs together can get wrong. */
export const rules: readonly Rule[] = [
  notReserved("databaseName", "var.database_name"),
  notReserved("masterUsername", "var.master_username"),
  rule(["engineVersion", "engine"], {
    message: `must be a version of the engine under standard support. ${describeVersions()}`,
    check: ({ engine, engineVersion }) =>
      engineVersion === undefined || versionsOf(engine).includes(engineVersion),
    condition:
      "var.engine_version == null ? true : " +
      "try(contains(local.supported_versions[var.engine], var.engine_version), true)",
    locals: { supported_versions: byEngine(versionsOf) },
  }),
  rule(["unreviewedEngineVersion", "engineVersion"], {
    message: "must not be given together with engineVersion: a cluster has one version",
    check: ({ unreviewedEngineVersion, engineVersion }) =>
      !unreviewedEngineVersion || engineVersion === undefined,
    condition: "var.unreviewed_engine_version == null || var.engine_version == null",
  }),
  rule(["unreviewedEngineVersion", "engine"], {
    at: "unreviewedEngineVersion.version",
    message: "must be a version of the engine",
    check: ({ unreviewedEngineVersion, engine }) =>
      !unreviewedEngineVersion ||
      unreviewedEngineVersion.version.includes("mysql") === (engine === "aurora-mysql"),
    condition:
      'try(strcontains(var.unreviewed_engine_version.version, "mysql") == (var.engine == "aurora-mysql"), true)',
  }),
  rule(["unreviewedEngineVersion", "engine"], {
    at: "unreviewedEngineVersion.version",
    message: "is on the reviewed list: give it as engineVersion",
    check: ({ unreviewedEngineVersion, engine }) =>
      !unreviewedEngineVersion || !versionsOf(engine).includes(unreviewedEngineVersion.version),
    condition:
      "try(!contains(local.supported_versions[var.engine], var.unreviewed_engine_version.version), true)",
    locals: { supported_versions: byEngine(versionsOf) },
  }),
  rule(["serverlessV2Scaling", "instanceClass", "readerInstanceClass", "readers"], {
    message: "must be given if, and only if, an instance is db.serverless",
    check: (values) => {
      const serverless = classes(values).includes("db.serverless");
      return values.serverlessV2Scaling ? values.instanceClass === undefined || serverless : !serverless;
    },
    condition:
      'var.serverless_v2_scaling == null ? !contains(local.instance_classes, "db.serverless") : ' +
      'var.instance_class == null || contains(local.instance_classes, "db.serverless")',
    locals: classesHcl,
  }),
  rule(["performanceInsights", "engine", "instanceClass", "readerInstanceClass", "readers"], {
    message: "must be off for Aurora MySQL on db.t3 classes, which do not support it; db.t4g classes do",
    check: (values) =>
      values.performanceInsights === "off" ||
      values.engine !== "aurora-mysql" ||
      !classes(values).some((name) => name.startsWith("db.t3.")),
    condition:
      'var.performance_insights == "off" || var.engine != "aurora-mysql" || ' +
      'length([for class in local.instance_classes : class if startswith(class, "db.t3.")]) == 0',
    locals: classesHcl,
  }),
  rule(["maintenanceWindow", "backupWindow"], {
    message: "must not overlap backupWindow: RDS refuses it",
    detail: {
      text: ({ maintenanceWindow, backupWindow }) => ` (${maintenanceWindow} and ${backupWindow})`,
      expression: 'format(" (%s and %s)", var.maintenance_window, var.backup_window)',
    },
    check: ({ maintenanceWindow, backupWindow }) => !overlap(backupWindow, maintenanceWindow),
    condition: `try(${apartHcl("local.backup_minutes", "local.maintenance_minutes")}, true)`,
    locals: {
      ...windowLocals,
      backup_minutes: `\${try(${dailyHcl("var.backup_window")}, null)}`,
      maintenance_minutes: `\${try(${weeklyHcl("var.maintenance_window")}, null)}`,
    },
  }),
  rule(["logTypes", "engine"], {
    message: `must be a log of the engine: ${engines.map((engine) => `${engine} has ${logTypes[engine].join(", ")}`).join("; ")}`,
    check: ({ logTypes: types = [], engine }) =>
      types.flatMap((type, i) => (logTypes[engine].includes(type) ? [] : [i])),
    offenders:
      "try([for i, type in var.log_types : i if !contains(local.engine_logs[var.engine], type)], [])",
    locals: { engine_logs: byEngine((engine) => logTypes[engine]) },
  }),
];
