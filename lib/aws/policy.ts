import { type Expression, tf } from "../expression";
import { local } from "../local";
import type { ModuleStack } from "../stack";
import type { AwsContext } from "./context";

/** One statement of an IAM policy, in IAM's own terms. */
export interface Statement {
  readonly Sid: string;
  readonly Effect: "Allow" | "Deny";
  readonly Principal?: unknown;
  readonly Action: string | readonly string[];
  readonly Resource?: unknown;
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/** A statement that is there only when a condition known to Terraform holds. */
export interface ConditionalStatement {
  readonly when: Expression;
  readonly statement: Statement;
}

/**
 * An IAM policy as JSON that Terraform encodes. Its statements are the local value `<name>_statements`, written as JSON, so
 * that a changed action shows as one line.
 */
export function policy(
  module: ModuleStack,
  name: string,
  ...statements: readonly (Statement | ConditionalStatement)[]
): string {
  return tf`jsonencode({ Version = "2012-10-17", Statement = ${statementList(module, name, statements)} })`
    .string;
}

/** The statements of a policy that is put together from several parts. */
export function statementList(
  module: ModuleStack,
  name: string,
  statements: readonly (Statement | ConditionalStatement)[],
): Expression {
  const entries = statements.map((entry) => ("when" in entry ? entry : { when: true, statement: entry }));
  if (entries.every(({ when }) => when === true)) return local(module, `${name}_statements`, statements);
  const all = local(module, `${name}_statements`, entries);
  return tf`[for entry in ${all} : entry.statement if entry.when]`;
}

/** The trust policy of a role that an AWS service assumes. */
export function assumedBy(service: string, condition?: Statement["Condition"]): string {
  const statement: Statement = {
    Sid: "Assume",
    Effect: "Allow",
    Principal: { Service: service },
    Action: "sts:AssumeRole",
    Condition: condition,
  };
  return tf`jsonencode({ Version = "2012-10-17", Statement = [${statement}] })`.string;
}

/** The condition that a key is used by a service of this region, on behalf of who calls that. */
export const viaService = (aws: AwsContext, service: string): Statement["Condition"] => ({
  StringEquals: { "kms:ViaService": `${service}.${aws.region}.${aws.dnsSuffix}` },
});
