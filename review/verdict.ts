import type { PolicyResult } from "../policy/result";
import type { Counts, Danger, Verdict } from "./types";

/** What a verdict is made of. */
interface Grounds {
  readonly cannotJudge: readonly string[];
  readonly dangers: readonly Danger[];
  readonly approvalProblems: readonly string[];
  readonly policy: PolicyResult;
  readonly counts: Counts;
}

/** The verdict on a plan: the worst that holds, in words. */
export function verdictOf(grounds: Grounds): Verdict {
  const { cannotJudge, dangers, approvalProblems, policy, counts } = grounds;
  const open = dangers.filter(({ approval }) => approval.state !== "approved");
  const failures = policy.failures.filter(({ state }) => state === "new").length;
  const problems = policy.suppressionProblems.length + approvalProblems.length;
  if (cannotJudge.length > 0) return { exitCode: 1, words: `cannot be judged: ${cannotJudge[0]}` };
  if (open.length > 0) return { exitCode: 4, words: `not approved: ${sentences(open)}` };
  if (failures + problems > 0)
    return {
      exitCode: 3,
      words: [
        ...(failures > 0 ? [`policy is broken in ${count(failures, "place")}`] : []),
        ...(problems > 0
          ? [`${count(problems, "approval or suppression", "approvals or suppressions")} must be mended`]
          : []),
      ].join("; "),
    };
  const changes = changed(counts);
  if (changes === 0) return { exitCode: 0, words: "nothing to do" };
  return {
    exitCode: 2,
    words:
      dangers.length > 0
        ? `approved: ${sentences(dangers)}`
        : `${count(changes, "change")}, none of them dangerous`,
  };
}

/** How many resources and outputs a plan changes. Moves change the state only. */
const changed = ({
  create,
  update,
  replace,
  delete: destroy,
  move,
  import: imported,
  forget,
  outputs,
}: Counts): number => create + update + replace + destroy + forget + outputs + Math.max(move, 0) + imported;

/** The dangers of each kind in a few words. */
function sentences(dangers: readonly Danger[]): string {
  const of = (kind: Danger["kind"]): Danger[] => dangers.filter((each) => each.kind === kind);
  const words: string[] = [];
  const data = of("data");
  if (data.some(({ lost = [] }) => lost.length > 0)) words.push("data would be lost");
  else if (data.length > 0) words.push("data would be protected less");
  if (of("identity").length > 0) words.push("something that others know by its name or address would change");
  const rights = of("rights");
  if (rights.some(({ what }) => what.includes("administrator"))) words.push("an administrator would be made");
  else if (rights.length > 0) words.push("rights would be widened");
  if (of("reach").length > 0) words.push(`${count(of("reach").length, "way")} in or out would be opened`);
  if (of("firewall").length > 0) words.push("the firewall would stop less");
  if (of("secret").length > 0) words.push(`${count(of("secret").length, "secret")} would stand in clear`);
  if (of("unread").length > 0)
    words.push(`${count(of("unread").length, "policy", "policies")} cannot be read`);
  return words.join("; ");
}

export const count = (n: number, one: string, many = `${one}s`): string => `${n} ${n === 1 ? one : many}`;
