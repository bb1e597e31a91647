import { button, byId, counted } from "./dom.js";
import { checkboxes, Filters } from "./filters.js";
import { listenToKeys } from "./keys.js";
import { List } from "./list.js";
import { printWhole } from "./print.js";
import { changeRow } from "./rows.js";
import { Section } from "./sections.js";
import { moduleTree, Tree } from "./tree.js";

const data = JSON.parse(byId("data").textContent);
const filters = new Filters();
const dangers = [...document.querySelectorAll(".danger")];
const sections = data.sections.map((section) => new Section(section));
const search = byId("search");

const changeList = new List(byId("changes").querySelector(".body"), data.changes, {
  makeRow: (change) =>
    changeRow(change, { actions: data.actions, show: showChange, found: filters.foundIn(change) }),
  groupOf: ({ module }) => module || "(root module)",
  left: data.left,
});

/** Shows what the filters let through. */
function apply() {
  const changes = filters.active
    ? data.changes.filter((change) => filters.matchesChange(change))
    : data.changes;
  changeList.show(changes);
  for (const article of dangers) article.hidden = !filters.matchesDanger(article);
  for (const kind of document.querySelectorAll(".kind"))
    kind.hidden = !kind.querySelector(".danger:not([hidden])");
  for (const section of sections) section.filter(filters);
  const part = (shown, all, noun) => `${shown.toLocaleString("en-US")} of ${counted(all, noun)}`;
  byId("status").textContent = filters.active
    ? `${part(changes.length, data.changes.length, "change")}, ${part(dangers.filter(({ hidden }) => !hidden).length, dangers.length, "row")} to approve`
    : "";
  byId("clear").hidden = !filters.active;
}

/** Opens the change of an address, whatever is filtered. */
function showChange(address) {
  const change = data.changes.find((each) => each.address === address);
  if (!change) return;
  if (!changeList.shown.includes(change)) clear();
  const row = changeList.rowOf(change);
  if (row.getAttribute("aria-expanded") === "false") row.click();
  row.focus({ preventScroll: true });
  row.scrollIntoView({ block: "start" });
}

function clear() {
  filters.clear();
  search.value = "";
  for (const box of boxes) box.checked = true;
  tree.choose(undefined);
}

const tree = new Tree(byId("modules"), moduleTree(data.changes), (path) => {
  filters.module = path;
  apply();
});
const count = (items, test) => items.filter(test).length;
const actionBoxes = checkboxes(
  byId("actions"),
  Object.entries(data.actions)
    .map(([value, [, name]]) => [value, name, count(data.changes, ({ action }) => action === value)])
    .filter(([, , number]) => number > 0),
  (hidden) => {
    filters.hiddenActions = hidden;
    apply();
  },
);
const kindBoxes = checkboxes(
  byId("kinds"),
  [...document.querySelectorAll(".kind")].map((kind) => {
    const own = kind.querySelectorAll(".danger");
    return [own[0].dataset.kind, kind.querySelector(".name").textContent, own.length];
  }),
  (hidden) => {
    filters.hiddenKinds = hidden;
    apply();
  },
);
const boxes = [...actionBoxes, ...kindBoxes];

search.addEventListener("input", () => {
  filters.search(search.value);
  apply();
});
byId("clear").addEventListener("click", () => {
  clear();
  search.focus();
});

/** Only changes of one action. */
function showAction(action) {
  clear();
  for (const box of actionBoxes) box.checked = box.value === action;
  actionBoxes[0]?.dispatchEvent(new Event("change"));
}

// A tile leads to a section, which opens, or to the changes of one action.
document.querySelector(".tiles").addEventListener("click", (event) => {
  const link = event.target.closest("a");
  if (!link) return;
  if (link.dataset.action) showAction(link.dataset.action);
  const target = document.querySelector(link.hash);
  if (target.matches("details")) target.open = true;
});

const addresses = new Set(data.changes.map(({ address }) => address));
for (const article of dangers)
  if (addresses.has(article.dataset.address))
    article.querySelector(".accepts").append(
      " ",
      button({ class: "link" }, () => showChange(article.dataset.address), "Show the change"),
    );

listenToKeys({
  search,
  clear,
  more: (row) => changeList.container.contains(row) && changeList.nearEnd(row) && changeList.more(),
  open: (article) => showChange(article.dataset.address),
});
printWhole(changeList, sections);

const narrow = matchMedia("(max-width: 60rem)");
const fold = () => {
  document.querySelector(".controls details").open = !narrow.matches;
};
narrow.addEventListener("change", fold);
fold();
for (const hidden of document.querySelectorAll(".toolbar, .controls")) hidden.hidden = false;
document.body.classList.add("interactive");
apply();
