import { warnUnless } from "../../lib/checks";
import { type Expression, tf } from "../../lib/expression";
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
