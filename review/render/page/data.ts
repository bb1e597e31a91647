import type { AttributeChange, Change, Review } from "../../types";
import { visible, visibleLines } from "../text";
import { attributeRow, type AttributeRow, cutRow, cutText } from "./attributes";
import { ACTIONS, placed } from "./labels";
import type { Section, SectionRow } from "./sections";

/** How much of a review the page takes along, beside its first screen. */
interface Limits {
  /** Characters of a text. */
  readonly text: number;
  /** Attributes of a resource. */
  readonly attributes: number;
  /** Rows of a list. */
  readonly rows: number;
}

/** From everything that anybody would read to what still fits for very large plans. */
const LIMITS: readonly Limits[] = [
  { text: 20_000, attributes: 500, rows: 50_000 },
  { text: 4_000, attributes: 100, rows: 50_000 },
  { text: 800, attributes: 40, rows: 20_000 },
  { text: 400, attributes: 20, rows: 20_000 },
  { text: 300, attributes: 8, rows: 10_000 },
  { text: 200, attributes: 3, rows: 10_000 },
  { text: 120, attributes: 1, rows: 10_000 },
  { text: 80, attributes: 0, rows: 20_000 },
  { text: 80, attributes: 0, rows: 10_000 },
  { text: 80, attributes: 0, rows: 5_000 },
  { text: 80, attributes: 0, rows: 1_000 },
];

/** A resource that changes, for the script: what is false or empty is left out. */
interface ChangeRow extends Pick<Change, "address" | "module" | "action" | "reason" | "follows"> {
  /** Where it was before. */
  readonly was?: string;
  readonly attributes: readonly AttributeRow[];
  /** Attributes that are left out. */
  readonly more?: number;
  /** Where it stands in Terraform's files, and the construct that makes it: "file:line". */
  readonly place?: string;
  readonly construct?: string;
  /** Numbers of the dangers that are about it. */
  readonly dangers?: readonly number[];
}

/** What the page's script shows on demand, as JSON within the page. All texts are visible already. */
interface PageData {
  readonly changes: readonly ChangeRow[];
  readonly sections: readonly (Section & { readonly left: number })[];
  /** Changes that are left out. */
  readonly left: number;
  readonly actions: typeof ACTIONS;
}

/** The data for the script as JSON of at most `budget` bytes, if cutting can bring it there: danger is not in it, and never cut. */
export function pageData(review: Review, sections: readonly Section[], budget: number): string {
  const changes = sortedChanges(review);
  const row = changeRowsOf(review);
  // What every nth change takes tells which limits are worth a try.
  const nth = Math.ceil(changes.length / 200);
  const sample = changes.filter((_, i) => i % nth === 0);
  let json = "";
  for (const limits of LIMITS) {
    const own = sections.map((section) => cutSection(section, limits));
    const sampled =
      size(sample.map((change) => row(change, limits))) * nth * Math.min(1, limits.rows / changes.length);
    if (nth > 1 && limits !== LIMITS.at(-1) && sampled + size(own) > 1.05 * budget) continue;
    const data: PageData = {
      changes: changes.slice(0, limits.rows).map((change) => row(change, limits)),
      left: Math.max(0, changes.length - limits.rows),
      sections: own,
      actions: ACTIONS,
    };
    json = embedded(data);
    if (Buffer.byteLength(json) <= budget) break;
  }
  return json;
}

const size = (value: unknown): number => Buffer.byteLength(embedded(value));

const sortedChanges = ({ changes }: Review): Change[] =>
  [...changes].sort((a, b) => (a.module < b.module ? -1 : a.module > b.module ? 1 : 0));

/** Makes the rows of changes. Of attributes that are left out, nothing is compared. */
function changeRowsOf({ dangers }: Review): (change: Change, limits: Limits) => ChangeRow {
  const numbers = new Map<string, number[]>();
  for (const [i, { address }] of dangers.entries())
    numbers.set(address, [...(numbers.get(address) ?? []), i + 1]);
  const known = new Map<AttributeChange, AttributeRow>();
  const attribute = (change: AttributeChange): AttributeRow => {
    const row = known.get(change) ?? attributeRow(change);
    known.set(change, row);
    return row;
  };
  return (change, { text: limit, attributes }) => {
    const text = (value: string | undefined): string | undefined => value && cutText(visible(value), limit);
    return {
      // An address is what somebody looks for: it is cut where it is absurd.
      address: cutText(visible(change.address), MAX_ADDRESS),
      module: cutText(visible(change.module), MAX_ADDRESS),
      action: change.action,
      reason: text(change.reason),
      follows: change.follows && cutText(visible(change.follows), MAX_ADDRESS),
      was: change.previousAddress && cutText(visible(change.previousAddress), MAX_ADDRESS),
      attributes: change.attributes.slice(0, attributes).map((each) => cutRow(attribute(each), limit)),
      more: change.more + Math.max(0, change.attributes.length - attributes) || undefined,
      place: text(change.place && placed(change.place)),
      construct: text(change.construct && placed(change.construct)),
      dangers: numbers.get(change.address),
    };
  };
}

const MAX_ADDRESS = 2_000;

const cutSection = (section: Section, limits: Limits): PageData["sections"][number] => ({
  ...section,
  notes: section.notes.map((note) => cutText(visible(note), limits.text)),
  rows: section.rows.slice(0, limits.rows).map((row) => cutSectionRow(row, limits)),
  left: Math.max(0, section.rows.length - limits.rows),
});

/** Lines of a row beyond this are counted only. */
const linesWithin = ({ attributes }: Limits): number => 5 + 2 * attributes;

function cutSectionRow(row: SectionRow, limits: Limits): SectionRow {
  const { lines = [], attributes, code } = row;
  const short = (value: string): string => cutText(visible(value), limits.text);
  const left = lines.length - linesWithin(limits);
  return {
    ...row,
    address: row.address && visible(row.address),
    title: short(row.title),
    lines: [
      ...lines.slice(0, linesWithin(limits)).map(([tone, line]) => [tone, short(line)] as const),
      ...(left > 0 ? [["plain", `${left} more left out`] as const] : []),
    ],
    attributes: attributes?.map((each) => cutRow(each, limits.text)),
    code: code?.map(([name, value]) => [name, cutText(visibleLines(value), 4 * limits.text)] as const),
  };
}

/** JSON for a script element: nothing in it can end the element or begin a comment. */
const embedded = (data: unknown): string =>
  JSON.stringify(data).replace(
    /[<>&\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
