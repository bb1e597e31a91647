import type { Place } from "../plan/sources";
import type { PolicyResult } from "../policy/result";

/** Version of {@link Review}'s shape. It grows when a field changes its meaning or goes. */
export const SCHEMA = "1";

/**
 * What a plan does, for whoever approves it. All of it is masked and plain JSON; texts may hold anything that a plan holds, so that each
 * rendering escapes them.
 */
export interface Review {
  readonly schema: typeof SCHEMA;
  /** The environment, or the name of the plan's file. */
  readonly title: string;
  readonly verdict: Verdict;
  readonly bound: Bound;
  readonly counts: Counts;
  /** Why the plan cannot be judged: a sentence each. Nobody should apply a plan that has one. */
  readonly cannotJudge: readonly string[];
  /** What needs an approval: a row for each cause, the worst first. */
  readonly dangers: readonly Danger[];
  /** Approvals that no danger needs any more, and what is wrong with others: a sentence each. */
  readonly approvalProblems: readonly string[];
  readonly changes: readonly Change[];
  readonly outputs: readonly OutputRow[];
  readonly renames: readonly Rename[];
  /** Resources that keep their object under a new address: a row for each block that says so. */
  readonly moves: readonly Move[];
  readonly drift: Drift;
  /** What only the apply gives, where it matters to security. */
  readonly unknown: readonly UnknownRow[];
  /** Who may do what after the apply: a row for each principal or resource with a policy. */
  readonly rights: readonly RightsRow[];
  /** Who can connect to what after the apply. */
  readonly reach: readonly ReachRow[];
  readonly policy: PolicyResult;
  /** What an offline plan took for granted, and what else the reader should know: a sentence each. */
  readonly notes: readonly string[];
}

export interface Verdict {
  /** By the worst that holds: 0 nothing to do, 1 cannot judge, 2 changes, 3 policy, 4 danger without approval. */
  readonly exitCode: 0 | 1 | 2 | 3 | 4;
  /** "not approved: data would be lost; an administrator would be made". */
  readonly words: string;
}

/** What the review is of: another plan is not reviewed by it. */
export interface Bound {
  /** SHA-256 of plan.json, in hexadecimal. */
  readonly planHash: string;
  readonly terraformVersion?: string;
  /** When the plan was made, as the plan says. */
  readonly plannedAt?: string;
  readonly commit?: string;
  /** The revision that it is compared with. */
  readonly base?: string;
  /** Serial of the state that the plan was made from. */
  readonly stateSerial?: number;
  /** Made without the account and its state. */
  readonly offline: boolean;
}

export interface Counts {
  readonly create: number;
  readonly update: number;
  readonly replace: number;
  readonly delete: number;
  readonly move: number;
  readonly import: number;
  readonly forget: number;
  readonly outputs: number;
  /** Resources that stay as they are. */
  readonly unchanged: number;
}

export type DangerKind = "data" | "identity" | "rights" | "reach" | "firewall" | "secret" | "unread";

/** Something that somebody has to want: it is approved by name, or the plan is not. */
export interface Danger {
  readonly kind: DangerKind;
  /** The resource that an approval names. */
  readonly address: string;
  /** What happens: "module.database.aws_rds_cluster.this is replaced". */
  readonly what: string;
  /** Why it matters: what is lost, who gains what. A sentence each. */
  readonly why: readonly string[];
  /** What is lost and what stays, where data is concerned. */
  readonly lost?: readonly string[];
  readonly kept?: readonly string[];
  /** What forces or causes it, before and after. */
  readonly causes: readonly AttributeChange[];
  /** Resources that change because of this one. */
  readonly followers: readonly string[];
  /** Read from the expression: Terraform prints "known after apply". */
  readonly fromExpression: boolean;
  /** Where the cause stands in Terraform's files, and the construct that makes it. */
  readonly place?: Place;
  readonly construct?: Place;
  /** SHA-256 of what is approved, in short: an approval of something else does not count. */
  readonly accepts: string;
  readonly approval: Approval;
}

export interface Approval {
  readonly state: "missing" | "approved" | "expired" | "differs";
  readonly reason?: string;
  readonly until?: string;
}

export interface AttributeChange {
  /** The path within the resource: `rule["AWSManagedRulesCommonRuleSet"].override_action`. */
  readonly path: string;
  /** Undefined: it was not there. */
  readonly before?: unknown;
  readonly after?: unknown;
  /** Only the apply gives the value, and its expression does not tell either. */
  readonly unknown: boolean;
  /** The value after is read from the expression. */
  readonly fromExpression: boolean;
  /** It forces a replacement. */
  readonly forces: boolean;
  /** The expression, where the sources have it. */
  readonly expression?: string;
  readonly expressionBefore?: string;
}

/** A resource that changes. */
export interface Change {
  readonly address: string;
  readonly previousAddress?: string;
  readonly module: string;
  readonly type: string;
  readonly action: "create" | "update" | "replace" | "delete" | "forget" | "move" | "import";
  /** In words: "because its block is gone". */
  readonly reason?: string;
  readonly attributes: readonly AttributeChange[];
  /** Attributes that are left out of a long list. */
  readonly more: number;
  readonly place?: Place;
  /** The construct that makes it, where the plan was made from TypeScript. */
  readonly construct?: Place;
  /** The cause that pulls it along: the address of a danger, or of another change. */
  readonly follows?: string;
}

export interface OutputRow {
  readonly name: string;
  readonly action: "create" | "update" | "delete";
  readonly before?: unknown;
  readonly after?: unknown;
}

/** A resource that goes and one that comes, which seem to be the same: Terraform would keep it with a `moved` block. */
export interface Rename {
  readonly from: string;
  readonly to: string;
  /** How many resources move with it. */
  readonly resources: number;
  /** Several could be meant: somebody has to choose. */
  readonly ambiguous: boolean;
  /** Whether a second plan has shown that nothing is destroyed any more. */
  readonly verified: "yes" | "no" | "not tried";
  /** The block in JSON syntax, and in HCL. */
  readonly json: string;
  readonly hcl: string;
}

export interface Move {
  readonly from: string;
  readonly to: string;
  readonly resources: number;
}

export interface Drift {
  /** Changed by others, and set back by this plan. */
  readonly undone: readonly DriftRow[];
  /** Changed by others, and left so. */
  readonly kept: readonly DriftRow[];
  /** Made by others beside what Terraform manages: this plan does not touch it. */
  readonly foreign: readonly DriftRow[];
  /** Read-backs that mean nothing. */
  readonly folded: number;
}

export interface DriftRow {
  readonly address: string;
  readonly what: string;
}

export interface UnknownRow {
  readonly address: string;
  readonly attribute: string;
  /** Its expression tells what it will be, but for names that AWS gives. */
  readonly read: boolean;
}

/** Statements of a principal (a role, a user), or of a resource's policy. */
export interface RightsRow {
  readonly address: string;
  readonly state: "new" | "wider" | "narrower" | "changed" | "same" | "gone";
  readonly statements: readonly StatementRow[];
}

export interface StatementRow {
  /** "may s3:GetObject on arn:…", in one line. */
  readonly words: string;
  readonly state: "added" | "removed" | "same";
  /** The resource whose policy has it. */
  readonly by: string;
}

export interface ReachRow {
  readonly source: string;
  /** "443/tcp", "all". */
  readonly port: string;
  /** "database", "load balancer", or the address of the group. */
  readonly target: string;
  readonly direction: "in" | "out";
  readonly state: "opened" | "closed" | "same";
  readonly address: string;
  /** "not routable: the subnets have no route from the internet". */
  readonly note?: string;
}
