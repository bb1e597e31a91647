import { byId, counted, element } from "./dom.js";
import { List } from "./list.js";
import { sectionRow } from "./rows.js";

/** A section that is filled when it is opened. */
export class Section {
  constructor(data) {
    this.data = data;
    this.details = byId(data.id);
    this.summary = this.details.querySelector(".summary");
    this.text = this.summary.textContent;
    this.matching = data.rows;
    this.details.addEventListener("toggle", () => this.details.open && this.show());
  }

  /** Shows those rows only that match. */
  filter(filters) {
    const { rows } = this.data;
    this.matching = filters.active ? rows.filter((row) => filters.matchesEntry(row)) : rows;
    const part = `${this.matching.length.toLocaleString("en-US")} of ${counted(rows.length, "row")}`;
    this.summary.textContent = this.matching.length === rows.length ? this.text : `${this.text} (${part})`;
    this.stale = true;
    if (this.details.open) this.show();
  }

  show() {
    if (this.list && !this.stale) return;
    const { notes, rows, left } = this.data;
    if (!this.list) {
      const body = element("div");
      this.details
        .querySelector(".body")
        .replaceChildren(...notes.map((note) => element("p", { class: "note" }, note)), body);
      this.list = new List(body, rows, { makeRow: sectionRow, left });
    }
    this.list.show(this.matching);
    this.stale = false;
  }
}
