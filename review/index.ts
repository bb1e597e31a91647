import { syntaxReader } from "../plan/expression/syntax";
import { mask, type SecretInClear } from "../plan/mask";
import { callsOf, PlanModel } from "../plan/model";
import { incompleteness, type ReadPlan } from "../plan/read";
import { Side } from "../plan/side";
import type { Place, Sources } from "../plan/sources";
import { PlanValues } from "../plan/values";
import { type ApprovalEntry, Approvals } from "./approvals";
import { changesOf, countsOf, movesOf, outputRows } from "./changes";
import { dataDangers } from "./danger/data";
import { firewallDangers } from "./danger/firewall";
import { reachOf } from "./danger/reach";
import { rightsOf } from "./danger/rights";
import { driftOf } from "./drift";
import { acceptedHash, type Finding } from "./finding";
import { renamesIn } from "./renames";
import type { Sides } from "../plan/sides";
import {
  type Bound,
  type Danger,
  type DangerKind,
  type PolicyResult,
  type Rename,
  type Review,
  SCHEMA,
} from "./types";
import { unknownRows } from "./unknown";
import { verdictOf } from "./verdict";

/** What a review knows beside the plan. */
export interface ReviewContext {
  /** The environment, or the name of the plan's file. */
  readonly title: string;
  /** The Terraform files that the plan was made from: without them, expressions are read as far as the plan has them. */
  readonly sources?: Sources;
  /** Where the constructs stand that make the resources, by their addresses without keys. */
  readonly constructs?: ReadonlyMap<string, Place>;
  readonly approvals?: readonly ApprovalEntry[];
  /** Today, like 2027-06-30. */
  readonly today: string;
  readonly bound?: Omit<Bound, "planHash" | "terraformVersion" | "plannedAt">;
  /** What the plan took for granted, and what else a reader should know: a sentence each. */
  readonly notes?: readonly string[];
  /** Of suspected renames, by `from` and `to`, whether a second plan with the `moved` block destroys nothing of it. */
  readonly verified?: (rename: { readonly from: string; readonly to: string }) => boolean | undefined;
  /** Applies the policy. Default: no rules. */
  readonly policy?: (sides: Sides) => PolicyResult;
}

/** The worst first. */
const ORDER: readonly DangerKind[] = ["data", "rights", "reach", "firewall", "secret", "identity", "unread"];

const NO_POLICY: PolicyResult = {
  rules: 0,
  failures: [],
  fixed: [],
  suppressed: [],
  suppressionProblems: [],
};

/** Reviews a plan. Masks it first: nothing that is sensitive gets beyond this function. The same plan and context give the same review. */
export async function review({ plan: given, hash }: ReadPlan, context: ReviewContext): Promise<Review> {
  const { plan, inClear } = mask(given);
  const model = new PlanModel(plan, context.sources);
  const values = new PlanValues(model, await syntaxReader());
  const sides: Sides = { before: new Side(model, values, "before"), after: new Side(model, values, "after") };
  const renames = renamesIn(model);
  const rights = rightsOf(sides);
  const reach = reachOf(sides);
  const approvals = new Approvals(context.approvals ?? [], context.today);
  const dangers = [
    ...dataDangers(model, values, renames),
    ...rights.findings,
    ...reach.findings,
    ...firewallDangers(model),
    ...inClear.map(secretFinding),
  ]
    .sort((a, b) => ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind))
    .map((finding): Danger => {
      const { accepted, ...danger } = finding;
      return {
        ...danger,
        ...whereIs(finding, model, context),
        accepts: acceptedHash(accepted),
        approval: approvals.of(finding),
      };
    });
  const outputs = outputRows(model);
  const unknown = unknownRows(model, values);
  const counts = countsOf(model, outputs);
  const policy = context.policy?.(sides) ?? NO_POLICY;
  const grounds = {
    cannotJudge: incompleteness(plan),
    dangers,
    approvalProblems: approvals.problems(),
    policy,
    counts,
  };
  return {
    schema: SCHEMA,
    title: context.title,
    verdict: verdictOf(grounds),
    bound: {
      planHash: hash,
      terraformVersion: plan.terraform_version,
      plannedAt: plan.timestamp,
      offline: false,
      ...context.bound,
    },
    ...grounds,
    changes: changesOf(model, values).map((change) => ({
      ...change,
      ...placeOf(change.address, model, context),
    })),
    outputs,
    renames: renames.map(({ pairs, ...rename }) => ({
      ...rename,
      resources: pairs.length,
      verified: verifiedWord(context.verified?.(rename)),
    })),
    moves: movesOf(model),
    drift: driftOf(model),
    unknown,
    rights: rights.rows,
    reach: reach.rows,
    notes: [...(context.notes ?? [])],
  };
}

const verifiedWord = (verified: boolean | undefined): Rename["verified"] =>
  verified === undefined ? "not tried" : verified ? "yes" : "no";

const secretFinding = ({ places }: SecretInClear): Finding => ({
  kind: "secret",
  address: places[0]!,
  what: `a secret stands in clear at ${places[0]}`,
  why: [
    `Whoever reads the configuration or the plan reads it: ${places.join(", ")}.`,
    "Keep it in AWS Secrets Manager, or give it by an ephemeral variable; and take it for known.",
  ],
  causes: [],
  followers: [],
  fromExpression: false,
  accepted: { places },
});

/** Where the cause of a danger stands: the resource that an approval names, or the first of those that have done it. */
function whereIs({ address, causes }: Finding, model: PlanModel, context: ReviewContext) {
  const [first] = causes.map(({ path }) => path).filter((path) => model.resource(path) !== undefined);
  return placeOf(first ?? address, model, context);
}

function placeOf(
  address: string,
  model: PlanModel,
  { sources, constructs }: ReviewContext,
): { place?: Place; construct?: Place } {
  const resource = model.resource(address);
  if (!resource) return {};
  const calls = callsOf(resource.module);
  const block = `${resource.type}.${resource.name}`;
  const place = sources?.get(calls.join("."))?.places[block];
  const construct = constructs?.get([...calls, block].join("."));
  return { ...(place ? { place } : {}), ...(construct ? { construct } : {}) };
}
