import { Expression, reference, tf } from "../../lib/expression";
import { local } from "../../lib/local";
import type { ModuleStack } from "../../lib/stack";
import type { Inputs } from "./inputs";
import { families, type IpSets } from "./ip-sets";
import { staticPatternHcl } from "./rate-inputs";
import { addressIn, blockOrCount, not, when } from "./statements";
import { once, priority, webAclRule, type WebAclRule } from "./web-acl-rule";

/**
 * The limit of requests from one address, and that of known addresses, which the first does not count. Neither counts static files.
 * Statements within a scope-down statement are two deep at most, as the provider's are.
 */
export function rateRules(module: ModuleStack, input: Inputs, sets: IpSets): object[] {
  const { requests, windowSeconds, mode, known, staticFiles } = input.rateLimit;
  const own = families.map((family): Expression => sets("known", family));
  const arns = local(
    module,
    "known_ip_sets",
    tf`concat(try(length(${known.orNull.cidrs}) > 0, false) ? ${own} : [], values(coalesce(${known.orNull.ipSetArns}, {})))`,
  );
  const pattern = local(
    module,
    "static_files",
    tf`${staticFiles.given} ? ${new Expression([staticPatternHcl("var.rate_limit.static_files")])} : null`,
  );
  const hasStatic = tf`(${staticFiles.given})`;
  const rate = (name: string, place: number, limit: unknown, scope: object, forEach: unknown): object =>
    webAclRule(input, {
      forEach,
      name,
      priority: place,
      action: blockOrCount(mode),
      statement: {
        rate_based_statement: {
          aggregate_key_type: "IP",
          limit,
          evaluation_window_sec: windowSeconds,
          dynamic: { scope_down_statement: scope },
        },
      },
    } satisfies WebAclRule);
  const isStatic = staticFile(pattern);
  return [
    rate("rate-limit", priority.rate, requests, allBut(hasStatic, isStatic, arns), [1]),
    rate(
      "rate-limit-known",
      priority.rateKnown,
      tf`${known.orNull.requests}`,
      { for_each: [1], content: knownBut(hasStatic, isStatic, arns) },
      once(tf`length(${arns}) > 0`),
    ),
  ];
}

/** A path as it was sent, whose characters need no decoding. */
const staticFile = (pattern: Expression): object => ({
  regex_match_statement: {
    regex_string: pattern,
    field_to_match: { uri_path: {} },
    text_transformation: [{ priority: 0, type: "NONE" }],
  },
});

/** Everything but static files and known addresses; WAF refuses an and_statement of a single one. */
function allBut(hasStatic: Expression, isStatic: object, arns: Expression): object {
  const count = tf`(${hasStatic} ? 1 : 0) + length(${arns})`;
  const several = {
    dynamic: {
      statement: [
        when(hasStatic, not(isStatic)),
        { for_each: arns, content: not(addressIn(reference("statement.value"))) },
      ],
    },
  };
  const single = {
    statement: {
      dynamic: {
        regex_match_statement: when(
          hasStatic,
          (isStatic as { regex_match_statement: object }).regex_match_statement,
        ),
        ip_set_reference_statement: when(tf`!${hasStatic}`, { arn: tf`${arns}[0]` }),
      },
    },
  };
  return when(tf`${count} > 0`, {
    dynamic: {
      not_statement: when(tf`${count} == 1`, single),
      and_statement: when(tf`${count} > 1`, several),
    },
  });
}

/** Known addresses, without static files. */
function knownBut(hasStatic: Expression, isStatic: object, arns: Expression): object {
  const any = (first: Expression): object => ({
    ip_set_reference_statement: when(tf`${first} && length(${arns}) == 1`, { arn: tf`${arns}[0]` }),
    or_statement: when(tf`${first} && length(${arns}) > 1`, {
      dynamic: { statement: { for_each: arns, content: addressIn(reference("statement.value")) } },
    }),
  });
  return {
    dynamic: {
      ...any(tf`!${hasStatic}`),
      and_statement: when(hasStatic, { statement: [{ dynamic: any(tf`true`) }, not(isStatic)] }),
    },
  };
}
