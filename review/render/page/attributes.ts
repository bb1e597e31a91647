import type { AttributeChange } from "../../types";
import { lineDiff, type Piece, wordDiff } from "../diff";
import { visible, visibleLines } from "../text";
import { textOf } from "./json-text";

/** An attribute's change as the page shows it: what is in the texts is visible, and what is false or empty is left out. */
export interface AttributeRow {
  readonly path: string;
  /** Both values in one: equal, removed and added pieces, and what is left out ("…"). */
  readonly pieces: readonly (Piece | Omission)[];
  /** Shown as one text, by lines or by words, and not as a value before and a value after. */
  readonly long?: "lines" | "words";
  readonly unknown?: true;
  readonly read?: true;
  readonly forces?: true;
  readonly expression?: string;
  readonly expressionBefore?: string;
}

/** "… 1,200 characters left out". */
export type Omission = readonly [op: "…", words: string];

/** Up to this length, a value stands beside what it was. */
const SHORT = 160;

/** The row of a change. */
export function attributeRow(change: AttributeChange): AttributeRow {
  const { path, unknown, fromExpression, forces, expression, expressionBefore } = change;
  const [before, after] = texts(change);
  const lines = before.includes("\n") || after.includes("\n");
  const long = lines ? "lines" : before.length > SHORT || after.length > SHORT ? "words" : undefined;
  return {
    path: visible(path),
    pieces: differences(before, after),
    ...(long && { long }),
    ...(unknown && { unknown }),
    ...(fromExpression && { read: true }),
    ...(forces && { forces }),
    ...(expression !== undefined && { expression: visible(expression) }),
    ...(expressionBefore !== undefined && { expressionBefore: visible(expressionBefore) }),
  };
}

/** Both values as texts. Two values that differ are never the same text. */
function texts({ before, after, unknown }: AttributeChange): readonly [string, string] {
  const [was, will] = [before, unknown ? undefined : after].map((value) =>
    value === undefined ? "" : visibleLines(textOf(value)),
  ) as [string, string];
  if (was !== will || typeof before !== "string" || typeof after !== "string") return [was, will];
  return [visibleLines(before), visibleLines(after)];
}

function differences(before: string, after: string): Piece[] {
  if (before === "" || after === "")
    return (
      [
        ["-", before],
        ["+", after],
      ] as const
    ).filter(([, text]) => text !== "");
  return before.includes("\n") || after.includes("\n") ? lineDiff(before, after) : wordDiff(before, after);
}

/** A row whose texts have about as many characters as `limit`: what is the same goes first, and what is left out is said. */
export function cutRow(row: AttributeRow, limit: number): AttributeRow {
  const { path, pieces, expression, expressionBefore } = row;
  return {
    ...row,
    path: cutText(path, limit),
    pieces: lengthOf(pieces) > limit ? cutPieces(pieces, limit) : pieces,
    ...(expression !== undefined && { expression: cutText(expression, limit) }),
    ...(expressionBefore !== undefined && { expressionBefore: cutText(expressionBefore, limit) }),
  };
}

/** A text of at most `limit` characters, and how long it is if it has more. */
export const cutText = (text: string, limit: number): string =>
  text.length <= limit ? text : `${start(text, limit)}… (${text.length.toLocaleString("en-US")} characters)`;

/** Of what is the same, some characters beside what differs; of what differs, as much as fits. */
function cutPieces(pieces: AttributeRow["pieces"], limit: number): AttributeRow["pieces"] {
  const context = Math.floor(limit / 8);
  const result: (Piece | Omission)[] = [];
  let [left, omitted] = [limit, 0];
  const omission = (): void => {
    const count = omitted.toLocaleString("en-US");
    if (omitted > 0)
      result.push(["…", `${count} of ${lengthOf(pieces).toLocaleString("en-US")} characters left out`]);
    omitted = 0;
  };
  for (const [i, [op, text]] of pieces.entries()) {
    const own = op === "=" ? Math.min(context, left) : left;
    const isFirst = i === 0 && op === "=";
    const kept = text.length <= own ? text : isFirst ? end(text, own) : start(text, own);
    left -= kept.length;
    if (isFirst) omitted += text.length - kept.length;
    if (kept !== "" && op !== "…") {
      omission();
      result.push([op, kept]);
    }
    if (!isFirst) omitted += text.length - kept.length;
  }
  omission();
  return result;
}

/** The first characters, without half of a surrogate pair. */
const start = (text: string, length: number): string => text.slice(0, length).replace(/[\ud800-\udbff]$/, "");

const end = (text: string, length: number): string =>
  length === 0 ? "" : text.slice(-length).replace(/^[\udc00-\udfff]/, "");

const lengthOf = (pieces: AttributeRow["pieces"]): number =>
  pieces.reduce((sum, [, text]) => sum + text.length, 0);
