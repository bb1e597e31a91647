import { type Expression, reference, tf } from "../../lib/expression";
import { ANY_CASE } from "./paths";

/** A nested block that exists under a condition known to Terraform. */
export function when(condition: Expression, content: object = {}): object {
  return { for_each: tf`${condition} ? [1] : []`, content };
}

/** `action` of a rule of ours: block, or only count where it is observed. */
export function blockOrCount(mode: Expression): object {
  return { dynamic: { block: when(tf`${mode} == "block"`), count: when(tf`${mode} != "block"`) } };
}

/**
 * Matches the path. Decoded, normalized and in whatever case, so that `//Install.PHP` or `/%69nstall.php` cannot pass a
 * guard, and `/surveys/../api/` cannot borrow an exception. The case is the expression's affair: as a transformation it would
 * cost ten units of capacity.
 */
export function pathMatches(pattern: Expression): object {
  return {
    regex_match_statement: {
      regex_string: tf`join("", [${ANY_CASE}, ${pattern}])`,
      field_to_match: { uri_path: {} },
      text_transformation: [
        { priority: 0, type: "URL_DECODE" },
        { priority: 1, type: "NORMALIZE_PATH" },
      ],
    },
  };
}

/** Matches a request that has one of the labels. */
export function labelled(labels: Expression): object {
  const label = (key: unknown) => ({ scope: "LABEL", key });
  return {
    dynamic: {
      label_match_statement: when(tf`length(${labels}) == 1`, label(tf`${labels}[0]`)),
      // WAF wants two statements or more in it.
      or_statement: when(tf`length(${labels}) > 1`, {
        dynamic: {
          statement: {
            for_each: labels,
            content: { label_match_statement: label(reference("statement.value")) },
          },
        },
      }),
    },
  };
}

export const not = (statement: object): object => ({ not_statement: { statement } });
export const and = (...statements: object[]): object => ({ and_statement: { statement: statements } });
export const addressIn = (ipSetArn: Expression): object => ({
  ip_set_reference_statement: { arn: ipSetArn },
});
