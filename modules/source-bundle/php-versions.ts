/**
 * What is publicly known of a PHP version and REDCap. Vanderbilt publishes the requirements to licensees only, so that these are
 * statements of others; between the two versions nothing is known, and nothing is refused.
 */
export interface PhpKnowledge {
  /** REDCap versions before this one are known not to support it. */
  readonly refusedBefore: string;
  /** REDCap versions from this one on are known to support it. */
  readonly knownFrom: string;
  readonly sources: readonly string[];
}

const azure84 = "https://github.com/microsoft/azure-redcap-paas/issues/84";
const samples49 = "https://github.com/aws-samples/redcap-on-aws/issues/49";
const samples111 = "https://github.com/aws-samples/redcap-on-aws/issues/111";

/**
 * By PHP version. 8.3: "not yet supported officially" in October 2024 (REDCap 14), supported by REDCap 15; REDCap 14 ended with 8.2.
 * 8.4 and 8.5: supported by 16.0.18; what 15 and the first releases of 16 do is not publicly known.
 */
export const phpKnowledge: Readonly<Record<string, PhpKnowledge>> = {
  "8.3": { refusedBefore: "15.0.0", knownFrom: "15.0.0", sources: [azure84, samples49] },
  "8.4": { refusedBefore: "15.0.0", knownFrom: "16.0.18", sources: [azure84, samples111] },
  "8.5": { refusedBefore: "15.0.0", knownFrom: "16.0.18", sources: [azure84, samples111] },
};

export type PhpSupport = "supported" | "unknown" | "refused";

/** Whether a REDCap version runs on a PHP version, as far as that is publicly known. */
export function phpSupport(redcap: string, php: string): PhpSupport {
  const known = phpKnowledge[php];
  if (known === undefined) return "unknown";
  if (compareVersions(redcap, known.refusedBefore) < 0) return "refused";
  return compareVersions(redcap, known.knownFrom) < 0 ? "unknown" : "supported";
}

/** The support of every PHP version in the table. */
export const phpSupportOf = (redcap: string): Record<string, PhpSupport> =>
  Object.fromEntries(Object.keys(phpKnowledge).map((php) => [php, phpSupport(redcap, php)]));

/** Less than 0 if `a` is older than `b`, both like 16.0.18. */
export function compareVersions(a: string, b: string): number {
  const [one, other] = [a, b].map((version) => version.split(".").map(Number)) as [number[], number[]];
  const different = one.findIndex((part, index) => part !== other[index]);
  return different < 0 ? 0 : one[different]! - other[different]!;
}

/** The version in a name as REDCap's downloads have it: redcap16.0.18.zip, redcap-16.0.18-….zip. Undefined for others. */
export const versionInName = (name: string): string | undefined =>
  /redcap[-_v]*(\d+\.\d+\.\d+)(?!\d)/i.exec(name)?.[1];
