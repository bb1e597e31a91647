/** A piece of a text: in both, only before, or only after. */
export type Piece = readonly [op: "=" | "-" | "+", text: string];

/** Above these products of lengths, a comparison costs more than it tells. */
const MAX_CELLS = { lines: 250_000, words: 40_000 };

/** What differs between two texts, by whole lines. A line ends with its line feed. */
export const lineDiff = (before: string, after: string): Piece[] =>
  slid(compared(lines(before), lines(after), MAX_CELLS.lines));

/** What differs between two texts, by words. Texts that have hardly a word in common differ as a whole. */
export function wordDiff(before: string, after: string): Piece[] {
  const pieces = absorbed(compared(words(before), words(after), MAX_CELLS.words));
  const same = pieces.reduce((sum, [op, text]) => sum + (op === "=" ? text.length : 0), 0);
  return same * 4 < Math.min(before.length, after.length) ? differing(before, after) : pieces;
}

const lines = (text: string): string[] => text.match(/[^\n]*\n|[^\n]+/g) ?? [];

const words = (text: string): string[] => text.match(/[\p{L}\p{N}_-]+|\s+|[^]/gu) ?? [];

const differing = (before: string, after: string): Piece[] =>
  (
    [
      ["-", before],
      ["+", after],
    ] as const
  ).filter(([, text]) => text !== "");

function compared(before: readonly string[], after: readonly string[], maxCells: number): Piece[] {
  let start = 0;
  const shorter = Math.min(before.length, after.length);
  while (start < shorter && before[start] === after[start]) start++;
  let end = 0;
  while (end < shorter - start && before.at(-1 - end) === after.at(-1 - end)) end++;
  const [a, b] = [before.slice(start, before.length - end), after.slice(start, after.length - end)];
  const middle = a.length * b.length > maxCells ? differing(a.join(""), b.join("")) : longestCommon(a, b);
  return joined([
    ["=", before.slice(0, start).join("")],
    ...middle,
    ["=", before.slice(before.length - end).join("")],
  ]);
}

/** By the longest common subsequence. */
function longestCommon(a: readonly string[], b: readonly string[]): Piece[] {
  const width = b.length + 1;
  const numbers = new Map<string, number>();
  const numbered = (tokens: readonly string[]): number[] =>
    tokens.map((token) => numbers.get(token) ?? (numbers.set(token, numbers.size), numbers.size - 1));
  const [x, y] = [numbered(a), numbered(b)];
  const lengths = new Uint32Array((a.length + 1) * width);
  for (let i = a.length - 1; i >= 0; i--)
    for (let j = b.length - 1; j >= 0; j--) {
      const [down, right] = [lengths[(i + 1) * width + j]!, lengths[i * width + j + 1]!];
      const longer = down > right ? down : right;
      lengths[i * width + j] = x[i] === y[j] ? lengths[(i + 1) * width + j + 1]! + 1 : longer;
    }
  const pieces: Piece[] = [];
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length)
    if (i < a.length && j < b.length && x[i] === y[j]) {
      pieces.push(["=", a[i++]!]);
      j++;
    } else if (
      j === b.length ||
      (i < a.length && lengths[(i + 1) * width + j]! >= lengths[i * width + j + 1]!)
    )
      pieces.push(["-", a[i++]!]);
    else pieces.push(["+", b[j++]!]);
  return joined(pieces);
}

/** Neighbours of one kind as one piece, and of a change what was before what will be. */
function joined(pieces: readonly Piece[]): Piece[] {
  const result: Piece[] = [];
  let [removed, added] = ["", ""];
  const flush = (): void => {
    result.push(...differing(removed, added));
    [removed, added] = ["", ""];
  };
  for (const [op, text] of pieces)
    if (op === "-") removed += text;
    else if (op === "+") added += text;
    else if (text !== "") {
      flush();
      const last = result.at(-1);
      if (last?.[0] === "=") result[result.length - 1] = ["=", last[1] + text];
      else result.push(["=", text]);
    }
  flush();
  return result;
}

/** A sign or two between changed words, which only happen to be the same, count as changed. */
function absorbed(pieces: readonly Piece[]): Piece[] {
  const inner = (i: number): boolean => i > 0 && i < pieces.length - 1;
  return joined(
    pieces.flatMap((piece, i): Piece[] =>
      piece[0] === "=" && inner(i) && /^[^\p{L}\p{N}]{1,2}$/u.test(piece[1])
        ? [
            ["-", piece[1]],
            ["+", piece[1]],
          ]
        : [piece],
    ),
  );
}

/**
 * Lines that are only removed, or only added, moved up where the line before them is their last one: to where they begin with the least
 * indentation, so that a block in a document is marked from its first line to its last.
 */
function slid(pieces: readonly Piece[]): Piece[] {
  const result = [...pieces];
  for (let i = 1; i < result.length; i++) {
    const [[before, same], [op, text], next] = [result[i - 1]!, result[i]!, result[i + 1]];
    if (before !== "=" || op === "=" || (next && next[0] !== "=")) continue;
    const all = [...lines(same), ...lines(text)];
    const length = lines(text).length;
    let start = all.length - length;
    let best = start;
    while (start > 0 && all[start - 1] === all[start + length - 1]) {
      start--;
      if (indentation(all[start]!) < indentation(all[best]!)) best = start;
    }
    const end = best + length;
    result.splice(
      i - 1,
      next ? 3 : 2,
      ["=", all.slice(0, best).join("")],
      [op, all.slice(best, end).join("")],
      ["=", all.slice(end).join("") + (next?.[1] ?? "")],
    );
  }
  return joined(result);
}

const indentation = (line: string): number => line.search(/\S|$/);
