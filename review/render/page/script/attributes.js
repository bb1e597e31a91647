import { element } from "./dom.js";

/**
 * A table of attributes before and after: as attribute-table.ts writes it for the first screen. Of what is new, there is no value before.
 */
export function attributeTable(rows, isNew = false) {
  const names = isNew ? ["Attribute", "Value"] : ["Attribute", "Before", "After"];
  const head = names.map((name) => element("th", { scope: "col" }, name));
  return element(
    "table",
    { class: isNew ? "attributes new" : "attributes" },
    element("thead", {}, element("tr", {}, head)),
    element(
      "tbody",
      {},
      rows.map((row) => attributeRow(row, isNew)),
    ),
  );
}

function attributeRow(row, isNew) {
  const flags = [row.forces && "forces replacement", row.read && "read from the expression"].filter(Boolean);
  const name = element(
    "th",
    { scope: "row" },
    element("code", {}, row.path),
    flags.map((flag) => [" ", element("span", { class: "flag" }, flag)]),
  );
  const cells = row.long
    ? element("td", { colspan: isNew ? "1" : "2" }, whole(row), expressions(row))
    : [
        !isNew && element("td", { class: "before" }, side(row, "-")),
        element("td", { class: "after" }, side(row, "+"), expressions(row)),
      ];
  return element("tr", {}, name, cells);
}

const knownAfterApply = () => element("em", {}, "(known after apply)");

/** The value on one side; words are marked where the other side has some of the same. */
function side({ pieces, unknown }, sign) {
  if (sign === "+" && unknown) return knownAfterApply();
  const own = pieces.filter(([op]) => op === "=" || op === "…" || op === sign);
  if (own.length === 0) return element("em", {}, "(not set)");
  const compared = pieces.some(([op]) => op === "=");
  return element(
    "code",
    {},
    own.map(([op, text]) => (op === sign && !compared ? text : marked(op, text))),
  );
}

/** Both values in one text. */
function whole({ pieces, unknown, long }) {
  const parts = pieces.map(([op, text]) => (long === "words" ? marked(op, text) : linesOf(op, text)));
  return element("div", { class: `diff ${long}` }, parts, unknown && knownAfterApply());
}

/** Lines that are the same are folded, but for some beside what differs. */
function linesOf(op, text) {
  const lines = text
    .replace(/\n$/, "")
    .split("\n")
    .map((line) => marked(op, line));
  if (op !== "=" || lines.length < 12) return lines;
  const inner = lines.slice(3, -3);
  const summary = element("summary", {}, `${inner.length} lines that are the same`);
  return [lines.slice(0, 3), element("details", { class: "same" }, summary, inner), lines.slice(-3)];
}

const NAMES = { "-": "del", "+": "ins", "=": "span", "…": "em" };

function marked(op, text) {
  return element(NAMES[op], {}, op === "…" ? `… ${text}` : text);
}

function expressions({ expression, expressionBefore }) {
  if (expression === undefined && expressionBefore === undefined) return undefined;
  return element(
    "div",
    { class: "expression" },
    "Expression: ",
    expressionBefore !== undefined && [element("del", {}, expressionBefore), " → "],
    element("code", {}, expression ?? "(none)"),
  );
}
