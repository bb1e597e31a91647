import type { AttributeChange, DriftRow, PolicyFailure, Review } from "../../types";
import { attributeRow, type AttributeRow } from "./attributes";
import { counted } from "./html";

/** A part of the review beside its first screen and the changes. */
export interface Section {
  readonly id: string;
  readonly title: string;
  /** What is in it, in some words. */
  readonly summary: string;
  /** A sentence each. */
  readonly notes: readonly string[];
  readonly rows: readonly SectionRow[];
}

export type Tone = "bad" | "good" | "plain";

export interface SectionRow {
  /** The resource that it is about, where there is one. */
  readonly address?: string;
  readonly state: string;
  readonly tone: Tone;
  readonly title: string;
  readonly lines?: readonly (readonly [Tone, string])[];
  readonly attributes?: readonly AttributeRow[];
  /** Texts to be copied, each with what it is. */
  readonly code?: readonly (readonly [name: string, text: string])[];
}

/** The sections, in the order of the page. */
export const sectionsOf = (review: Review): Section[] => [
  outputs(review),
  renames(review),
  moves(review),
  drift(review),
  unknown(review),
  rights(review),
  reach(review),
  policy(review),
];

function outputs({ outputs: rows }: Review): Section {
  return {
    id: "outputs",
    title: "Outputs",
    summary: rows.length === 0 ? "no changes" : counted(rows.length, "change"),
    notes: [],
    rows: rows.map(({ name, action, before, after }) => {
      const change: AttributeChange = {
        path: name,
        before,
        after,
        unknown: false,
        fromExpression: false,
        forces: false,
      };
      return { state: action, tone: "plain", title: name, attributes: [attributeRow(change)] };
    }),
  };
}

function renames({ renames: rows }: Review): Section {
  const verified = {
    yes: "a second plan destroys nothing with it",
    no: "a second plan still destroys with it",
    "not tried": "not tried with a second plan",
  };
  return {
    id: "renames",
    title: "Renames",
    summary: rows.length === 0 ? "none suspected" : `${rows.length} suspected`,
    notes:
      rows.length === 0
        ? []
        : ["With these moved blocks, Terraform keeps the resources instead of destroying and creating them."],
    rows: rows.map((row) => ({
      address: row.to,
      state: row.ambiguous ? "ambiguous" : "rename",
      tone: "bad",
      title: `${row.from} → ${row.to}`,
      lines: [
        [
          "plain",
          `${counted(row.resources, "resource moves", "resources move")} with it; ${verified[row.verified]}.`,
        ],
        ...(row.ambiguous
          ? [["bad", "Several resources could be meant: somebody has to choose."] as const]
          : []),
      ],
      code: [
        ["HCL", row.hcl],
        ["JSON", row.json],
      ],
    })),
  };
}

function moves({ moves: rows }: Review): Section {
  return {
    id: "moves",
    title: "Moves",
    summary: rows.length === 0 ? "none" : counted(rows.length, "block"),
    notes: [],
    rows: rows.map(({ from, to, resources }) => ({
      address: to,
      state: "move",
      tone: "plain",
      title: `${from} → ${to}`,
      lines: [["plain", `${counted(resources, "resource keeps", "resources keep")} what they are in AWS.`]],
    })),
  };
}

function drift({ drift: { undone, kept, foreign, folded } }: Review): Section {
  const rows = (list: readonly DriftRow[], state: string, tone: Tone): SectionRow[] =>
    list.map(({ address, what }) => ({ address, state, tone, title: what }));
  const all = [
    ...rows(undone, "undone", "bad"),
    ...rows(kept, "kept", "plain"),
    ...rows(foreign, "foreign", "plain"),
  ];
  return {
    id: "drift",
    title: "Drift",
    summary:
      all.length === 0
        ? "none that matters"
        : `${undone.length} undone, ${kept.length} kept, ${foreign.length} foreign`,
    notes: [
      ...(all.length === 0
        ? []
        : [
            "Undone: changed outside of Terraform, and set back by this plan. Kept: changed, and left so. Foreign: made beside what Terraform manages, and not touched.",
          ]),
      ...(folded === 0 ? [] : [`${counted(folded, "read-back")} without meaning left out.`]),
    ],
    rows: all,
  };
}

