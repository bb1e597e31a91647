import { covers } from "../../plan/coverage";
import { isEverybody } from "../../plan/ranges";
import type { Statement } from "../../plan/statements";

/** Actions by which whoever has them gives himself any rights. */
const ESCALATING = [
  "iam:PutRolePolicy",
  "iam:PutUserPolicy",
  "iam:PutGroupPolicy",
  "iam:AttachRolePolicy",
  "iam:AttachUserPolicy",
  "iam:AttachGroupPolicy",
  "iam:AddUserToGroup",
  "iam:CreatePolicyVersion",
  "iam:SetDefaultPolicyVersion",
  "iam:CreateAccessKey",
  "iam:CreateLoginProfile",
  "iam:UpdateLoginProfile",
  "iam:UpdateAssumeRolePolicy",
  "iam:DeleteRolePermissionsBoundary",
  "iam:DeleteUserPermissionsBoundary",
  "iam:PassRole",
  "sts:AssumeRole",
];

/** Keys that say who calls, or for whom a service does. */
const IDENTIFYING =
  /^(aws:principal(orgid|orgpaths|account|arn)|aws:source(arn|account|orgid|orgpaths|vpc|vpce|ip)|aws:userid|kms:calleraccount|s3:dataaccesspointaccount)$/i;

/** Nothing unknown is what is compared here: a part that is not known is no wildcard. */
const never = (): boolean => false;

/** What makes a statement dangerous whoever has it: a sentence each, without a subject. `own` are the environment's accounts. */
export function severity(statement: Statement, own: ReadonlySet<string>): string[] {
  if (statement.effect !== "Allow") return [];
  return statement.principals.length === 0 && statement.notPrincipals.length === 0
    ? ofIdentity(statement)
    : ofResource(statement, own);
}

/** Of a policy that a role or a user has. */
function ofIdentity({ actions, notActions, resources, notResources, conditions }: Statement): string[] {
  const everywhere =
    notResources.length > 0 ||
    resources.some((each) => isAll(each, ["arn:aws:iam::123456789012:role/any", "arn:aws:s3:::any"]));
  const onRoles = everywhere || resources.some((each) => isAll(each, ["arn:aws:iam::123456789012:role/any"]));
  const free = Object.entries(conditions).every(([key, values]) => isVacuous(key, values));
  if (
    everywhere &&
    free &&
    (notActions.length > 0 ||
      actions.some((each) => isAll(each, ["iam:CreateUser", "s3:GetObject", "ec2:RunInstances"])))
  )
    return ["becomes administrator: all actions on all resources"];
  const escalating = ESCALATING.filter((wanted) =>
    actions.some((each) => covers(each.toLowerCase(), wanted.toLowerCase(), never)),
  );
  return onRoles && free && escalating.length > 0
    ? [
        `can take any rights: ${escalating.slice(0, 5).join(", ")}${escalating.length > 5 ? " and more" : ""} on all ${everywhere ? "resources" : "roles"}`,
      ]
    : [];
}

/** Whether a pattern has all examples in it, of which no name can be guessed. */
const isAll = (pattern: string, examples: readonly string[]): boolean =>
  examples.every((each) => covers(pattern.toLowerCase(), each.toLowerCase(), never));

/** Of a policy that a resource has, or of who may assume a role. */
function ofResource(
  { principals, notPrincipals, conditions, actions }: Statement,
  own: ReadonlySet<string>,
): string[] {
  const found: string[] = [];
  const limits = Object.entries(conditions).filter(([key, values]) => limitsCaller(key, values));
  const anybody = principals.some((each) => each === "*" || each === "AWS:*") || notPrincipals.length > 0;
  if (anybody && limits.length === 0) found.push("is open to everybody");
  const federated = principals.filter((each) => each.startsWith("Federated:"));
  const subject = Object.entries(conditions).some(
    ([key, values]) =>
      /:(sub|aud|amr|oid|SAML:)/i.test(key) &&
      /:sub$|saml/i.test(key) &&
      !values.some((value) => /^\*+$/.test(value)),
  );
  if (federated.length > 0 && !subject && actions.some((each) => /AssumeRoleWith|^sts:\*|^\*$/i.test(each)))
    found.push(
      `is open to every identity of ${federated.map((each) => each.slice(10)).join(", ")}: no condition names a subject`,
    );
  // Of everybody, it is the condition that says which accounts.
  const named = anybody ? limits.flatMap(([key, values]) => (/account|arn/i.test(key) ? values : [])) : [];
  const accounts = [
    ...principals.flatMap(accountsIn),
    ...named.flatMap((value) => accountsIn(`AWS:${value}`)),
  ];
  const foreign = own.size === 0 ? [] : [...new Set(accounts.filter((account) => !own.has(account)))];
  if (foreign.length > 0)
    found.push(`is open to the account ${foreign.join(", ")}, which is not this environment's`);
  if (principals.some((each) => each.startsWith("CanonicalUser:")))
    found.push("is open to an account that is named by its canonical ID");
  return found;
}

const accountsIn = (principal: string): string[] => {
  const match = /^AWS:(?:arn:[^:]*:(?:iam|sts)::)?(\d{12})(?![\d])/.exec(principal);
  return match ? [match[1]!] : [];
};

/** Whether a condition tells one caller from another. One that holds where the key is missing, or for any value, does not. */
function limitsCaller(condition: string, values: readonly string[]): boolean {
  const [operator = "", key = ""] = condition.split(" ");
  if (!IDENTIFYING.test(key) || /IfExists$|^Null$|^ForAllValues:|Not/i.test(operator)) return false;
  return !isVacuous(condition, values);
}

/** Whether a condition holds for everybody. */
function isVacuous(condition: string, values: readonly string[]): boolean {
  const [operator = ""] = condition.split(" ");
  if (/IfExists$|^Null$|^ForAllValues:/i.test(operator)) return false;
  if (/IpAddress/i.test(operator)) return values.some((value) => isEverybody(value));
  return (
    /Like|Arn/i.test(operator) && values.some((value) => /^[*?]*$/.test(value) || /^arn:[*:/]*$/.test(value))
  );
}
