import { z } from "zod";
import { Expression, quoted } from "../../lib/expression";
import { constrain } from "../../lib/requirements";
import type { Composite } from "../../lib/reference";

/** What every expression begins with: WAF compares in any case. */
export const ANY_CASE = "(?i)";
/** WAF accepts 512 characters as one regular expression. */
export const LONGEST_PATTERN = 512 - ANY_CASE.length;
const special = "[.+*?^$(){}|\\[\\]\\\\]";

/** One path, as a module's caller writes it. */
interface Path {
  readonly match?: "exact" | "prefix" | "regex";
  readonly path: string;
}

/** Paths as one regular expression, in lower case. */
export function pathPattern(paths: readonly Path[]): string {
  const escaped = (path: string): string =>
    path.toLowerCase().replace(new RegExp(`(${special})`, "g"), "\\$1");
  return paths
    .map(({ match = "prefix", path }) => {
      if (match === "regex") return path;
      return match === "exact" ? `^${escaped(path)}$` : `^${escaped(path)}`;
    })
    .join("|");
}

/** The same in HCL, as what is before a list of paths and what is after it. */
const hcl = (() => {
  const escaped = `replace(lower(entry.path), ${quoted(`/(${special})/`)}, ${quoted("\\$1")})`;
  return [
    'join("|", [for entry in ',
    ` : entry.match == "regex" ? entry.path : format(entry.match == "exact" ? "^%s$" : "^%s", ${escaped})])`,
  ] as const;
})();

/** The expression of a list of paths that an input holds. */
export const patternOf = (paths: Composite): Expression => new Expression(hcl, [paths]);

export const compiles = (pattern: string): boolean => {
  try {
    return new RegExp(pattern) instanceof RegExp;
  } catch {
    return false;
  }
};

const path = () =>
  constrain(
    z.strictObject({
      match: z
        .enum(["exact", "prefix", "regex"])
        .default("prefix")
        .describe("How `path` is compared. `prefix` also covers /install.php/anything, which PHP runs, too."),
      path: z
        .string()
        .min(1)
        .max(200)
        .describe(
          "Path after the host name, such as /install.php; for `regex`, an expression in lower case.",
        ),
    }),
    {
      message: "must be a path that begins with /, or a valid regular expression where match is regex",
      check: (value) => (value.match === "regex" ? compiles(value.path) : value.path.startsWith("/")),
      condition: (reference) =>
        `${reference}.match == "regex" ? can(regexall(${reference}.path, "")) : startswith(${reference}.path, "/")`,
    },
  );

/** A list of one or more paths that fits into one regular expression. Compared decoded, normalized, in whatever case. */
export function pathList() {
  return constrain(z.array(path()).min(1), {
    message: `must fit into one regular expression of ${LONGEST_PATTERN} characters: use fewer or shorter paths`,
    check: (value) => pathPattern(value).length <= LONGEST_PATTERN,
    condition: (reference) => `try(length(${hcl.join(reference)}) <= ${LONGEST_PATTERN}, true)`,
  });
}
