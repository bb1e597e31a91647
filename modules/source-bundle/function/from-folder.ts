import { join } from "node:path";
import { folderEntries } from "./bundle-entry";
import { layer } from "./layers";
import { DEFAULT_LIMITS } from "./limits";
import { pack, type PackedBundle } from "./pack";

export interface FolderBundle {
  /** A folder with a PHP application; its contents go below redcap/. It need not be REDCap. */
  readonly application: string;
  /** The platform's files, `modules/source-bundle/platform/` unless given. */
  readonly platform?: string;
  /** The zip to write. */
  readonly out: string;
}

/** Packs an application and the platform's files into a ready source bundle, for environments that do not fetch REDCap. */
export function buildBundle({
  application,
  platform = join(__dirname, "../platform"),
  out,
}: FolderBundle): Promise<PackedBundle> {
  const entries = layer({
    application: folderEntries(application, "redcap/"),
    platform: folderEntries(platform),
    overlay: [],
  });
  return pack(entries, out, DEFAULT_LIMITS);
}
