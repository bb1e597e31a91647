import type { Side } from "../plan/side";
import type { Sides } from "../plan/sides";
import type { PolicyFailure, PolicyResult } from "./result";
import type { Rule, RuleContext, Verdict } from "./rule";
import { covers, isOfCheckov, type Suppression } from "./suppressions";
import { endProblem } from "./until";

export interface JudgeContext extends RuleContext {
  readonly environment: string;
}

/** What rules say of a plan: what it newly breaks, what stays broken, what it mends, and what is broken for a reason. */
export function judgeBy(
  rules: readonly Rule[],
  sides: Sides,
  suppressions: readonly Suppression[],
  { environment, today }: JudgeContext,
): PolicyResult {
  const own = suppressions.filter((each) => !isOfCheckov(each));
  const before = applied(rules, sides.before, { today });
  const after = applied(rules, sides.after, { today });
  const known = new Set(before.found.map(keyOf));
  const gone = new Set(after.found.map((each) => `${each.rule} ${each.address}`));
  const used = new Set<Suppression>();
  const [failures, unjudged, suppressed]: [PolicyFailure[], PolicyFailure[], PolicyFailure[]] = [[], [], []];
  for (const each of after.found) {
    const failure = failureOf(each, known.has(keyOf(each)) ? "as before" : "new");
    const excuses = own.filter((suppression) => covers(suppression, environment, each));
    for (const excuse of excuses) used.add(excuse);
    const excuse = excuses.find(({ until }) => until >= today);
    if (excuse) suppressed.push({ ...failure, reason: excuse.reason });
    else (each.judged ? failures : unjudged).push(failure);
  }
  return {
    rules: rules.length,
    passed: after.passed,
    failures,
    unjudged,
    fixed: before.found
      .filter((each) => each.judged && !gone.has(`${each.rule} ${each.address}`))
      .map((each) => failureOf(each, "as before")),
    suppressed,
    suppressionProblems: own.flatMap((each) =>
      problemsOf(each, rules, used.has(each), { environment, today }),
    ),
  };
}

/** Suppressions that excuse nothing in any of the environments, of which there are results. */
export function idleSuppressions(
  suppressions: readonly Suppression[],
  results: ReadonlyMap<string, PolicyResult>,
): Suppression[] {
  return suppressions.filter(
    (each) =>
      !isOfCheckov(each) &&
      ![...results].some(([environment, { suppressed }]) =>
        suppressed.some((failure) => covers(each, environment, failure)),
      ),
  );
}

interface Found {
  readonly rule: Rule["id"];
  readonly address: string;
  readonly message: string;
  readonly controls: readonly string[];
  readonly judged: boolean;
}

const keyOf = ({ rule, address, message }: Found): string => JSON.stringify([rule, address, message]);

const failureOf = (
  { rule, address, message, controls }: Found,
  state: PolicyFailure["state"],
): PolicyFailure => ({
  rule,
  address,
  message,
  controls,
  state,
});

function applied(
  rules: readonly Rule[],
  side: Side,
  context: RuleContext,
): { found: Found[]; passed: number } {
  const found: Found[] = [];
  let passed = 0;
  for (const rule of rules)
    for (const resource of rule.types.flatMap((type) => side.ofType(type))) {
      const verdict = verdictOf(() => rule.check(resource, side, context));
      if (verdict === undefined) passed += 1;
      else
        found.push({
          rule: rule.id,
          address: resource.address,
          message: typeof verdict === "string" ? verdict : verdict.unread,
          controls: rule.controls,
          judged: typeof verdict === "string",
        });
    }
  return { found, passed };
}

/** A rule that fails over values that nobody has thought of has judged nothing. */
function verdictOf(check: () => Verdict): Verdict {
  try {
    return check();
  } catch {
    return { unread: "the rule cannot read this resource" };
  }
}

function problemsOf(
  suppression: Suppression,
  rules: readonly Rule[],
  used: boolean,
  { environment, today }: JudgeContext,
): string[] {
  const { rule, address, environments } = suppression;
  if (environments && !environments.includes(environment)) return [];
  const where = `policy/suppressions.json: ${rule} at ${address}`;
  if (!rules.some(({ id }) => id === rule)) return [`${where} is of a rule that does not exist`];
  const end = endProblem(suppression, today);
  // One for all environments may excuse something in another one.
  const onlyHere = environments?.every((name) => name === environment) ?? false;
  return [
    ...(end ? [`${where} ${end}`] : []),
    ...(onlyHere && !used ? [`${where} excuses nothing any more: remove it`] : []),
  ];
}
