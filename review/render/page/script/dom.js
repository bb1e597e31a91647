// Everything that the script shows is made here, from text: nothing that a plan says is ever read as HTML.

/** An element with attributes and children: nodes, texts, lists of them; what is false, undefined or "" is left out. */
export function element(name, attributes, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes ?? {}))
    if (value !== undefined && value !== false) made.setAttribute(key, value === true ? "" : value);
  add(made, children);
  return made;
}

/** Adds children to a node. */
export function add(node, children) {
  for (const child of children.flat(Infinity)) if (child) node.append(child);
}

/** A button that does something. */
export function button(attributes, onClick, ...children) {
  const made = element("button", { type: "button", ...attributes }, ...children);
  made.addEventListener("click", onClick);
  return made;
}

/** The element of an id that the page has. */
export const byId = (id) => document.getElementById(id);

/** "1 row", "2,000 rows". */
export const counted = (count, noun, plural = `${noun}s`) =>
  `${count.toLocaleString("en-US")} ${count === 1 ? noun : plural}`;
