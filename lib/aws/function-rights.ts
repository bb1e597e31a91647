import type { AwsContext } from "./context";
import { assumedBy, type ConditionalStatement, type Statement } from "./policy";

/**
 * The trust policy of a role of Lambda functions in this account. AWS documents no ARN of a function in the request that assumes it;
 * which function may use a right is said in the right itself, by `forCodeOf`.
 */
export const assumedByFunctions = (aws: AwsContext): string =>
  assumedBy("lambda.amazonaws.com", { StringEquals: { "aws:SourceAccount": aws.account } });

/** The condition that a request comes from a function's own code, or is Lambda's for its log. The name may have stars. */
const fromCodeOf = (aws: AwsContext, name: string, { ArnLike = {} }: Statement["Condition"] = {}) => ({
  ArnLike: { ...ArnLike, "lambda:SourceFunctionArn": aws.arn("lambda", `function:${name}`) },
});

/**
 * Binds rights to the code of one function, by its name, so that its role is of no use to any other that somebody gives it. For what the code calls
 * itself, and for its log: Lambda names the function there (Lambda Developer Guide, "Using source function ARN to control function access
 * behavior"). Not for kms: of data in S3, or of a secret, the request for the key is that service's, for which AWS documents no such key.
 */
export function forCodeOf(
  aws: AwsContext,
  name: string,
  statements: readonly (Statement | ConditionalStatement)[],
): (Statement | ConditionalStatement)[] {
  const bound = (statement: Statement): Statement => ({
    ...statement,
    Condition: { ...statement.Condition, ...fromCodeOf(aws, name, statement.Condition) },
  });
  return statements.map((entry) =>
    "when" in entry ? { ...entry, statement: bound(entry.statement) } : bound(entry),
  );
}

/**
 * What Lambda itself does with the role, outside of the function: network interfaces, and the messages of a queue. It names no function
 * there, so the right has no condition; the code is denied it.
 */
export function forLambdaAlone(aws: AwsContext, name: string, { Sid, ...right }: Statement): Statement[] {
  return [
    { Sid, ...right },
    { ...right, Sid: `${Sid}NotForTheCode`, Effect: "Deny", Condition: fromCodeOf(aws, name) },
  ];
}
