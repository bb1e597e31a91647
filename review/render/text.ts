// What a reader cannot see, or what turns the text around it: controls, format characters (bidi, zero-width, tags), fillers, surrogates
// without their half, private use, and every space that is not a plain one.
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]|(?! )\p{Zs}/gu;

/** Most texts: nothing to look for. */
const PLAIN = /^[ -~]*$/;

const NAMED: Readonly<Record<string, string>> = { "\n": "\\n", "\r": "\\r", "\t": "\\t" };

function escaped(character: string): string {
  const code = character.codePointAt(0)!.toString(16);
  return NAMED[character] ?? (code.length > 4 ? `\\u{${code}}` : `\\u${code.padStart(4, "0")}`);
}

/**
 * A text of a plan on one line, for a reader who must not be misled: characters that are invisible, or that reorder what is around them,
 * are written as escapes (`\u202e`, `\n`).
 */
export const visible = (text: string): string => (PLAIN.test(text) ? text : text.replace(INVISIBLE, escaped));

/** The same for a text of several lines: line feeds and tabs stay. */
export const visibleLines = (text: string): string =>
  PLAIN.test(text)
    ? text
    : text.replace(INVISIBLE, (character) =>
        character === "\n" || character === "\t" ? character : escaped(character),
      );
