import { conditionsMet } from "../../iam/conditions";
import { listOf, type PolicyDocument, type PolicyStatement } from "../../iam/policy";

/** The claims of a token that STS compares, by name. */
export type Claims = Readonly<Record<string, string>>;

/** Whether a role's trust policy lets a token of an issuer in. */
export function admits(trust: PolicyDocument, provider: string, issuer: string, claims: Claims): boolean {
  const context = Object.fromEntries(
    Object.entries(claims).map(([name, value]) => [`${issuer}:${name}`, value]),
  );
  const request = { action: "sts:AssumeRoleWithWebIdentity", resource: "*", context };
  return listOf<PolicyStatement>(trust.Statement).some((statement) => {
    const principal = statement.Principal as Readonly<Record<string, string>>;
    const action = listOf(statement.Action).includes(request.action);
    return principal["Federated"] === provider && action && conditionsMet(statement, request);
  });
}
