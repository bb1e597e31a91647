import { z } from "zod";
import { endProblem, isDay } from "../policy/until";
import { acceptedHash, type Finding } from "./finding";
import type { Approval, DangerKind } from "./types";

/** Somebody's decision that a danger is wanted. */
export interface ApprovalEntry {
  /** The resource, as the review names it. */
  readonly address: string;
  readonly kind: DangerKind;
  /** What the review gives as `accepts`: of another value, statement or loss, it is another. */
  readonly accepts: string;
  readonly reason: string;
  /** The last day on which it counts, like 2027-06-30. */
  readonly until: string;
}

const kinds = [
  "data",
  "identity",
  "rights",
  "reach",
  "firewall",
  "secret",
  "unread",
] as const satisfies readonly DangerKind[];

const schema = z.array(
  z.strictObject({
    address: z.string().min(1),
    kind: z.enum(kinds),
    accepts: z.string().regex(/^[0-9a-f]{16}$/, "must be the 16 hexadecimal digits that the review gives"),
    reason: z.string().min(10, "must say why, in at least 10 characters"),
    until: z.string().refine(isDay, "must be a day like 2027-06-30"),
  }),
);

/** Reads approvals from what a file holds. Throws with everything that is wrong. */
export function approvalsIn(data: unknown, file: string): ApprovalEntry[] {
  const { success, data: entries, error } = schema.safeParse(data ?? []);
  if (success) return entries;
  throw new Error(
    error.issues
      .map(({ path, message }) => `${file}: entry ${path.join(".") || "list"}: ${message}`)
      .join("\n"),
  );
}

/** The approvals of a plan's dangers. */
export class Approvals {
  private readonly used = new Set<ApprovalEntry>();

  constructor(
    private readonly entries: readonly ApprovalEntry[],
    private readonly today: string,
  ) {}

  of({ address, kind, accepted }: Finding): Approval {
    const accepts = acceptedHash(accepted);
    const candidates = this.entries.filter((entry) => entry.address === address && entry.kind === kind);
    const [entry = candidates[0]] = candidates.filter((each) => each.accepts === accepts);
    if (!entry) return { state: "missing" };
    this.used.add(entry);
    const { reason, until } = entry;
    if (entry.accepts !== accepts) return { state: "differs", reason, until };
    return { state: until < this.today ? "expired" : "approved", reason, until };
  }

  /** Entries that no danger needs, and ends that are wrong: a sentence each. Call it when all dangers have been asked for. */
  problems(): string[] {
    return this.entries.flatMap((entry) => {
      const where = `${entry.kind} of ${entry.address}`;
      if (!this.used.has(entry))
        return [`${where}: nothing in this plan needs this approval any more: remove it`];
      const end = endProblem(entry, this.today);
      return end ? [`${where} ${end}`] : [];
    });
  }
}

/** Entries to paste, for dangers that have no approval. */
export const entryFor = (address: string, kind: DangerKind, accepts: string): string =>
  [
    `- address: ${JSON.stringify(address)}`,
    `  kind: ${kind}`,
    `  accepts: "${accepts}"`,
    '  reason: ""',
    '  until: ""',
  ].join("\n");
