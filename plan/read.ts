import { createHash } from "node:crypto";
import { isObject, type PlanFile } from "./format";

/** A file that is no plan, or one that cannot be judged: the message says what it is, and what to give instead. */
export class UnreadablePlan extends Error {}

/** A plan, and the checksum of the text it was read from. */
export interface ReadPlan {
  readonly plan: PlanFile;
  /** SHA-256 of the text, in hexadecimal. */
  readonly hash: string;
}

/** Actions of resources that this program knows, as the format has them: a replacement is two. */
const ACTIONS = new Set([
  "no-op",
  "create",
  "read",
  "update",
  "delete",
  "forget",
  "delete,create",
  "create,delete",
  // Terraform 1.13 and newer, OpenTofu 1.10 and newer: a replacement that leaves the old object.
  "create,forget",
]);

const MAKE_ONE = "make it by: terraform show -json PLAN-FILE > plan.json";

/** Reads what `terraform show -json` writes. Throws {@link UnreadablePlan} for anything that it does not write of a whole plan. */
export function readPlan(text: string): ReadPlan {
  const plan = parsed(text);
  if (!isObject(plan)) throw new UnreadablePlan(`this is ${kindOf(plan)}, not a plan: ${MAKE_ONE}`);
  const version = plan["format_version"];
  if (typeof version !== "string") throw new UnreadablePlan(whatElse(plan));
  if (version.split(".")[0] !== "1")
    throw new UnreadablePlan(
      `the plan's format is ${shown(version)}, of a Terraform that is newer than this program: only formats 1.x can be read`,
    );
  if (!Array.isArray(plan["resource_changes"]) || !plan["resource_changes"].every(isChange))
    throw new UnreadablePlan(
      isObject(plan["values"])
        ? `this is a state, as terraform show -json writes it without the name of a plan file: ${MAKE_ONE}`
        : `the plan has no readable resource_changes, which every plan has: ${MAKE_ONE}`,
    );
  if (plan["errored"] === true)
    throw new UnreadablePlan(
      "Terraform failed while it made this plan: it is not whole. Mend the error, and plan again",
    );
  return { plan: plan as unknown as PlanFile, hash: createHash("sha256").update(text).digest("hex") };
}

/** What a plan says about itself that keeps anyone from judging it: a sentence each. */
export function incompleteness(plan: PlanFile): string[] {
  const reasons: string[] = [];
  if (plan.complete === false)
    reasons.push(
      "the plan is not complete: Terraform was told to look at some targets only, or has put changes off",
    );
  const deferred = plan.deferred_changes?.length ?? 0;
  if (deferred > 0) reasons.push(`${deferred} changes are deferred: what they will do is not in this plan`);
  const invoked = plan.action_invocations?.length ?? 0;
  if (invoked > 0)
    reasons.push(`${invoked} actions of providers are invoked: what they do is not in this plan`);
  const unknown = [...plan.resource_changes, ...(plan.resource_drift ?? [])].filter(
    ({ change }) => !ACTIONS.has(change.actions.join(",")),
  );
  for (const { address, change } of unknown.slice(0, 20))
    reasons.push(`${address}: the action ${shown(change.actions.join(", "))} is of a newer Terraform`);
  if (unknown.length > 20) reasons.push(`and ${unknown.length - 20} more actions of a newer Terraform`);
  for (const { address, status, instances = [] } of plan.checks ?? []) {
    if (status !== "error" && status !== "fail") continue;
    const messages = instances.flatMap(({ problems = [] }) => problems.map(({ message }) => message ?? ""));
    // A failed check block is a warning of Terraform's; a failed condition of a resource or an output ends in an error.
    if (address?.kind !== "check" || status === "error")
      reasons.push(
        `${address?.to_display ?? "a condition"} is not met: ${messages.join("; ") || "no message"}`,
      );
  }
  return reasons;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // V8's message quotes the text, which may hold secrets.
    if (text.trim() === "") throw new UnreadablePlan(`the file is empty: ${MAKE_ONE}`);
    if (text.startsWith("PK"))
      throw new UnreadablePlan(`this is a saved plan, which only Terraform can read: ${MAKE_ONE}`);
    throw new UnreadablePlan(
      text.trimStart().startsWith("{")
        ? `the file is truncated, or is no JSON: ${MAKE_ONE}`
        : `this is no JSON: ${MAKE_ONE}`,
    );
  }
}

function whatElse(value: Readonly<Record<string, unknown>>): string {
  if ("lineage" in value || (typeof value["version"] === "number" && "resources" in value))
    return `this is a state file, not a plan: ${MAKE_ONE}`;
  if ("@level" in value) return `this is the log of terraform plan -json, not the plan: ${MAKE_ONE}`;
  return `this has no format_version, so it is no plan of Terraform's: ${MAKE_ONE}`;
}

const isChange = (value: unknown): boolean =>
  isObject(value) &&
  typeof value["address"] === "string" &&
  typeof value["type"] === "string" &&
  isObject(value["change"]) &&
  Array.isArray(value["change"]["actions"]);

const kindOf = (value: unknown): string =>
  Array.isArray(value) ? "a list" : `a ${value === null ? "null" : typeof value}`;

/** A text of a file that nobody has checked, short enough for a message. */
const shown = (text: string): string => JSON.stringify(text.length > 60 ? `${text.slice(0, 60)}…` : text);
