import { quoted } from "../../lib/expression";

/** A value in HCL's own syntax, laid out as `terraform fmt` does. */
export function hcl(value: unknown, indent = ""): string {
  if (typeof value === "string") return quoted(value);
  if (!value || typeof value !== "object") return String(value);
  const inner = `${indent}  `;
  if (Array.isArray(value)) {
    const items = value.map((item) => hcl(item, inner));
    if (items.length === 0) return "[]";
    const line = `[${items.join(", ")}]`;
    const short = line.length + indent.length <= 100 && !line.includes("\n");
    return short ? line : `[\n${items.map((item) => `${inner}${item},\n`).join("")}${indent}]`;
  }
  const body = attributes(value, inner);
  return body === "" ? "{}" : `{\n${body}${indent}}`;
}

/** The attributes of an object or a block, a line each; those that follow each other on single lines are aligned. */
export function attributes(values: object, indent: string): string {
  const lines = Object.entries(values)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => {
      const name = /^[A-Za-z_][\w-]*$/.test(key) ? key : quoted(key);
      return { name, text: hcl(value, indent) };
    });
  const single = ({ text }: { text: string }): boolean => !text.includes("\n");
  return lines
    .map((line, i) => {
      if (!single(line)) return `${indent}${line.name} = ${line.text}\n`;
      let first = i;
      while (first > 0 && single(lines[first - 1]!)) first--;
      let last = i;
      while (last < lines.length - 1 && single(lines[last + 1]!)) last++;
      const width = Math.max(...lines.slice(first, last + 1).map(({ name }) => name.length));
      return `${indent}${line.name.padEnd(width)} = ${line.text}\n`;
    })
    .join("");
}
