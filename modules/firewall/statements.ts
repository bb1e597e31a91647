import { type Expression, tf } from "../../lib/expression";

/** A nested block that exists under a condition known to Terraform. */
export function when(condition: Expression, content: object = {}): object {
  return { for_each: tf`${condition} ? [1] : []`, content };
}

/** `action` of a rule of ours: block, or only count where it is observed. */
export function blockOrCount(mode: Expression): object {
  return { dynamic: { block: when(tf`${mode} == "block"`), count: when(tf`${mode} != "block"`) } };
}

/**
 * Matches the path. Decoded, normalized and in lower case, so that `//Install.PHP` or `/%69nstall.php` cannot pass a
 * guard, and `/surveys/../api/` cannot borrow an exception.
 */
export function pathMatches(pattern: Expression): object {
  return {
    regex_match_statement: {
      regex_string: pattern,
      field_to_match: { uri_path: {} },
      text_transformation: [
        { priority: 0, type: "URL_DECODE" },
        { priority: 1, type: "NORMALIZE_PATH" },
        { priority: 2, type: "LOWERCASE" },
      ],
    },
  };
}

export const not = (statement: object): object => ({ not_statement: { statement } });
export const and = (...statements: object[]): object => ({ and_statement: { statement: statements } });
export const addressIn = (ipSetArn: Expression): object => ({
  ip_set_reference_statement: { arn: ipSetArn },
});
