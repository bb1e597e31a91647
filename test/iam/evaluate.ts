import { conditionsMet, withVariables } from "./conditions";
import {
  arnMatches,
  type Caller,
  listOf,
  matches,
  type PolicyDocument,
  type PolicyStatement,
  type Request,
} from "./policy";

/** The policies that decide on a call. */
export interface Policies {
  /** Those of the role. */
  readonly identity: readonly PolicyDocument[];
  readonly boundary?: PolicyDocument;
  /** That of what is called: a secret's, a key's. */
  readonly resource?: PolicyDocument;
}

/**
 * Why IAM would refuse a call within one account, in AWS's words; undefined where it allows it.
 *
 * The documented order: an explicit deny anywhere; then an allow by the resource's policy that names the caller, or by one of the role's.
 * A boundary limits both. (AWS exempts a resource's policy that names the session; here it is limited, too.) A KMS key is special: the
 * role's policies count only where the key's own policy leaves it to the account.
 */
export function refusalOf(request: Request, caller: Caller, policies: Policies): string | undefined {
  const { identity, boundary, resource } = policies;
  const statements = {
    identity: identity.flatMap(({ Statement }) => listOf<PolicyStatement>(Statement)),
    boundary: listOf<PolicyStatement>(boundary?.Statement),
    resource: listOf<PolicyStatement>(resource?.Statement),
  };
  const user = `User: ${caller.sessionArn} is not authorized to perform: ${request.action} on resource: ${request.resource}`;
  const applies = (statement: PolicyStatement) => appliesTo(statement, request);
  const naming = (who: readonly string[]) => (statement: PolicyStatement) =>
    names(statement, who) && applies(statement);
  const account = accountNames(caller);
  const anyone = [...callerNames(caller), ...account];

  const denies = ({ Effect }: PolicyStatement) => Effect === "Deny";
  const allows = ({ Effect }: PolicyStatement) => Effect === "Allow";
  if (statements.identity.filter(denies).some(applies) || statements.boundary.filter(denies).some(applies))
    return `${user} with an explicit deny in an identity-based policy`;
  if (statements.resource.filter(denies).some(naming(anyone)))
    return `${user} with an explicit deny in a resource-based policy`;

  const permitted = !boundary || statements.boundary.filter(allows).some(applies);
  if (statements.resource.filter(allows).some(naming(callerNames(caller))) && permitted) return undefined;
  if (request.action.startsWith("kms:") && !statements.resource.filter(allows).some(naming(account)))
    return `${user} because no resource-based policy allows the ${request.action} action`;
  if (!statements.identity.filter(allows).some(applies))
    return `${user} because no identity-based policy allows the ${request.action} action`;
  return permitted
    ? undefined
    : `${user} because no permissions boundary allows the ${request.action} action`;
}

/** Whether a role's trust policy lets a service assume it. */
export function trusts(trust: PolicyDocument, service: string, context: Request["context"]): boolean {
  const request: Request = { action: "sts:AssumeRole", resource: "*", context };
  const about = (effect: PolicyStatement["Effect"]) =>
    listOf<PolicyStatement>(trust.Statement).some(
      (statement) =>
        statement.Effect === effect &&
        listOf<string>(principalsOf(statement)["Service"]).includes(service) &&
        actionApplies(statement, request) &&
        conditionsMet(statement, request),
    );
  return about("Allow") && !about("Deny");
}

const appliesTo = (statement: PolicyStatement, request: Request): boolean =>
  actionApplies(statement, request) &&
  resourceApplies(statement, request) &&
  conditionsMet(statement, request);

function actionApplies({ Action, NotAction }: PolicyStatement, { action }: Request): boolean {
  const listed = listOf<string>(Action ?? NotAction).some((one) =>
    matches(one.toLowerCase(), action.toLowerCase()),
  );
  return listed === (Action !== undefined);
}

function resourceApplies({ Resource, NotResource }: PolicyStatement, request: Request): boolean {
  const listed = listOf<string>(Resource ?? NotResource).some((one) => {
    // Before the fifth colon a variable is none.
    const [, fixed = "", variable] = /^((?:[^:]*:){5})?(.*)$/s.exec(one)!;
    const end = withVariables(variable!, request);
    return end !== undefined && arnMatches(fixed + end, request.resource);
  });
  return listed === (Resource !== undefined);
}

const callerNames = ({ roleArn, sessionArn }: Caller) => ["*", roleArn, sessionArn];
const accountNames = ({ account, roleArn }: Caller) => [
  account,
  `arn:${roleArn.split(":")[1]}:iam::${account}:root`,
];

function names(statement: PolicyStatement, who: readonly string[]): boolean {
  return listOf<string>(principalsOf(statement)["AWS"]).some((one) => who.includes(one));
}

function principalsOf({
  Principal,
  NotPrincipal,
  Sid,
}: PolicyStatement): Readonly<Record<string, string | readonly string[]>> {
  if (NotPrincipal !== undefined)
    throw new Error(`NotPrincipal (statement ${Sid}) is not implemented in test/iam/evaluate.ts`);
  return typeof Principal === "string" ? { AWS: Principal } : (Principal ?? {});
}
