import type { AttributeChange } from "../../types";
import { attributeRow, type AttributeRow } from "./attributes";
import { block, type Html, html } from "./html";

/** A table of attributes before and after, whole. The script has the same for what it shows on demand: script/attributes.js. */
export function attributeTable(caption: string, changes: readonly AttributeChange[]): Html {
  return html`<table class="attributes">
    <caption>
      ${caption}
    </caption>
    <thead>
      <tr>
        <th scope="col">Cause</th>
        <th scope="col">Before</th>
        <th scope="col">After</th>
      </tr>
    </thead>
    <tbody>
      ${changes.map(attributeRow).map(rowOf)}
    </tbody>
  </table>`;
}

function rowOf(row: AttributeRow): Html {
  const flags = [row.forces && "forces replacement", row.read && "read from the expression"].filter(Boolean);
  return html`<tr>
    <th scope="row">
      <code>${row.path}</code>${flags.map((flag) => html` <span class="flag">${flag || ""}</span>`)}
    </th>
    ${
      row.long
        ? html`<td colspan="2">${whole(row)}${expressions(row)}</td>`
        : html`<td class="before">${side(row, "-")}</td>
            <td class="after">${side(row, "+")}${expressions(row)}</td>`
    }
  </tr>`;
}

/** The value on one side; words are marked where the other side has some of the same. */
function side({ pieces, unknown }: AttributeRow, op: "-" | "+"): Html {
  if (op === "+" && unknown) return html`<em>(known after apply)</em>`;
  const own = pieces.filter(([each]) => each === "=" || each === op);
  if (own.length === 0) return html`<em>(not set)</em>`;
  const marked = pieces.some(([each]) => each === "=");
  return html`<code
    >${own.map(([each, text]) => (each === "=" || !marked ? html`${block(text)}` : changed(op, text)))}</code
  >`;
}

const changed = (op: string, text: string): Html =>
  op === "-" ? html`<del>${block(text)}</del>` : html`<ins>${block(text)}</ins>`;

/** Both values in one text. */
function whole({ pieces, unknown, long }: AttributeRow): Html {
  const parts = pieces.flatMap(([op, text]) => (long === "words" ? [marked(op, text)] : linesOf(op, text)));
  return html`<div class="diff ${long}">${parts}${unknown && html`<em>(known after apply)</em>`}</div>`;
}

/** Lines that are the same are folded, but for some beside what differs. */
function linesOf(op: string, text: string): Html[] {
  const all = text.replace(/\n$/, "").split("\n");
  const lines = all.map((line) => marked(op, line));
  if (op !== "=" || lines.length < 12) return lines;
  const inner = lines.slice(3, -3);
  return [
    ...lines.slice(0, 3),
    html`<details class="same">
      <summary>${inner.length} lines that are the same</summary>
      ${inner}
    </details>`,
    ...lines.slice(-3),
  ];
}

const marked = (op: string, text: string): Html =>
  op === "=" ? html`<span>${block(text)}</span>` : changed(op, text);

function expressions({ expression, expressionBefore }: AttributeRow): Html | undefined {
  if (expression === undefined && expressionBefore === undefined) return undefined;
  return html`<div class="expression">
    Expression: ${expressionBefore !== undefined && html`<del>${expressionBefore}</del> → `}<code
      >${expression ?? "(none)"}</code
    >
  </div>`;
}
