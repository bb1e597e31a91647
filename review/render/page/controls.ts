import { type Html, html } from "./html";

/** Search, filters and the tree of modules: empty and hidden until the script has filled them. */
export const controls = (): Html =>
  html`<div class="toolbar" role="search" hidden>
      <label for="search">Search</label>
      <input
        type="search"
        id="search"
        placeholder="Address, value, construct"
        autocomplete="off"
        spellcheck="false"
        aria-keyshortcuts="/"
        aria-describedby="status"
      />
      <p id="status" role="status"></p>
      <button type="button" id="clear" aria-keyshortcuts="Escape">Clear</button>
      <button type="button" id="show-help" aria-keyshortcuts="?">Keys</button>
    </div>
    <aside class="controls" aria-label="Filters" hidden>
      <details open>
        <summary>Modules and filters</summary>
        <h2 id="modules-name">Modules</h2>
        <ul id="modules" role="tree" aria-labelledby="modules-name"></ul>
        <fieldset id="actions"><legend>Actions</legend></fieldset>
        <fieldset id="kinds"><legend>Needs approval</legend></fieldset>
      </details>
    </aside> `;

const KEYS: readonly (readonly [keys: readonly string[], meaning: string])[] = [
  [["/"], "Go to the search"],
  [["j", "k"], "Next row, previous row"],
  [["Enter"], "Open or close a row; for a row that needs approval, show the change"],
  [["Esc"], "Clear the search and all filters"],
  [["↑", "↓", "←", "→"], "Move in the tree of modules, open and close its parts; Enter filters"],
  [["?"], "Show this list"],
];

/** What the keys do. */
export const help = (): Html =>
  html`<dialog id="help" aria-labelledby="help-name">
    <h2 id="help-name">Keys</h2>
    <dl>
      ${KEYS.map(
        ([keys, meaning]) =>
          html`<div>
            <dt>${keys.map((key) => html`<kbd>${key}</kbd> `)}</dt>
            <dd>${meaning}</dd>
          </div>`,
      )}
    </dl>
    <p>
      <label
        ><input type="checkbox" id="use-keys" checked /> Keys of a single character (<kbd>/</kbd> <kbd>j</kbd>
        <kbd>k</kbd> <kbd>?</kbd>)</label
      >
    </p>
    <p><button type="button" id="close-help" autofocus>Close</button></p>
  </dialog> `;
