import { byId } from "./dom.js";

/** Keys for the whole page. `clear` undoes search and filters, `more` makes rows below one, `open` shows the change of a danger. */
export function listenToKeys({ search, clear, more, open }) {
  const help = byId("help");
  const showHelp = () => help.showModal();
  byId("show-help").addEventListener("click", showHelp);
  byId("close-help").addEventListener("click", () => help.close());
  let last;

  function move(step) {
    const current = document.activeElement.closest("[data-row]") ?? (last?.isConnected ? last : undefined);
    if (current && step > 0) more(current);
    const rows = [...document.querySelectorAll("[data-row]")];
    let at = current ? rows.indexOf(current) + step : 0;
    while (rows[at] && !rows[at].checkVisibility()) at += step;
    if (!rows[at]) return;
    last = rows[at];
    last.focus({ preventScroll: true });
    last.scrollIntoView({ block: "nearest" });
  }

  const actions = {
    "/": () => {
      search.focus();
      search.select();
    },
    j: () => move(1),
    k: () => move(-1),
    "?": showHelp,
  };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || help.open) return;
    const { target } = event;
    if (event.key === "Escape") clear();
    else if (event.key === "Enter" && target === search) move(1);
    else if (event.key === "Enter" && target.matches(".danger")) open(target);
    else if (actions[event.key] && byId("use-keys").checked && !target.matches("input:not([type=checkbox])"))
      actions[event.key]();
    else return;
    event.preventDefault();
  });
}
