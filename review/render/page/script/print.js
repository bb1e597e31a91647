/** Rows of changes that are printed, and how many of them at most are printed open. */
const PRINTED = 1_000;
const OPENED = 200;

/** On paper, nothing can be opened: changes and sections are opened for it, and closed afterwards. */
export function printWhole(changeList, sections) {
  let opened = [];
  addEventListener("beforeprint", () => {
    while (changeList.made < PRINTED && changeList.more());
    const heads = changeList.container.querySelectorAll(".row[aria-expanded=false]");
    if (changeList.shown.length <= OPENED) for (const head of heads) head.click();
    const closed = [...document.querySelectorAll("main details:not([open])")];
    for (const details of closed) details.open = true;
    // Opening tells the section later than the printer starts.
    for (const section of sections) section.show();
    opened = [...(changeList.shown.length <= OPENED ? heads : []), ...closed];
  });
  addEventListener("afterprint", () => {
    for (const each of opened)
      if (each.matches("details")) each.open = false;
      else each.click();
    opened = [];
  });
}
