import { Outside } from "../../app/outside";

const width = 110;

/** Text of an environment file, laid out as Prettier leaves it. `about` becomes its doc comment. */
export function environmentFile(values: object, about: string): string {
  const calls = [...new Set(callsIn(values))].sort();
  return [
    'import { environment } from "../app/environment";',
    ...(calls.length > 0 ? [`import { ${calls.join(", ")} } from "../app/outside";`] : []),
    "",
    comment(about.replace(/\*\//g, "* /")),
    `export default environment(${expanded(values, "")});`,
    "",
  ].join("\n");
}

/** A doc comment of one line, or of several. */
const comment = (text: string): string =>
  text.includes("\n") ? `/**\n${text.replace(/^/gm, " * ")}\n */` : `/** ${text} */`;

/** A value as the file would write it, on one line. */
export const literal = (value: unknown): string => onOneLine(value);

/** The functions that values from outside are written with. */
function callsIn(value: unknown): string[] {
  if (value instanceof Outside) return [value.call.name];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(callsIn) : [];
}

/** An object over several lines; small ones inside it stay on one. */
function expanded(value: object, indent: string): string {
  const inner = `${indent}  `;
  const lines = Object.entries(value)
    .filter(([, item]) => item !== undefined)
    .map(([key, item]) => {
      const start = `${inner}${isIdentifier(key) ? key : quoted(key)}:`;
      const short = `${start} ${onOneLine(item)},`;
      if (isObject(item)) {
        const small = isSmall(item) && short.length <= width;
        return small ? short : `${start} ${expanded(item, inner)},`;
      }
      if (short.length <= width) return short;
      if (typeof item === "string") return `${start}\n${inner}  ${onOneLine(item)},`;
      if (Array.isArray(item)) return `${start} ${broken("[", item.map(onOneLine), "]", inner)},`;
      return item instanceof Outside
        ? `${start} ${broken(`${item.call.name}(`, item.call.args.map(quoted), ")", inner)},`
        : short;
    });
  return lines.length === 0 ? "{}" : `{\n${lines.join("\n")}\n${indent}}`;
}

/** A list or a call over several lines. */
const broken = (begin: string, items: readonly string[], end: string, indent: string): string =>
  [begin, ...items.map((item) => `${indent}  ${item},`), `${indent}${end}`].join("\n");

const isObject = (value: unknown): value is object =>
  typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof Outside);

const isSmall = (value: object): boolean =>
  Object.keys(value).length <= 4 &&
  Object.values(value).every((item) => !isObject(item) || Object.keys(item).length === 0);

function onOneLine(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(onOneLine).join(", ")}]`;
  if (typeof value === "string") return quoted(value);
  if (value instanceof Outside) return `${value.call.name}(${value.call.args.map(quoted).join(", ")})`;
  if (!isObject(value)) return String(value);
  const entries = Object.entries(value).map(
    ([key, item]) => `${isIdentifier(key) ? key : quoted(key)}: ${onOneLine(item)}`,
  );
  return entries.length === 0 ? "{}" : `{ ${entries.join(", ")} }`;
}

const isIdentifier = (key: string): boolean => /^[A-Za-z_$][A-Za-z0-9_$]*$/.test(key);

/** A string literal, in the quotes that need fewer escapes. */
function quoted(text: string): string {
  const escaped = JSON.stringify(text);
  const count = (sign: string) => text.split(sign).length;
  if (count('"') <= count("'")) return escaped;
  return `'${escaped.slice(1, -1).replace(/\\"/g, '"').replace(/'/g, "\\'")}'`;
}
