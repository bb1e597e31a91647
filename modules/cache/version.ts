import { warnUnless } from "../../lib/checks";
import { type Expression, tf } from "../../lib/expression";
import { local } from "../../lib/local";
import type { ModuleStack } from "../../lib/stack";
import { defaultVersions, engines, engineVersions } from "./engine-versions";
import type { Inputs } from "./inputs";

/** How long before the end of standard support a plan begins to warn. */
const NOTICE_HOURS = 180 * 24;

/** What stands for a day that AWS has not announced. */
const NEVER = "9999-12-31";

/** Engine versions by group: `engine_version`, or the engine's default. A plan warns before their standard support ends. */
export function versionsByGroup(module: ModuleStack, { groups }: Inputs): Expression {
  const defaults = local(module, "default_versions", defaultVersions);
  const { engine, engineVersion } = groups.as("group");
  const versions = local(
    module,
    "engine_versions",
    tf`{for key, group in ${groups} : key => coalesce(${engineVersion}, ${defaults}[${engine}])}`,
  );
  warnBeforeSupportEnds(module, groups, versions);
  return versions;
}

/** A warning in every plan of the last months, never an error: a running cache must stay manageable. */
function warnBeforeSupportEnds(module: ModuleStack, groups: Inputs["groups"], versions: Expression): void {
  const dates = local(
    module,
    "support_ends",
    Object.fromEntries(
      engines.map((engine) => [
        engine,
        Object.fromEntries(
          engineVersions
            .filter((entry) => entry.engine === engine)
            .map(({ version, supportedUntil = NEVER }) => [version, supportedUntil]),
        ),
      ]),
    ),
  );
  const { engine } = groups.as("group");
  const limit = tf`timeadd(plantimestamp(), ${`${NOTICE_HOURS}h`})`;
  const end = tf`try(${dates}[${engine}][${versions}[key]], ${NEVER})`;
  const ending = local(
    module,
    "support_ending",
    tf`[for key, group in ${groups} : key if timecmp(${limit}, ${`${end}T00:00:00Z`}) >= 0]`,
  );
  warnUnless(module, "engine_support", {
    condition: tf`length(${ending}) == 0`,
    message:
      `Standard support of the engine version ends soon, or has ended, for: ${tf`join(", ", ${ending})`}. Plan its ` +
      "upgrade (see the README of the module cache).",
  });
}
