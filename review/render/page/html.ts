import { visible, visibleLines } from "../text";

/** Text that is HTML already. Only {@link html}, {@link block} and the page's own files make it. */
export class Html {
  constructor(readonly text: string) {}
}

type Part = Html | string | number | false | undefined | readonly Part[];

/** Templates are indented for those who read them here: thousands of rows would carry that along. */
const INDENTATION = /\n\s+/g;

/** A template whose values are escaped, with what is invisible in them shown; what is false or undefined is left out. */
export const html = (strings: TemplateStringsArray, ...values: readonly Part[]): Html =>
  new Html(strings.map((text, i) => text.replace(INDENTATION, "\n") + written(values[i])).join(""));

/** A text of several lines. */
export const block = (text: string): Html => new Html(escaped(visibleLines(text)));

/** "1 resource", "2 resources". */
export const counted = (count: number, noun: string, plural = `${noun}s`): string =>
  `${count.toLocaleString("en-US")} ${count === 1 ? noun : plural}`;

function written(part: Part): string {
  if (part === undefined || part === false) return "";
  if (part instanceof Html) return part.text;
  return typeof part === "object" ? part.map(written).join("") : escaped(visible(String(part)));
}

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

const escaped = (text: string): string => text.replace(/[&<>"']/g, (character) => ENTITIES[character]!);