function unknown({ unknown: rows }: Review): Section {
  const unread = rows.filter(({ read }) => !read).length;
  return {
    id: "unknown",
    title: "Known after apply",
    summary:
      rows.length === 0
        ? "nothing that matters to security"
        : `${rows.length - unread} read from the expression, ${unread} not readable`,
    notes:
      rows.length === 0 ? [] : ["Attributes that matter to security, and whose values only the apply gives."],
    rows: [...rows]
      .sort((a, b) => Number(a.read) - Number(b.read))
      .map(({ address, attribute, read }) => ({
        address,
        state: read ? "read" : "unread",
        tone: read ? "plain" : "bad",
        title: attribute,
        lines: [["plain", read ? "Its expression tells what it will be." : "Nothing tells what it will be."]],
      })),
  };
}

function rights({ rights: rows }: Review): Section {
  const order = ["wider", "new", "changed", "narrower", "gone", "same"];
  const count = (state: string): number => rows.filter((row) => row.state === state).length;
  return {
    id: "rights",
    title: "Rights after apply",
    summary: summaryOf(order.map((state) => [count(state), state])),
    notes: [],
    rows: [...rows]
      .sort((a, b) => order.indexOf(a.state) - order.indexOf(b.state))
      .map(({ address, state, statements }) => ({
        address,
        state,
        tone: state === "wider" ? "bad" : state === "narrower" || state === "gone" ? "good" : "plain",
        title: address,
        lines: statements.map(({ words, state: each, by }) => {
          const [sign, tone] = (
            { added: ["+", "bad"], removed: ["−", "good"], same: ["", "plain"] } as const
          )[each];
          return [tone, `${sign} ${words}${by === address ? "" : `, by ${by}`}`.trim()];
        }),
      })),
  };
}

function reach({ reach: rows }: Review): Section {
  const order = ["opened", "closed", "same"];
  return {
    id: "reach",
    title: "Reach after apply",
    summary: summaryOf(order.map((state) => [rows.filter((row) => row.state === state).length, state])),
    notes: [],
    rows: [...rows]
      .sort((a, b) => order.indexOf(a.state) - order.indexOf(b.state))
      .map(({ source, port, target, direction, state, address, note }) => ({
        address,
        state,
        tone: state === "opened" ? "bad" : state === "closed" ? "good" : "plain",
        title: direction === "in" ? `${source} → ${port} on ${target}` : `${target} → ${port} to ${source}`,
        lines: note === undefined ? [] : [["plain", note]],
      })),
  };
}

function policy({ policy: result }: Review): Section {
  const { rules, failures, fixed, suppressed, suppressionProblems } = result;
  const rows = (list: readonly PolicyFailure[], state: string, tone: Tone): SectionRow[] =>
    list.map(({ rule, address, message, controls, reason }) => ({
      address,
      state,
      tone,
      title: `${rule}: ${message}`,
      lines: [
        ...(controls.length === 0 ? [] : [["plain", controls.join("; ")] as const]),
        ...(reason === undefined ? [] : [["plain", `Reason: ${reason}`] as const]),
      ],
    }));
  const [fresh, old] = [["new"] as const, ["as before"] as const].map(([state]) =>
    failures.filter((each) => each.state === state),
  ) as [PolicyFailure[], PolicyFailure[]];
  return {
    id: "policy",
    title: "Policy",
    summary:
      rules === 0
        ? "no rules applied"
        : `${summaryOf([
            [fresh.length, "new"],
            [old.length, "as before"],
            [fixed.length, "fixed"],
            [suppressed.length, "suppressed"],
          ])}; ${counted(rules, "rule")}`,
    notes: suppressionProblems,
    rows: [
      ...rows(fresh, "new", "bad"),
      ...rows(old, "as before", "plain"),
      ...rows(fixed, "fixed", "good"),
      ...rows(suppressed, "suppressed", "plain"),
    ],
  };
}

/** "2 opened, 14 same". */
function summaryOf(counts: readonly (readonly [number, string])[]): string {
  const words = counts.filter(([count]) => count > 0).map(([count, word]) => `${count} ${word}`);
  return words.length === 0 ? "none" : words.join(", ");
}
