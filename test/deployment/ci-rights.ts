import {
  accountTypes,
  accountWrites,
  environmentTypes,
  reads,
  secretReads,
  writes,
} from "../../modules/ci-access/rights";
import { writeScopes } from "../../modules/ci-access/rights/scopes";
import { scopeOf } from "../../modules/ci-access/rights/statements";
import { isEverywhere } from "../../modules/ci-access/rights/unscoped";
import { stateReads, stateWrites } from "../../modules/ci-access/state";
import { arnMatches } from "../iam/policy";
import type { State } from "./state";

/** What each role of the ci-access module may do, for an environment with everything. */
const rights = {
  plan: [...reads, ...stateReads],
  drift: [...reads, ...secretReads, ...stateWrites],
  apply: [...reads, ...writes, ...accountWrites, ...secretReads, ...stateWrites],
} as const;

/** The actions that a role of ci-access lacks. */
export const lackedBy = (role: keyof typeof rights, actions: readonly string[]): string[] =>
  actions.filter((action) => !rights[role].includes(action));

/** What an environment is known by, as ci-access takes it. */
export interface Known {
  readonly name: readonly string[];
  readonly path?: readonly string[];
}

/** ARNs of a state's resources at which no action is allowed that changes their type, although AWS knows ARNs for some. */
export function unreachable({ resources }: State, known: Known): string[] {
  const types = { ...environmentTypes, ...accountTypes };
  return resources.flatMap(({ mode, type, instances }) => {
    const actions = (types[type]?.write ?? []).filter((action) => !isEverywhere(action));
    if (mode !== "managed" || actions.length === 0) return [];
    const patterns = actions.flatMap((action) => patternsOf(action, known));
    const services = patterns.map(serviceOf);
    return (
      instances
        .map(({ attributes }) => attributes["arn"])
        // The ARN of an event rule's target, or of a scaling policy, is another service's.
        .filter((arn): arn is string => typeof arn === "string" && services.includes(serviceOf(arn)))
        .filter((arn) => !patterns.some((one) => arnMatches(one, arn)))
        .map((arn) => `${type} ${arn}`)
    );
  });
}

const serviceOf = (arn: string): string => arn.split(":")[2]!;

function patternsOf(action: string, known: Known): string[] {
  const values: Readonly<Record<string, readonly string[]>> = {
    fixed: [""],
    account: [""],
    zone: ["*"],
    ...known,
  };
  return Object.entries(scopeOf(action, writeScopes).arns).flatMap(([kind, arns]) =>
    arns.flatMap((arn) =>
      (values[kind] ?? []).map((value) => `arn:*:${arn.replace("<>", value).replace("<account>", "*")}`),
    ),
  );
}
