/** A table in Markdown; cells hold Markdown. */
export const table = (header: readonly string[], rows: readonly (readonly string[])[]): string =>
  [header, header.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");

/** Text in a cell: line breaks become HTML's, and what looks like a tag is none, outside of code. */
export function cell(text: string): string {
  const parts = text.replace(/\|/g, "\\|").split(/(`[^`]*`)/);
  const escaped = parts.map((part, i) => (i % 2 === 0 ? part.replace(/</g, "&lt;") : part)).join("");
  return escaped.replace(/\n/g, "<br>").replace(/<br> +/g, "<br>&emsp;");
}

/** Text as code in a cell. */
export const code = (text: string): string => cell("`" + text + "`");
