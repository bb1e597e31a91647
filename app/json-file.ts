/** Text that is not JSON: where it stops being so. It never quotes the text, which may be a password. */
export class JsonError extends Error {
  constructor(
    readonly line: number,
    readonly column: number,
    message: string,
  ) {
    super(message);
  }
}

/** Whether a value is a JSON object, and neither a list nor null. */
export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Reads a JSON file in the encodings that editors write. Throws an error that names file, line and column of what is not JSON. */
export function readJson(name: string, content: Buffer): unknown {
  // PowerShell writes UTF-16, many Windows editors a byte order mark.
  const utf16 = content[0] === 0xff && content[1] === 0xfe;
  try {
    return parseJson(content.toString(utf16 ? "utf16le" : "utf8").replace(/^\uFEFF/, ""));
  } catch (error) {
    if (!(error instanceof JsonError)) throw error;
    throw new Error(`${name}:${error.line}:${error.column}: not JSON: ${error.message}`);
  }
}

/**
 * Reads JSON. Unlike JSON.parse it always says line and column of a mistake, refuses a key that is given twice, and
 * never shows what it read.
 */
export function parseJson(text: string): unknown {
  const reader = new Reader(text);
  const value = reader.value();
  reader.end();
  return value;
}

const space = /[ \t\r\n]*/y;
const string = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;
const scalar = /(?:-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?|true|false|null)(?![A-Za-z0-9_.+-])/y;

class Reader {
  private position = 0;

  constructor(private readonly text: string) {}

  value(): unknown {
    if (this.take("{")) return this.object();
    if (this.take("[")) return this.list();
    const found = this.match(string) ?? this.match(scalar);
    if (found === undefined)
      this.fail("expected a value: a string in double quotes, a number, true, false, { or [");
    return JSON.parse(found);
  }

  end(): void {
    this.match(space);
    if (this.position < this.text.length) this.fail("expected the end of the file");
  }

  private object(): Record<string, unknown> {
    const entries = new Map<string, unknown>();
    if (this.take("}")) return {};
    do {
      this.match(space);
      const start = this.position;
      const found = this.match(string);
      if (found === undefined)
        this.fail("expected a key in double quotes (no comma may follow the last entry)");
      const key = JSON.parse(found) as string;
      if (entries.has(key)) this.fail(`${key} is given twice`, start);
      if (!this.take(":")) this.fail("expected a colon");
      entries.set(key, this.value());
    } while (this.take(","));
    if (!this.take("}")) this.fail("expected a comma or }");
    return Object.fromEntries(entries);
  }

  private list(): unknown[] {
    const items: unknown[] = [];
    if (this.take("]")) return items;
    do items.push(this.value());
    while (this.take(","));
    if (!this.take("]")) this.fail("expected a comma or ]");
    return items;
  }

  private take(sign: string): boolean {
    this.match(space);
    if (this.text[this.position] !== sign) return false;
    this.position++;
    return true;
  }

  private match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.position;
    const found = pattern.exec(this.text)?.[0];
    this.position += found?.length ?? 0;
    return found;
  }

  private fail(message: string, position = this.position): never {
    const lines = this.text.slice(0, position).split("\n");
    throw new JsonError(lines.length, lines.at(-1)!.length + 1, message);
  }
}
