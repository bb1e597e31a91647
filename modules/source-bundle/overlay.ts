import { DataAwsS3Objects } from "@cdktf/provider-aws/lib/data-aws-s3-objects";
import { type Expression, tf } from "../../lib/expression";
import type { ModuleStack } from "../../lib/stack";
import { OVERLAY_FOLDERS } from "./function/layers";

/** Far more files than an overlay has; the function itself has no limit. */
const MOST_FILES = 50_000;

/**
 * Refuses, at plan, an overlay with files that would replace the platform's or that lie where nothing reads them, and
 * names them. The function checks again when it builds, since files may come in between.
 */
export function checkOverlay(
  module: ModuleStack,
  source: Expression,
  platformPaths: readonly string[],
): void {
  const overlay = tf`${source}.overlay`;
  const folder = tf`endswith(${overlay}.prefix, "/") ? ${overlay}.prefix : join("", [${overlay}.prefix, "/"])`;
  const objects = new DataAwsS3Objects(module, "overlay", {
    bucket: tf`${overlay}.bucket`.string,
    prefix: folder.string,
    maxKeys: MOST_FILES,
  });
  objects.addOverride("count", tf`${overlay} == null ? 0 : 1`);
  const paths = tf`[for key in self.keys : trimprefix(key, self.prefix) if !endswith(key, "/")]`;
  const misplaced = tf`[for path in ${paths} : path if !anytrue([for folder in ${OVERLAY_FOLDERS} : startswith(path, folder)])]`;
  const replacing = tf`[for path in ${paths} : path if contains(${platformPaths}, path)]`;
  objects.addOverride("lifecycle.postcondition", [
    {
      condition: tf`length(${replacing}) == 0`,
      error_message:
        `redcap_source.overlay: these files would replace the platform's own: ${tf`join(", ", ${replacing})`.string}. ` +
        "Give them other names; hooks of your own run beside the platform's.",
    },
    {
      condition: tf`length(${misplaced}) == 0`,
      error_message:
        `redcap_source.overlay: these files lie in none of ${OVERLAY_FOLDERS.join(", ")}: ` +
        `${tf`join(", ", ${misplaced})`.string}. The overlay's folders mirror the bundle's: move them, for example to redcap/.`,
    },
  ]);
}
