import { compareVersions, phpKnowledge } from "./php-versions";

// REDCap's version as far as a plan knows it, in HCL: the one that is asked for, or that in the name of the zip.

/** A version as one number, to be compared: 16.0.18 becomes 16000018. */
const numbered = (version: string): string =>
  `sum([for at, part in split(".", ${version}) : tonumber(part) * pow(1000, 2 - at)])`;

const asNumber = (version: string): number =>
  version.split(".").reduce((number, part, at) => number + Number(part) * 1000 ** (2 - at), 0);

/** Values of PHP versions, as numbers that can be compared with `local.redcap_version_number`. */
export const byPhp = (bound: "refusedBefore" | "knownFrom"): Record<string, number> =>
  Object.fromEntries(Object.entries(phpKnowledge).map(([php, known]) => [php, asNumber(known[bound])]));

/** Values for conditions: the version, or null where nothing says it before it is fetched, and the same as a number. */
export const namedVersion = {
  redcap_version:
    '${try(regex("^[0-9]+[.][0-9]+[.][0-9]+$", var.redcap_source.redcap_version), ' +
    'regex("(?i)redcap[-_v]*([0-9]+[.][0-9]+[.][0-9]+)", var.redcap_source.key)[0], null)}',
  redcap_version_number: `\${try(${numbered("local.redcap_version")}, null)}`,
};

/** The first REDCap that every PHP version of ours runs; older ones run on servers that are older than these. */
export const oldestRedcap = Object.values(phpKnowledge)
  .map(({ refusedBefore }) => refusedBefore)
  .sort(compareVersions)[0]!;
