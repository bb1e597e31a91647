import type { AttributeChange, Change, Danger, Review } from "../../review/types";

/** A review of a plan that does nothing, with some fields of its own. */
export const review = (own: Partial<Review> = {}): Review => ({
  schema: "1",
  title: "prod",
  verdict: { exitCode: 0, words: "nothing to do" },
  bound: {
    planHash: "70e13b93c2b7a1f8e0d94b6c5a3f2e1d0c9b8a7f6e5d4c3b2a1f0e9d8c7b6a5f",
    terraformVersion: "1.14.1",
    plannedAt: "2026-11-28T09:14:00Z",
    commit: "4f1c2ab",
    base: "main",
    stateSerial: 214,
    offline: false,
  },
  counts: {
    create: 0,
    update: 0,
    replace: 0,
    delete: 0,
    move: 0,
    import: 0,
    forget: 0,
    outputs: 0,
    unchanged: 164,
  },
  cannotJudge: [],
  dangers: [],
  approvalProblems: [],
  changes: [],
  outputs: [],
  renames: [],
  moves: [],
  drift: { undone: [], kept: [], foreign: [], folded: 0 },
  unknown: [],
  rights: [],
  reach: [],
  policy: { rules: 42, failures: [], fixed: [], suppressed: [], suppressionProblems: [] },
  notes: [],
  ...own,
});

/** A change of an attribute. */
export const attribute = (
  path: string,
  before: unknown,
  after: unknown,
  own: Partial<AttributeChange> = {},
): AttributeChange => ({
  path,
  before,
  after,
  unknown: false,
  fromExpression: false,
  forces: false,
  ...own,
});

/** Something that needs an approval, and has none. */
export const danger = (own: Partial<Danger> = {}): Danger => ({
  kind: "data",
  address: "aws_db_instance.this",
  what: `${own.address ?? "aws_db_instance.this"} is replaced`,
  why: ["The new one starts empty."],
  causes: [],
  followers: [],
  fromExpression: false,
  accepts: "3f9a2c71d04e8b56",
  approval: { state: "missing" },
  ...own,
});

/** A resource that changes; its module and type are those of its address. */
export function change(address: string, action: Change["action"], own: Partial<Change> = {}): Change {
  const parts = address.split(".");
  const module = parts.slice(0, -2).join(".");
  return { address, module, type: parts.at(-2)!, action, attributes: [], more: 0, ...own };
}
