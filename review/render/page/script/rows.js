import { attributeTable } from "./attributes.js";
import { button, byId, counted, element } from "./dom.js";

/** A row that opens; its details are made when it is opened first. */
export function opening(className, label, details) {
  const head = button({ class: "row", "aria-expanded": "false", "data-row": true }, () => toggle(), label);
  const item = element("li", { class: className }, head);
  let body;
  function toggle() {
    const open = head.getAttribute("aria-expanded") !== "true";
    head.setAttribute("aria-expanded", String(open));
    if (open && !body) item.append((body = element("div", { class: "details" }, details())));
    if (body) body.hidden = !open;
  }
  return item;
}

/** A resource that changes. `show` goes to another one by its address; `found` is the attribute that a search has found. */
export function changeRow(change, { actions, show, found }) {
  const [sign, name] = actions[change.action];
  const within =
    change.module && change.address.startsWith(`${change.module}.`) ? change.module.length + 1 : 0;
  const label = [
    element(
      "span",
      { class: `action ${change.action}` },
      element("span", { class: "sign", "aria-hidden": "true" }, sign),
      ` ${name}`,
    ),
    element(
      "span",
      { class: "address", dir: "auto" },
      element("span", { class: "module" }, change.address.slice(0, within)),
      change.address.slice(within),
    ),
    change.dangers && element("span", { class: "flag bad" }, "needs approval"),
    change.reason && element("span", { class: "reason" }, change.reason),
    change.follows && element("span", { class: "reason" }, `follows ${change.follows}`),
    found && element("span", { class: "reason" }, `found in ${found}`),
  ];
  return opening("change", label, () => changeDetails(change, show));
}

function changeDetails(change, show) {
  const facts = [
    change.was && ["Moved from", element("code", {}, change.was)],
    change.follows && ["Follows", button({ class: "link" }, () => show(change.follows), change.follows)],
    change.construct && ["Construct", element("code", {}, change.construct)],
    change.place && ["Terraform", element("code", {}, change.place)],
    change.dangers && [
      "Needs approval",
      change.dangers.map((number) =>
        element("a", { href: `#danger-${number}` }, byId(`danger-${number}-what`).textContent),
      ),
    ],
  ].filter(Boolean);
  const { attributes, more } = change;
  return [
    facts.length > 0 &&
      element(
        "dl",
        { class: "facts" },
        facts.map(([term, value]) => element("div", {}, element("dt", {}, term), element("dd", {}, value))),
      ),
    attributes.length > 0 && attributeTable(attributes, change.action === "create"),
    attributes.length === 0 && !more && element("p", { class: "quiet" }, "No attributes to compare."),
    more && element("p", { class: "quiet" }, `${counted(more, "attribute")} left out.`),
  ];
}

/** A row of another section. */
export function sectionRow({ address, state, tone, title, lines = [], attributes, code }) {
  return element(
    "li",
    { class: "entry", tabindex: "-1", "data-row": true },
    element(
      "p",
      {},
      element("span", { class: `state ${tone}` }, state),
      " ",
      element("span", { class: "title", dir: "auto" }, title),
    ),
    address !== undefined && address !== title && element("p", { class: "by" }, element("code", {}, address)),
    lines.length > 0 &&
      element(
        "ul",
        {},
        lines.map(([each, text]) => element("li", { class: each, dir: "auto" }, text)),
      ),
    attributes && attributeTable(attributes, state === "create"),
    (code ?? []).map(([name, text]) => [
      element("p", { class: "quiet" }, name),
      element("pre", { tabindex: "0" }, text),
    ]),
  );
}
