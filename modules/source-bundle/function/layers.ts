import { byPath, pathProblem, type BundleEntry } from "./bundle-entry";
import { problems } from "./errors";

/** Where an operator may put files: over the application, and next to the platform's hooks and configuration. */
export const OVERLAY_FOLDERS = ["redcap/", ".platform/", ".ebextensions/"];

/**
 * Where the overlay's part of the application is kept a second time: REDCap's Easy Upgrade carries only the platform's folders
 * over into the bundle of the next version, and there the platform lays these files over it again.
 */
const KEPT_FOLDER = ".platform/redcap/overlay/";

export interface Layers {
  /** The folder of the REDCap version before, below redcap/redcap_vX.Y.Z/: the tables may still be that version's. */
  readonly previous?: readonly BundleEntry[];
  /** The application, below redcap/. */
  readonly application: readonly BundleEntry[];
  /** Our files. They replace the application's (database.php). */
  readonly platform: readonly BundleEntry[];
  /** The operator's files. They replace the application's and add to ours, but replace none of ours. */
  readonly overlay: readonly BundleEntry[];
}

/**
 * Lays them on top of each other. Throws one error that names every overlay file that is not allowed, and every
 * file that is where another layer has a folder.
 */
export function layer({ previous = [], application, platform, overlay }: Layers): BundleEntry[] {
  const owned = new Set(platform.map(({ path }) => path));
  const misplaced = overlay.flatMap(({ path }) => {
    const problem =
      pathProblem(path) ??
      (OVERLAY_FOLDERS.some((folder) => path.startsWith(folder))
        ? undefined
        : `is in none of ${OVERLAY_FOLDERS.join(", ")}`) ??
      (owned.has(path) || path.startsWith(KEPT_FOLDER) ? "would overwrite a platform file" : undefined);
    return problem === undefined ? [] : [`${JSON.stringify(path)} ${problem}`];
  });
  const kept = overlay
    .filter(({ path }) => path.startsWith("redcap/"))
    .map((entry) => ({ ...entry, path: KEPT_FOLDER + entry.path.slice("redcap/".length) }));
  const merged = new Map(
    [...previous, ...application, ...platform, ...overlay, ...kept].map((entry) => [entry.path, entry]),
  );
  const found = [...misplaced, ...filesUsedAsFolders([...merged.keys()])];
  if (found.length > 0) {
    throw problems(
      "The overlay does not fit over the application and the platform's files:",
      found,
      "Move or rename these files in the overlay; its folders mirror the bundle's (redcap/modules/…, redcap/hooks/…).",
    );
  }
  return withoutFilledFolders([...merged.values()]).sort(byPath);
}

function parents(path: string): string[] {
  const parts = path.replace(/\/$/, "").split("/");
  return parts.slice(0, -1).map((_, index) => parts.slice(0, index + 1).join("/"));
}

function filesUsedAsFolders(paths: readonly string[]): string[] {
  const files = new Set(paths.filter((path) => !path.endsWith("/")));
  const folders = new Set(
    paths.flatMap((path) => [...parents(path), ...(path.endsWith("/") ? [path.slice(0, -1)] : [])]),
  );
  return [...folders]
    .filter((folder) => files.has(folder))
    .map((folder) => `${JSON.stringify(folder)} is a file and a folder`);
}

/** Only empty folders need an entry of their own. */
function withoutFilledFolders(entries: BundleEntry[]): BundleEntry[] {
  const filled = new Set(entries.flatMap(({ path }) => parents(path)));
  return entries.filter(({ path }) => !path.endsWith("/") || !filled.has(path.slice(0, -1)));
}
