import { counted, element } from "./dom.js";

/** Rows that are made at a time. */
const CHUNK = 60;

/** A list whose rows are made as the reader comes to them. */
export class List {
  /** `makeRow` makes the row of an item; `groupOf` names the group, under whose heading items stand. `left` counts what the page has not. */
  constructor(container, items, { makeRow, groupOf, left = 0 }) {
    Object.assign(this, { container, items, makeRow, groupOf });
    this.shown = items;
    this.end = element("p", { class: "end" });
    const note = `${counted(left, "row")} left out of this page: the review’s JSON has all.`;
    this.start = left > 0 ? [element("p", { class: "note" }, note)] : [];
    this.observer = new IntersectionObserver(
      (entries) => entries.some((entry) => entry.isIntersecting) && this.more(),
      { rootMargin: "600px" },
    );
  }

  /** Shows those of the items, from the first. */
  show(items) {
    this.shown = items;
    this.made = 0;
    this.group = undefined;
    this.container.replaceChildren(...this.start, this.end);
    if (!this.more()) this.end.textContent = this.items.length === 0 ? "None." : "Nothing matches.";
  }

  /** Makes the next rows, as many as are asked for. False if there are none. */
  more(count = CHUNK) {
    if (this.made >= this.shown.length) return false;
    const next = this.shown.slice(this.made, this.made + count);
    this.made += next.length;
    const parts = document.createDocumentFragment();
    for (const item of next) {
      const group = this.groupOf?.(item) ?? "";
      if (group !== this.group) {
        if (group) parts.append(this.heading(group));
        parts.append((this.list = element("ul", { class: "rows" })));
        this.group = group;
      }
      this.list.append(this.makeRow(item));
    }
    this.container.insertBefore(parts, this.end);
    const waiting = this.shown.length - this.made;
    this.end.textContent = waiting > 0 ? `${counted(waiting, "further row")}, shown on scrolling` : "";
    // Observed anew, it reports again if it is still in sight.
    this.observer.unobserve(this.end);
    if (waiting > 0) this.observer.observe(this.end);
    return true;
  }

  /** Whether a row is among the last that are made. */
  nearEnd(row) {
    return [...this.container.querySelectorAll(".row")].indexOf(row) > this.made - 3;
  }

  heading(group) {
    const count = this.shown.filter((item) => this.groupOf(item) === group).length;
    return element("h3", { dir: "auto" }, group, " ", element("span", { class: "count" }, String(count)));
  }

  /** The row of an item, made if it is not yet; undefined if the list does not show the item. */
  rowOf(item) {
    const at = this.shown.indexOf(item);
    if (at < 0) return undefined;
    if (at >= this.made) this.more(at + CHUNK - this.made);
    return this.container.querySelectorAll(".row")[at];
  }
}
