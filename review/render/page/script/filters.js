import { element } from "./dom.js";

/** What the reader wants to see. */
export class Filters {
  constructor() {
    this.clear();
    this.texts = new WeakMap();
  }

  clear() {
    this.words = [];
    this.module = undefined;
    this.hiddenActions = new Set();
    this.hiddenKinds = new Set();
  }

  search(text) {
    this.words = text.toLowerCase().split(/\s+/).filter(Boolean);
  }

  /** Whether anything is left out. */
  get active() {
    return (
      this.words.length > 0 ||
      this.module !== undefined ||
      this.hiddenActions.size > 0 ||
      this.hiddenKinds.size > 0
    );
  }

  matchesChange(change) {
    return (
      !this.hiddenActions.has(change.action) &&
      this.matchesModule(change.address, change.module) &&
      this.matchesWords(change)
    );
  }

  matchesEntry(entry) {
    return this.matchesModule(entry.address) && this.matchesWords(entry);
  }

  matchesDanger(article) {
    const { kind, address } = article.dataset;
    return !this.hiddenKinds.has(kind) && this.matchesModule(address) && this.matchesWords(article);
  }

  matchesModule(address, module) {
    if (!this.module) return true;
    return module === this.module || `${address ?? ""}.`.startsWith(`${this.module}.`);
  }

  matchesWords(item) {
    if (this.words.length === 0) return true;
    const text = this.textOf(item);
    return this.words.every((word) => text.includes(word));
  }

  /** The path of the attribute that has a word which the address has not. */
  foundIn({ address, attributes }) {
    const words = this.words.filter((word) => !address.toLowerCase().includes(word));
    return attributes.find((row) => words.some((word) => this.textOf(row).includes(word)))?.path;
  }

  /** All that an item says, in lower case; found once. */
  textOf(item) {
    let text = this.texts.get(item);
    if (text === undefined) {
      text = (item instanceof Element ? item.textContent : textsIn(item).join("\n")).toLowerCase();
      this.texts.set(item, text);
    }
    return text;
  }
}

/** The texts of an item of the page's data, at any depth. A text in pieces is found as it was and as it will be. */
function textsIn(value) {
  if (typeof value === "string") return [value];
  if (typeof value !== "object" || value === null) return [];
  const { pieces, ...rest } = value;
  const sides = pieces
    ? ["-", "+"].map((side) =>
        pieces
          .filter(([op]) => op === "=" || op === side)
          .map(([, text]) => text)
          .join(""),
      )
    : [];
  return [...sides, ...Object.values(Array.isArray(value) ? value : rest).flatMap(textsIn)];
}

/** Adds a box for each name to a field; `onChange` gets what is not checked. */
export function checkboxes(fieldset, entries, onChange) {
  const boxes = entries.map(([value, name, count]) => {
    const box = element("input", { type: "checkbox", value });
    box.checked = true;
    box.addEventListener("change", () =>
      onChange(new Set(boxes.filter((each) => !each.checked).map((each) => each.value))),
    );
    fieldset.append(
      element("label", {}, box, ` ${name} `, element("span", { class: "count" }, String(count))),
    );
    return box;
  });
  fieldset.hidden = boxes.length === 0;
  return boxes;
}
