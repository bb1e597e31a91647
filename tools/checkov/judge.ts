import { covers, type Suppression } from "../../policy/suppressions";
import { endProblem } from "../../policy/until";

/** A rule that a resource breaks. */
export interface Failure {
  readonly rule: string;
  /** What the rule requires, in checkov's words. */
  readonly title: string;
  readonly address: string;
}

/** What a scan of an environment's plan found. */
export interface Scan {
  readonly environment: string;
  /** Resources that the plan creates or changes, and those that were scanned. */
  readonly planned: number;
  readonly scanned: number;
  /** Checks that passed. */
  readonly passed: number;
  readonly failures: readonly Failure[];
}

export interface JudgeOptions {
  /** Today, like 2027-06-30. */
  readonly today: string;
  /** Every environment there is: an entry is of no use only where all that it speaks of were scanned. */
  readonly environments: readonly string[];
  /** Where suppressions are written, for messages. */
  readonly file: string;
}

/** Everything that has to be done before the scans are in order: a sentence each, with where and what. */
export function judge(
  scans: readonly Scan[],
  suppressions: readonly Suppression[],
  { today, environments, file }: JudgeOptions,
): string[] {
  const used = new Set<Suppression>();
  const problems = scans.length === 0 ? ["no environment was scanned"] : scans.flatMap(scanProblems);
  for (const { environment, failures } of scans)
    for (const { rule, title, address } of failures) {
      const found = suppressions.filter((each) => covers(each, environment, { rule, address }));
      for (const each of found) used.add(each);
      if (found.length === 0)
        problems.push(
          `envs/${environment}: ${address}: ${rule} (${title}). Fix it, or add rule, address, reason and until to ${file}`,
        );
    }
  const scanned = new Set(scans.map(({ environment }) => environment));
  for (const suppression of suppressions) {
    const where = `${file}: ${suppression.rule} at ${suppression.address}`;
    const end = endProblem(suppression, today);
    if (end) problems.push(`${where} ${end}`);
    const concerned = suppression.environments ?? environments;
    for (const name of concerned.filter((each) => !environments.includes(each)))
      problems.push(`${where} names envs/${name}, which does not exist`);
    if (!used.has(suppression) && concerned.every((name) => scanned.has(name)))
      problems.push(`${where} excuses nothing any more: remove it`);
  }
  return problems;
}

/** A scanner that has not looked finds nothing: its silence is not an answer. */
function scanProblems({ environment, planned, scanned, passed }: Scan): string[] {
  if (planned === 0) return [`envs/${environment}: the plan has no resource`];
  if (scanned < planned)
    return [`envs/${environment}: checkov looked at ${scanned} of ${planned} resources of the plan`];
  // Most resources have a rule or more.
  if (passed < planned / 2)
    return [
      `envs/${environment}: only ${passed} checks passed for ${planned} resources: were checkov's rules loaded?`,
    ];
  return [];
}
