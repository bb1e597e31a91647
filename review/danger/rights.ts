import { isUnread, type Unknown, unknownsIn } from "../../plan/expression/unknown";
import type { PlanModel, Resource } from "../../plan/model";
import { SENSITIVE, SENSITIVE_CHANGED } from "../../plan/secrets";
import type { PlanValues } from "../../plan/values";
import { attributeChanges } from "../attributes";
import { uncovered } from "../../plan/coverage";
import type { Finding } from "../finding";
import { type Grant, type Holder, holdersOf } from "../../plan/grants";
import { type Statement, wordsOf } from "../../plan/statements";
import { severity } from "./severity";
import type { Sides } from "../../plan/sides";
import type { RightsRow, StatementRow } from "../types";

/** What a plan does to rights: what needs an approval, and who may do what afterwards. */
export interface Rights {
  readonly findings: readonly Finding[];
  readonly rows: readonly RightsRow[];
}

/** Policies of AWS's that give all rights, or the right to take them. */
const POWERFUL =
  /:policy\/(AdministratorAccess|PowerUserAccess|IAMFullAccess|job-function\/SystemAdministrator)$/;

/** Policies of AWS's that only deny. */
const DENYING = /:policy\/(AWSDenyAll|AWSCompromisedKeyQuarantine\w*)$/;

/** Compares the rights of every principal and the policy of every resource. */
export function rightsOf(sides: Sides): Rights {
  const { model, values } = sides.after;
  const before = holdersOf(sides.before);
  const after = holdersOf(sides.after);
  const own = ownAccounts(model);
  const findings: Finding[] = [];
  const rows: RightsRow[] = [];
  for (const key of [...new Set([...before.keys(), ...after.keys()])].sort()) {
    const comparison = compare(key, before.get(key), after.get(key), model, own);
    rows.push(comparison.row);
    const finding = findingOf(comparison, values);
    if (finding) findings.push(finding);
    findings.push(...unreadFindings(comparison, values));
  }
  return { findings, rows };
}

interface Comparison {
  readonly key: string;
  readonly holder: Holder;
  /** Whether whoever gets the rights was there before. */
  readonly existed: boolean;
  readonly before?: Holder;
  readonly gained: readonly Grant[];
  readonly deniesLost: readonly Grant[];
  readonly attached: readonly { readonly arn: string; readonly by: Resource }[];
  /** Policies of AWS's that deny, and are no longer attached. */
  readonly detached: readonly { readonly arn: string; readonly by: Resource }[];
  readonly boundaryLost?: string;
  /** What is dangerous whoever gets it: a sentence each. */
  readonly severe: readonly string[];
  readonly row: RightsRow;
}

