import { type Expression, reference, tf } from "../../lib/expression";
import { ANY_CASE } from "./paths";
import { once } from "./web-acl-rule";

/** A nested block that exists under a condition known at plan. */
export function when(condition: unknown, content: object = {}): object {
  return { for_each: once(condition), content };
}

/** Blocks that exclude each other: that of the condition, or the other one. */
export function either(condition: Expression, then: object, otherwise: object): object {
  const blocks = (statement: object, holds: Expression) =>
    Object.fromEntries(
      Object.entries(statement).map(([type, content]) => [type, when(holds, content as object)]),
    );
  return { dynamic: { ...blocks(then, condition), ...blocks(otherwise, tf`!(${condition})`) } };
}

/** What a rule of ours does: block, or only count where it is observed. */
export function blockOrCount(mode: string | Expression): { readonly action: object } {
  return { action: either(tf`${mode} == "block"`, { block: {} }, { count: {} }) };
}

/**
 * Matches the path. Decoded, normalized and in whatever case, so that `//Install.PHP` or `/%69nstall.php` cannot pass a
 * guard, and `/surveys/../api/` cannot borrow an exception. The case is the expression's affair: as a transformation it would
 * cost ten units of capacity.
 */
export function pathMatches(pattern: Expression) {
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

/** Matches what one of the statements does that are made of the values of a list: one or more. */
function anyOf(values: Expression, statement: (value: unknown) => object): object {
  const several = {
    or_statement: {
      dynamic: { statement: { for_each: values, content: statement(reference("statement.value")) } },
    },
  };
  // WAF refuses an or_statement of a single one.
  return either(tf`length(${values}) == 1`, statement(tf`${values}[0]`), several);
}

/** Matches a request that has one of the labels. */
export const labelled = (labels: Expression): object =>
  anyOf(labels, (key) => ({ label_match_statement: { scope: "LABEL", key } }));

export const not = (statement: object) => ({ not_statement: { statement } });
export const and = (...statements: object[]) => ({ and_statement: { statement: statements } });
export const addressIn = (ipSetArn: unknown) => ({ ip_set_reference_statement: { arn: ipSetArn } });
export const addressInAny = (ipSetArns: Expression): object => anyOf(ipSetArns, addressIn);
