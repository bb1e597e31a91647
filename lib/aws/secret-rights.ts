import { type Expression, tf } from "../expression";
import type { AwsContext } from "./context";
import type { ConditionalStatement, Statement } from "./policy";

/** Secrets and SSM parameters that somebody reads. */
interface Reading {
  /** Whether there are any, which is known at plan. Default: there are. */
  readonly when?: Expression;
  readonly arns: Expression;
  readonly actions: readonly string[];
  /** The key or keys that encrypt them. */
  readonly kmsKeys: unknown;
}

/** ARNs of secrets and parameters as IAM knows them: a JSON key, stage and version behind a secret's ARN are the service's that reads it. */
export const secretArns = (references: Expression): Expression =>
  tf`distinct([for reference in ${references} : join(":", slice(split(":", reference), 0, min(7, length(split(":", reference)))))])`;

/**
 * The right to read exactly these secrets and parameters. How many there are is known at plan, of which service each is may not be: so
 * there is one statement for both services, of which IAM ignores the actions that do not fit a resource.
 */
export function secretRights(
  aws: AwsContext,
  { when, arns, actions, kmsKeys }: Reading,
): (Statement | ConditionalStatement)[] {
  const services = ["secretsmanager", "ssm"].map((service) => `${service}.${aws.region}.${aws.dnsSuffix}`);
  const statements: Statement[] = [
    { Sid: "ReadSecrets", Effect: "Allow", Action: actions, Resource: arns },
    {
      Sid: "DecryptSecrets",
      Effect: "Allow",
      Action: "kms:Decrypt",
      Resource: kmsKeys,
      Condition: { StringEquals: { "kms:ViaService": services } },
    },
  ];
  return when ? statements.map((statement) => ({ when, statement })) : statements;
}