function compare(
  key: string,
  before: Holder | undefined,
  after: Holder | undefined,
  model: PlanModel,
  own: ReadonlySet<string>,
): Comparison {
  const holder = after ?? before!;
  const resource = model.resource(holder.address);
  // Who is not in the plan is somewhere else, and was there before.
  const existed = resource ? resource.before !== undefined : true;
  const olds = before?.grants ?? [];
  const news = after?.grants ?? [];
  const same = sameIn(model);
  const rest = (grant: Grant, others: readonly Grant[]): Grant[] => {
    const open = uncovered(
      grant.statement,
      others.map(({ statement }) => statement),
      same,
    );
    return open ? [{ ...grant, statement: open }] : [];
  };
  const gained = news
    .filter(({ statement }) => statement.effect === "Allow")
    .flatMap((grant) => rest(grant, olds));
  const lost = olds.flatMap((grant) => rest(grant, news));
  const deniesUnread = news.some(({ statement }) => statement.effect === "Deny" && hasUnread(statement));
  const deniesLost =
    !isGone(resource) && !deniesUnread ? lost.filter(({ statement }) => statement.effect === "Deny") : [];
  const had = new Set(before?.attached.map(({ arn }) => arn));
  const attached = (after?.attached ?? []).filter(({ arn }) => !had.has(arn));
  const boundaryLost =
    before?.boundary !== undefined && after && after.boundary !== before.boundary
      ? before.boundary
      : undefined;
  const detached = (before?.attached ?? []).filter(
    ({ arn }) => DENYING.test(arn) && !after?.attached.some((each) => each.arn === arn),
  );
  // What cannot be read is a danger of its own.
  const onlyCreated = gained.filter(
    ({ statement }) =>
      severity(statement, own).length > 0 || (!isOnCreated(statement, model) && !hasUnread(statement)),
  );
  const severe = [
    // The policy of an endpoint gives nobody rights: it narrows those that others give.
    ...(resource?.type === "aws_vpc_endpoint"
      ? []
      : onlyCreated.flatMap(({ statement }) => severity(statement, own))),
    ...attached
      .filter(({ arn }) => POWERFUL.test(arn))
      .map(({ arn }) => `becomes administrator: ${arn.split("/").at(-1)} is attached`),
  ];
  const added = new Set(gained.map(({ statement }) => wordsOf(statement)));
  const statements: StatementRow[] = [
    ...gained.map(({ statement, by }) => ({
      words: wordsOf(statement),
      state: "added" as const,
      by: by.address,
    })),
    ...attached.map(({ arn, by }) => ({
      words: `has the policy ${arn}`,
      state: "added" as const,
      by: by.address,
    })),
    ...lost.map(({ statement, by }) => ({
      words: wordsOf(statement),
      state: "removed" as const,
      by: by.address,
    })),
    ...news
      .filter(
        ({ statement }) =>
          !added.has(wordsOf(statement)) &&
          uncovered(
            statement,
            olds.map((each) => each.statement),
            same,
          ) === undefined,
      )
      .map(({ statement, by }) => ({ words: wordsOf(statement), state: "same" as const, by: by.address })),
    ...(after?.attached ?? [])
      .filter(({ arn }) => had.has(arn))
      .map(({ arn, by }) => ({ words: `has the policy ${arn}`, state: "same" as const, by: by.address })),
  ];
  const wider = gained.length + attached.length + deniesLost.length > 0 || boundaryLost !== undefined;
  const state = !after
    ? "gone"
    : !before
      ? "new"
      : wider
        ? onlyCreated.length + attached.length + deniesLost.length > 0 || boundaryLost !== undefined
          ? "wider"
          : "changed"
        : lost.length > 0
          ? "narrower"
          : "same";
  return {
    key,
    holder,
    existed,
    before,
    gained: onlyCreated,
    deniesLost,
    attached,
    detached,
    boundaryLost,
    // What makes an administrator says most.
    severe: [...new Set(severe)].sort((a, b) => Number(isAdministrator(b)) - Number(isAdministrator(a))),
    row: { address: key, state, statements },
  };
}

const isAdministrator = (words: string): boolean => words.startsWith("becomes administrator");

const isGone = (resource: Resource | undefined): boolean =>
  resource?.action === "delete" || resource?.action === "forget";

/** Whether an unknown value is what was known before: of the same resource, which is replaced or changed. */
const sameIn =
  (model: PlanModel) =>
  (unknown: Unknown, known: string): boolean => {
    const resource = unknown.read ? model.resourceNamed(unknown.text) : undefined;
    if (!resource?.before || !unknown.text.startsWith(resource.address)) return false;
    const path = unknown.text.slice(resource.address.length + 1).split(".");
    const value = path.reduce<unknown>((each, name) => {
      const inner = Array.isArray(each) && each.length === 1 ? (each[0] as unknown) : each;
      return (inner as Record<string, unknown> | null | undefined)?.[name];
    }, resource.before);
    return value === known;
  };

const hasUnread = (statement: Statement): boolean => isUnread(JSON.stringify(statement));

/** Whether a statement speaks of nothing but what this plan creates: nobody's data is in it yet. */
function isOnCreated({ resources }: Statement, model: PlanModel): boolean {
  return (
    resources.length > 0 &&
    resources.every((resource) =>
      unknownsIn(resource).some(({ text, read }) => read && model.resourceNamed(text)?.action === "create"),
    )
  );
}

/** The accounts that the plan's own resources are in. */
function ownAccounts(model: PlanModel): Set<string> {
  const counts = new Map<string, number>();
  const count = (value: unknown): void => {
    const account =
      typeof value === "string" ? /^arn:[^:]*:[^:]*:[^:]*:(\d{12}):/.exec(value)?.[1] : undefined;
    if (account) counts.set(account, (counts.get(account) ?? 0) + 1);
  };
  for (const { before } of model.resources) count(before?.["arn"]);
  const identities = model.dataOfType("aws_caller_identity").map(({ account_id }) => String(account_id));
  return new Set([...identities, ...[...counts].filter(([, n]) => n > 1).map(([account]) => account)]);
}

