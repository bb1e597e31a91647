import { unknownsIn } from "../../plan/expression/unknown";
import { instancesOf, type Resource } from "../../plan/model";
import type { Side } from "../../plan/side";
import type { Statement } from "../../plan/statements";
import { hasHiddenStatement, isHidden } from "../hidden";
import { holdersIn } from "../holders";
import { shown } from "../ask";
import { LEAST_RIGHTS } from "../controls";
import type { Rule } from "../rule";

export const secretOfOwnPurpose: Rule = {
  id: "secret-of-own-purpose",
  title: "Roles read the secrets of their own purpose only",
  reason: "Whoever breaks into one program would find the passwords of all others.",
  controls: [...LEAST_RIGHTS, "45 CFR 164.308(a)(5)(ii)(D)"],
  types: ["aws_iam_role", "aws_iam_user"],
  check: (principal, side) => {
    const holder = holdersIn(side).get(principal.address);
    const statements = (holder?.grants ?? []).map(({ statement }) => statement);
    const readings = statements.filter(readsSecrets).flatMap((statement) =>
      (statement.notResources.length > 0 ? ["*"] : statement.resources).map((resource) => ({
        statement,
        resource,
      })),
    );
    const problems = [
      ...(holder?.attached ?? [])
        .filter(({ arn }) => ALL_SECRETS.test(arn))
        .map(({ arn }) => `${arn} lets it read every secret`),
      ...readings.flatMap(({ statement, resource }) => problemOf(side, principal, statement, resource) ?? []),
    ];
    if (problems.length > 0) return [...new Set(problems)].sort().join("; ");
    const unread = (holder?.unread ?? []).map(({ text }) => text);
    return readings.some(({ resource }) => isHidden(resource)) || hasHiddenStatement({ statements, unread })
      ? { unread: "a secret that it may read cannot be told" }
      : undefined;
  },
};

const readsSecrets = ({ effect, actions, notActions }: Statement): boolean =>
  effect === "Allow" &&
  (notActions.length > 0 ||
    actions.some((action) =>
      /^(\*|secretsmanager:(\*|Get\*|GetSecret\*|GetSecretValue|BatchGet\*))$/i.test(action),
    ));

/**
 * A secret's purpose: one of an application is for that application, whose module both are below; one of many is for nobody in particular; the
 * master password of a database is for setting it up, so whoever may read it may do so for a while.
 */
function problemOf(
  side: Side,
  principal: Resource,
  { conditions }: Statement,
  resource: string,
): string | undefined {
  if (isMany(resource)) return `it may read every secret that matches ${shown(resource)}`;
  const [unknown] = unknownsIn(resource);
  if (/rds!(cluster|db)-/.test(resource) || (unknown && /\.master_user_secret\b/.test(unknown.text)))
    return Object.keys(conditions).some((key) => /^DateLessThan(Equals)? aws:CurrentTime$/.test(key))
      ? undefined
      : "it may read the master password of a database for ever";
  const secret = unknown ? side.resourceOf(unknown) : side.resourceOf(resource);
  if (!secret?.type.startsWith("aws_secretsmanager_secret")) return undefined;
  const [own, other] = [principal, secret].map(({ module }) => instancesOf(module)[0]?.address ?? "");
  return own === other || own === "" || other === ""
    ? undefined
    : `it may read ${secret.address}, which is another application's`;
}

/**
 * Whether a pattern is of more than one secret. Secrets Manager adds a hyphen and six characters to a name: `-??????` at the end is one's.
 * https://docs.aws.amazon.com/secretsmanager/latest/userguide/auth-and-access_iam-policies.html
 */
const isMany = (resource: string): boolean =>
  resource === "*" ||
  (/^arn:[^:]*:(secretsmanager|\*):/.test(resource) && /[*?]/.test(resource.replace(/-\?{6}$/, "")));

/** Policies of AWS's that allow to read all secrets. */
const ALL_SECRETS = /:aws:policy\/(AdministratorAccess|PowerUserAccess|SecretsManagerReadWrite)$/;
