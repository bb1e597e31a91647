import { type Rule, rulesOver } from "../../lib/rules";
import type { inputs } from "./inputs";

const rule = rulesOver<typeof inputs>();

/** Whether ARNs with a prefix would cover what begins with a name. */
const covers = (prefix: string, name: string): boolean => name.startsWith(prefix);
const coversHcl = (prefix: string, name: string): string => `startswith(${name}, ${prefix})`;
/** The environments one of whose prefixes covers a name. */
const covering = (name: string): string =>
  `[for key, env in var.environments : key if anytrue([for prefix in env.name_prefixes : ${coversHcl("prefix", name)}])]`;

export const rules: readonly Rule[] = [
  rule.exactlyOne("github", "gitlab", "who signs in"),
  rule(["environments", "name"], {
    at: "environments",
    message:
      "must not have a name prefix that covers or begins like the names of these roles and policies, which an apply may not change",
    check: ({ environments, name }) =>
      Object.entries(environments)
        .filter(([, { namePrefixes }]) =>
          namePrefixes.some((prefix) => covers(prefix, name) || covers(`${name}-`, prefix)),
        )
        .map(([key]) => key),
    offenders: `[for key, env in var.environments : key if anytrue([for prefix in env.name_prefixes : startswith(var.name, prefix) || startswith(prefix, join("", [var.name, "-"]))])]`,
  }),
  rule(["environments", "state"], {
    at: "environments",
    message: "must not have a name prefix that covers the state bucket's name",
    check: ({ environments, state }) =>
      Object.entries(environments)
        .filter(([, { namePrefixes }]) => namePrefixes.some((prefix) => covers(prefix, state.bucketName)))
        .map(([key]) => key),
    offenders: covering("var.state.bucket_name"),
  }),
  rule(["environments"], {
    message:
      "must not have a name prefix that covers another environment's: redcap-prod covers redcap-prod-west",
    check: ({ environments }) => {
      const all = Object.entries(environments).flatMap(([key, { namePrefixes }]) =>
        namePrefixes.map((prefix) => ({ key, prefix })),
      );
      return Object.entries(environments)
        .filter(([key, { namePrefixes }]) =>
          namePrefixes.some((prefix) =>
            all.some((other) => other.key !== key && covers(prefix, other.prefix)),
          ),
        )
        .map(([key]) => key);
    },
    offenders:
      "[for key, env in var.environments : key if anytrue(flatten([for prefix in env.name_prefixes : [for other, its in var.environments : " +
      `[for name in its.name_prefixes : ${coversHcl("prefix", "name")}] if other != key]]))]`,
  }),
];
