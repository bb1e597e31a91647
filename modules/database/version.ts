import { type Condition, warnUnless } from "../../lib/checks";
import { type Expression, reference, tf } from "../../lib/expression";
import { local } from "../../lib/local";
import type { ModuleStack } from "../../lib/stack";
import { defaultVersions, engineVersions } from "./engine-versions";
import type { Inputs } from "./inputs";

/** How long before the end of standard support a plan begins to warn. */
const NOTICE_HOURS = 180 * 24;

/** `engine_version`, or the engine's default. A plan warns before its standard support ends. */
export function engineVersion(
  module: ModuleStack,
  { engine, engineVersion: given, unreviewedEngineVersion: unreviewed }: Inputs,
): Expression {
  const version = local(
    module,
    "engine_version",
    tf`coalesce(${given}, ${unreviewed.orNull.version}, ${local(module, "default_versions", defaultVersions)}[${engine}])`,
  );
  warnBeforeSupportEnds(module, version);
  warnUnless(module, "reviewed_version", {
    condition: tf`!(${unreviewed.given})`,
    message:
      `Engine version ${version} is not on the reviewed list. Reason given: ` +
      `${tf`coalesce(${unreviewed.orNull.reason}, "none")`}. Upgrade to a reviewed version; see the README of the module database.`,
  });
  return version;
}

/**
 * RDS never goes back to an older version: where it runs a newer one than the configuration has (a patch of the line, an automatic upgrade,
 * one by hand), a plan would show a way back that fails in the middle of the apply.
 */
export function refusesToGoBack(module: ModuleStack, version: Expression): Condition {
  // Texts that sort as the versions do: 17.7 before 17.10.
  const comparable = (of: Expression) =>
    tf`join(".", [for number in regexall("[0-9]+", ${of}) : format("%05d", tonumber(number))])`;
  const actual = reference("self.engine_version_actual");
  const wanted = local(module, "comparable_version", comparable(version));
  return {
    condition: tf`sort([${wanted}, ${comparable(actual)}])[1] == ${wanted}`,
    message:
      `The cluster runs ${tf`${actual}`.string} already, and RDS never goes back to ${version}: set engine_version ` +
      "to what it runs or, where that is not on the reviewed list, unreviewed_engine_version.",
  };
}

/** A warning in every plan of the last months. */
function warnBeforeSupportEnds(module: ModuleStack, version: Expression): void {
  const dates = local(
    module,
    "support_ends",
    Object.fromEntries(engineVersions.map((entry) => [entry.version, entry.supportedUntil])),
  );
  const end = local(module, "supported_until", tf`lookup(${dates}, ${version}, "9999-12-31")`);
  warnUnless(module, "engine_support", {
    condition: tf`timecmp(timeadd(plantimestamp(), ${`${NOTICE_HOURS}h`}), ${`${end}T00:00:00Z`}) < 0`,
    message:
      `Engine version ${version} is under standard support until ${end}: plan its upgrade ` +
      "(see the README of the module database).",
  });
}
