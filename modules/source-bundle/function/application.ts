import { problems } from "./errors";

/** What every installation package of REDCap has, and the instance needs: entry page, bootstrap, installer, scheduler. */
const MARKERS = ["redcap/index.php", "redcap/redcap_connect.php", "redcap/install.php", "redcap/cron.php"];
const VERSION_FOLDER = /^redcap\/redcap_v(\d+\.\d+\.\d+)\//;

/**
 * Makes sure that the paths of a zip are REDCap's installation package and returns its version, from the folder
 * `redcap/redcap_vX.Y.Z/`. `requested` is a version, or "latest" where any will do.
 */
export function redcapVersion(paths: readonly string[], name: string, requested: string): string {
  const present = new Set(paths);
  const topLevel = new Set(paths.map((path) => path.split("/", 1)[0] ?? ""));
  const versions = new Set(paths.flatMap((path) => VERSION_FOLDER.exec(path)?.[1] ?? []));
  const [version] = versions;

  const found = [
    ...[...topLevel]
      .filter((folder) => folder !== "redcap")
      .map((folder) => `${JSON.stringify(folder)} is next to redcap/`),
    ...MARKERS.filter((marker) => !present.has(marker)).map((marker) => `${marker} is missing`),
  ];
  if (version === undefined) found.push("the folder redcap/redcap_vX.Y.Z/ is missing");
  if (versions.size > 1)
    found.push(`it has several versions (${[...versions].sort().join(", ")}) where one is expected`);
  if (version === undefined || found.length > 0) {
    throw problems(
      `${name} is not an installation package of REDCap:`,
      found,
      "Use the full installation zip, whose only top-level folder is redcap/; the upgrade zip has only redcap_vX.Y.Z.",
    );
  }
  if (requested !== "latest" && requested !== version) {
    throw problems(
      `${name} is another version of REDCap:`,
      [`source.version is ${requested}, the zip holds redcap_v${version}`],
      "Name a version that the REDCap Community offers, or use a zip of your own in S3.",
    );
  }
  return version;
}