function findingOf(comparison: Comparison, values: PlanValues): Finding | undefined {
  const { key, holder, existed, gained, deniesLost, attached, detached, boundaryLost, severe, before } =
    comparison;
  const wider =
    gained.length + deniesLost.length + attached.length + detached.length > 0 || boundaryLost !== undefined;
  if (!wider || (!existed && severe.length === 0)) return undefined;
  const trust = key.endsWith(" trust");
  const noun = trust ? `${holder.address} may be assumed by more` : `${holder.address} gains rights`;
  const bys = [...new Set([...gained, ...deniesLost, ...attached, ...detached].map(({ by }) => by))];
  const why = [
    ...severe.map((each) => `It ${each}.`),
    ...gained.map(({ statement }) => `+ ${wordsOf(statement)}`),
    ...attached.map(({ arn }) => `+ policy ${arn}`),
    ...deniesLost.map(({ statement }) => `− ${wordsOf(statement)}`),
    ...detached.map(({ arn }) => `− policy ${arn}`),
    ...lostConditions(gained, before),
    ...(boundaryLost === undefined ? [] : [`− permissions boundary ${boundaryLost}`]),
  ];
  const fromExpression = bys.some((by) =>
    ["policy", "assume_role_policy"].some((name) => values.isUnknown(by, name)),
  );
  return {
    kind: "rights",
    address: holder.address,
    what: severe[0] ? `${holder.address} ${severe[0].replace(/:.*/, "")}` : noun,
    why,
    causes: bys
      .filter((by) => by.address !== holder.address)
      .slice(0, 10)
      .map((by) => ({
        path: by.address,
        unknown: false,
        fromExpression: false,
        forces: false,
        ...documentsOf(by, values),
      })),
    followers: [],
    fromExpression,
    accepted: why.filter((each) => /^[+−]/.test(each)),
  };
}

/** The document of a policy before and after. */
function documentsOf(
  by: Resource,
  values: PlanValues,
): { before?: unknown; after?: unknown; fromExpression?: boolean } {
  const change = attributeChanges(by, values).find(({ path }) =>
    /^(policy|assume_role_policy|policy_arn)$/.test(path),
  );
  return change ? { before: change.before, after: change.after, fromExpression: change.fromExpression } : {};
}

function lostConditions(gained: readonly Grant[], before: Holder | undefined): string[] {
  return gained.flatMap(({ statement }) => {
    const old = before?.grants.find(
      (each) => each.statement.sid !== "" && each.statement.sid === statement.sid,
    )?.statement;
    if (!old) return [];
    return Object.entries(old.conditions)
      .filter(([key]) => !statement.conditions[key])
      .map(([key, each]) => `− condition ${key} ${each.join(", ")}`);
  });
}

/** Policies that nobody can judge: silence would be an answer. */
function unreadFindings({ holder, key }: Comparison, values: PlanValues): Finding[] {
  const byResource = new Map<Resource, Set<string>>();
  for (const { text, by, attribute } of holder.unread) {
    // What is sensitive and stays as it is was there before.
    const sensitive =
      text.startsWith(SENSITIVE_CHANGED) || (text.startsWith(SENSITIVE) && by.action === "create");
    if (!values.isUnknown(by, attribute) && !sensitive) continue;
    byResource.set(by, (byResource.get(by) ?? new Set()).add(text));
  }
  return [...byResource].map(([by, texts]) => ({
    kind: "unread" as const,
    address: by.address,
    what: `${by.address}: a part of the policy${key.endsWith(" trust") ? " of trust" : ""} cannot be read`,
    why: [
      `Terraform prints it as known after apply, and these parts of its expression are not in the plan: ${[...texts].slice(0, 10).join(", ")}.`,
      "With --root and the folder of the root module, they are read from the modules' files.",
    ],
    causes: [],
    followers: [],
    fromExpression: true,
    accepted: { unread: [...texts].sort() },
  }));
}
