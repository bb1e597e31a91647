import { element } from "./dom.js";

/** Modules with the numbers of their changes. */
export function moduleTree(changes) {
  const root = { path: "", name: "(root module)", count: 0, own: 0, children: new Map() };
  for (const { module } of changes) {
    root.count++;
    let node = root;
    for (const name of segments(module)) {
      const path = node.path ? `${node.path}.${name}` : name;
      if (!node.children.has(name))
        node.children.set(name, { path, name: name.replace(/^module\./, ""), count: 0, children: new Map() });
      node = node.children.get(name);
      node.count++;
    }
  }
  return root;
}

/** The calls in a module's address, each with its key. One that is no address is one call. */
function segments(module) {
  const found = module.match(/module\.[^.[\]]+(?:\[(?:"(?:[^"\\]|\\.)*"|[^\]"]*)\])?/g) ?? [];
  return found.join(".") === module ? found : [module];
}

/** Fills a tree of modules, which is used as WAI-ARIA describes it. `select` gets the path of the chosen module, or undefined for none. */
export class Tree {
  constructor(list, root, select) {
    this.list = list;
    this.select = select;
    this.nodes = new WeakMap();
    const item = this.itemOf(root, 1);
    item.tabIndex = 0;
    list.append(item);
    this.expand(item, true);
    const [only] = root.children.size === 1 ? item.querySelectorAll("[aria-expanded]") : [];
    if (only) this.expand(only, true);
    list.addEventListener("keydown", (event) => this.onKey(event));
    list.addEventListener("click", (event) => this.onClick(event));
  }

  itemOf(node, level) {
    const open = node.children.size > 0 ? "false" : undefined;
    const item = element(
      "li",
      {
        role: "treeitem",
        tabindex: "-1",
        "aria-level": String(level),
        "aria-expanded": open,
        "aria-selected": "false",
        "aria-label": `${node.name}, ${node.count} changes`,
      },
      element(
        "div",
        { class: "node" },
        element("span", { class: "twisty" }),
        element("span", { class: "name", dir: "auto" }, node.name),
        element("span", { class: "count" }, String(node.count)),
      ),
    );
    this.nodes.set(item, { node, level });
    return item;
  }

  /** Opens or closes an item; its children are made when it is opened first. */
  expand(item, open) {
    if (!item.hasAttribute("aria-expanded")) return;
    const { node, level } = this.nodes.get(item);
    if (open && !item.querySelector("ul")) {
      const children = [...node.children.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
      item.append(
        element(
          "ul",
          { role: "group" },
          children.map((child) => this.itemOf(child, level + 1)),
        ),
      );
    }
    item.setAttribute("aria-expanded", String(open));
  }

  /** Chooses an item, or none; choosing what is chosen undoes it. */
  choose(item) {
    const chosen = this.list.querySelector("[aria-selected=true]");
    chosen?.setAttribute("aria-selected", "false");
    if (item && item !== chosen) item.setAttribute("aria-selected", "true");
    this.select(item && item !== chosen ? this.nodes.get(item).node.path : undefined);
  }

  onClick(event) {
    const item = event.target.closest("[role=treeitem]");
    if (!item) return;
    this.focus(item);
    if (event.target.closest(".twisty") && item.hasAttribute("aria-expanded"))
      this.expand(item, item.getAttribute("aria-expanded") !== "true");
    else this.choose(item);
  }

  onKey(event) {
    const item = event.target.closest("[role=treeitem]");
    if (!item || event.ctrlKey || event.metaKey || event.altKey) return;
    const open = item.getAttribute("aria-expanded");
    const items = [...this.list.querySelectorAll("[role=treeitem]")].filter((each) => each.checkVisibility());
    const at = items.indexOf(item);
    const actions = {
      ArrowDown: () => this.focus(items[at + 1]),
      ArrowUp: () => this.focus(items[at - 1]),
      Home: () => this.focus(items[0]),
      End: () => this.focus(items.at(-1)),
      ArrowRight: () => (open === "false" ? this.expand(item, true) : open && this.focus(items[at + 1])),
      ArrowLeft: () =>
        open === "true"
          ? this.expand(item, false)
          : this.focus(item.parentElement.closest("[role=treeitem]")),
      Enter: () => this.choose(item),
      " ": () => this.choose(item),
    };
    const action = actions[event.key];
    if (!action) return;
    event.preventDefault();
    action();
  }

  focus(item) {
    if (!item) return;
    this.list.querySelector("[tabindex='0']")?.setAttribute("tabindex", "-1");
    item.tabIndex = 0;
    item.focus();
  }
}
