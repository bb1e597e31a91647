import { DataAwsS3Objects } from "@cdktf/provider-aws/lib/data-aws-s3-objects";
import { tf } from "../../lib/expression";
import { local } from "../../lib/local";
import type { ModuleStack } from "../../lib/stack";
import { OVERLAY_FOLDERS } from "./function/layers";
import type { Inputs } from "./inputs";

/** Far more files than an overlay has; the function itself has no limit. */
const MOST_FILES = 50_000;

/**
 * Refuses, at plan, an overlay with files that would replace the platform's or that are where nothing reads them, and names
 * them. The function checks again when it builds, since files may be added in between.
 */
export function checkOverlay(
  module: ModuleStack,
  { overlay }: Pick<Inputs["redcapSource"], "overlay">,
  platformPaths: readonly string[],
): void {
  const { bucket, prefix } = overlay.orNull;
  const objects = new DataAwsS3Objects(module, "overlay", {
    bucket,
    prefix: tf`endswith(${prefix}, "/") ? ${prefix} : join("", [${prefix}, "/"])`.string,
    maxKeys: MOST_FILES,
  });
  objects.addOverride("count", tf`${overlay.given} ? 1 : 0`);
  const platform = local(module, "platform_paths", platformPaths);
  const folders = local(module, "overlay_folders", OVERLAY_FOLDERS);
  const paths = tf`[for key in self.keys : trimprefix(key, self.prefix) if !endswith(key, "/")]`;
  const misplaced = tf`[for path in ${paths} : path if !anytrue([for folder in ${folders} : startswith(path, folder)])]`;
  const replacing = tf`setintersection(${paths}, ${platform})`;
  const listed = (files: unknown) => tf`join(", ", ${files})`.string;
  objects.addOverride("lifecycle.postcondition", [
    {
      condition: tf`length(${replacing}) == 0`,
      error_message:
        `redcap_source.overlay: these files would replace the platform's own: ${listed(replacing)}. ` +
        "Give them other names; your own hooks run in addition to the platform's.",
    },
    {
      condition: tf`length(${misplaced}) == 0`,
      error_message:
        `redcap_source.overlay: these files are in none of ${listed(folders)}: ${listed(misplaced)}. ` +
        "The overlay's folders mirror the bundle's: move them, for example to redcap/.",
    },
  ]);
}
