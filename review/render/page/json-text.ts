/** A value as Terraform's plan would print it: text in quotes, documents with a line for each entry and sorted keys. */
export function textOf(value: unknown): string {
  if (typeof value === "string") return documentOf(value) ?? (isPlainText(value) ? value : `"${value}"`);
  const short = JSON.stringify(sorted(value)) ?? String(value);
  return short.length <= 60 ? short : JSON.stringify(sorted(value), null, 2);
}

/** Texts of several lines, and what a review says instead of a value: "(sensitive value)", "‹known after apply›". */
const isPlainText = (text: string): boolean => text.includes("\n") || /^(\([^()]*\)|‹[^‹›]*›)$/.test(text);

/** A JSON document, such as a policy. Undefined if it is none, or if it would not say the same afterwards: with a key twice, or a number too long. */
function documentOf(text: string): string | undefined {
  if (!/^\s*[[{]/.test(text)) return undefined;
  try {
    const parsed = JSON.parse(text) as unknown;
    const pretty = JSON.stringify(sorted(parsed), null, 2);
    // Most documents have no space and no long number: then nothing is lost if nothing is shorter.
    const whole = !/\d{16}/.test(text) && JSON.stringify(parsed).length === text.length;
    return whole || tokens(text) === tokens(pretty) ? pretty : undefined;
  } catch {
    return undefined;
  }
}

const tokens = (json: string): string =>
  (json.match(/"(?:[^"\\]|\\.)*"|[-+.\w]+|[{}[\],:]/g) ?? [])
    .map((token) => (token.startsWith('"') ? JSON.stringify(JSON.parse(token)) : token))
    .sort()
    .join("\n");

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  // From entries: a key "__proto__" is one like any other.
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, each]) => [key, sorted(each)]),
  );
}
