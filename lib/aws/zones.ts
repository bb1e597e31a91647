import type { regions } from "./regions";

/**
 * Availability zones by region, as of November 2026: the letters that accounts see, so that a number of zones becomes names
 * without a call to AWS. Accounts differ in some regions: us-west-1 shows each account two of three letters, ap-northeast-1 shows
 * old accounts a fourth zone, and us-east-1e lacks current instance classes. Where an account has no zone of such a name, AWS refuses the
 * subnet and lists the zones that it has; give the names then.
 */
const letters: Partial<Record<(typeof regions)[number], string>> = {
  "ap-northeast-1": "acd",
  "ap-northeast-2": "abcd",
  "ca-central-1": "abd",
  "cn-north-1": "abd",
  "us-east-1": "abcdf",
  "us-west-1": "ac",
  "us-west-2": "abcd",
};

/** The zones of a region, in alphabetical order; three, a to c, where the list above has no entry. */
export function zonesOf(region: (typeof regions)[number]): string[] {
  return [...(letters[region] ?? "abc")].map((letter) => region + letter);
}
