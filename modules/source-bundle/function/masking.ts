/** What no message may show. */
interface Credentials {
  readonly username: string;
  readonly password: string;
}

const WITHHELD = "(not repeated here: it contains the login, or a part of it)";
/** How much of a password, one piece of it, a message must not show. Less may be an ordinary word, such as "password". */
const PART = 0.7;
/** A user name that is shorter occurs in ordinary words. */
const SHORT_NAME = 5;
/** Times that a text is decoded: a server that echoes a form, in a page, in a URL. */
const ROUNDS = 4;

/**
 * A text of a server that knows the login, fit for an error message: every usual spelling of the login is replaced by ***. Where it
 * is there all the same (in base64, encoded twice, with tags or spaces between its letters, in part), the whole text is withheld.
 */
export function withoutLogin(text: string, credentials: Credentials): string {
  const masked = [credentials.password, credentials.username].reduce(
    (rest, secret) => rest.replace(anySpelling(secret), "***"),
    text,
  );
  return reveals(masked, credentials) ? WITHHELD : masked;
}

function reveals(text: string, { username, password }: Credentials): boolean {
  const readings = readingsOf(text).flatMap((reading) => [reading, bare(reading)]);
  const names = username.length < SHORT_NAME ? [] : [username, bare(username)];
  const secrets = [...partsOf(password), ...partsOf(bare(password)), ...names]
    .filter((secret) => secret.length > 2)
    .map((secret) => secret.toLowerCase());
  return readings.some((reading) => {
    const lower = reading.toLowerCase();
    return secrets.some((secret) => lower.includes(secret) || lower.includes([...secret].reverse().join("")));
  });
}

/** Every piece of a password that is long enough to give it away. */
function partsOf(password: string): string[] {
  const characters = [...password];
  const length = Math.ceil(characters.length * PART);
  return characters
    .slice(0, characters.length - length + 1)
    .map((_, at) => characters.slice(at, at + length).join(""));
}

/** Letters and digits only: what stays of a text that is split by tags, spaces or signs. */
const bare = (text: string): string => text.replace(/<[^>]*>/g, "").replace(/[^\p{L}\p{N}]+/gu, "");

/** The text as it is, decoded again and again, and what its base64 and hexadecimal parts say. */
function readingsOf(text: string): string[] {
  const found = new Set([text]);
  let current = text;
  for (let round = 0; round < ROUNDS; round++) {
    current = decoded(current);
    found.add(current);
  }
  for (const reading of [...found]) {
    for (const joined of [reading, reading.replace(/<[^>]*>/g, "").replace(/\s+/g, "")]) {
      for (const token of joined.match(/[A-Za-z0-9+/_-]{6,}/g) ?? []) {
        // The letters of a word before it move the borders of the groups of four.
        for (let from = 0; from < 4; from++) {
          const bytes = Buffer.from(token.slice(from).replace(/-/g, "+").replace(/_/g, "/"), "base64");
          found.add(bytes.toString("utf8"));
        }
      }
      for (const token of joined.match(/(?:[0-9a-f]{2}[\s:]?){4,}/gi) ?? [])
        found.add(Buffer.from(token.replace(/[^0-9a-f]/gi, ""), "hex").toString("utf8"));
    }
  }
  return [...found];
}

const ENTITIES: Readonly<Record<string, string>> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
  nbsp: " ",
};

/** One layer of URL encoding, HTML entities and escapes of JSON less. */
function decoded(text: string): string {
  return text
    .replace(/(?:%[0-9a-f]{2})+/gi, (bytes) => Buffer.from(bytes.replace(/%/g, ""), "hex").toString("utf8"))
    .replace(/&#(?:x([0-9a-f]{1,6})|(\d{1,7}));?/gi, (entity, hex: string, decimal: string) => {
      const code = hex ? parseInt(hex, 16) : Number(decimal);
      return code <= 0x10ffff ? String.fromCodePoint(code) : entity;
    })
    .replace(/&([a-z]+);/gi, (entity, name: string) => ENTITIES[name.toLowerCase()] ?? entity)
    .replace(/\\u([0-9a-f]{4})/gi, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)))
    .replace(/\\(["'\\/])/g, "$1");
}

/** Matches a secret as a server may echo it, each character being plain, URL-encoded, an HTML entity, or escaped in JSON. */
function anySpelling(secret: string): RegExp {
  const spellings = [...secret].map((character) => {
    const code = character.codePointAt(0)!;
    const units = [...Array(character.length).keys()].map((index) => character.charCodeAt(index));
    return [
      `\\\\?${character.replace(/[^\p{L}\p{N}]/u, (sign) => `\\u{${sign.codePointAt(0)!.toString(16)}}`)}`,
      [...Buffer.from(character)].map((byte) => `%${byte.toString(16).padStart(2, "0")}`).join(""),
      units.map((unit) => `\\\\u${unit.toString(16).padStart(4, "0")}`).join(""),
      `&#(0*${code}|x0*${code.toString(16)});`,
      ...(/[^A-Za-z0-9]/.test(character) ? ["&\\w+;"] : []),
      ...(character === " " ? ["\\+"] : []),
    ].join("|");
  });
  return new RegExp(spellings.map((spelling) => `(?:${spelling})`).join(""), "giu");
}
