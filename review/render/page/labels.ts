import type { Approval, Change, Danger, DangerKind, Review } from "../../types";

/** What the page calls kinds of danger: a name, and what all of a kind have in common. */
export const KINDS: Readonly<Record<DangerKind, readonly [name: string, meaning: string]>> = {
  data: ["Data", "would be lost, or is less protected"],
  identity: ["Identity", "something that others refer to would be replaced or lost"],
  rights: ["Rights", "somebody may do more than before"],
  reach: ["Reach", "something can be reached from more places than before"],
  firewall: ["Firewall", "protection of the web application gets weaker"],
  secret: ["Secrets", "would be stored or shown in clear text"],
  unread: ["Unread", "matters to security, and could not be read before the apply"],
};

/** Actions with the signs that Terraform has for them. */
export const ACTIONS: Readonly<Record<Change["action"], readonly [sign: string, name: string]>> = {
  replace: ["-/+", "replace"],
  delete: ["-", "destroy"],
  update: ["~", "update"],
  create: ["+", "create"],
  forget: [".", "forget"],
  move: ["→", "move"],
  import: ["←", "import"],
};

/** Verdicts by exit code: a name, and the tone of the page's head. */
export const VERDICTS: Readonly<
  Record<Review["verdict"]["exitCode"], readonly [name: string, tone: string]>
> = {
  0: ["No changes", "good"],
  1: ["Cannot be judged", "bad"],
  2: ["Changes", "plain"],
  3: ["Policy failures", "warning"],
  4: ["Needs approval", "bad"],
};

/** States of approvals, and what comes before the date that an approval has. */
export const APPROVALS: Readonly<Record<Approval["state"], readonly [name: string, date: string]>> = {
  missing: ["Not approved", "until"],
  approved: ["Approved", "until"],
  expired: ["Approval expired", "on"],
  differs: ["Approval of something else", "until"],
};

/** "modules/database/index.ts:91". */
export const placed = ({ file, line }: NonNullable<Danger["place"]>): string =>
  line === undefined ? file : `${file}:${line}`;
