import { DataAwsCallerIdentity } from "@cdktf/provider-aws/lib/data-aws-caller-identity";
import { DataAwsPartition } from "@cdktf/provider-aws/lib/data-aws-partition";
import { DataAwsRegion } from "@cdktf/provider-aws/lib/data-aws-region";
import { type Expression, tf } from "../expression";
import type { ModuleStack } from "../stack";

/** Where a module runs, as Terraform learns it from its provider. Works in every partition. */
export interface AwsContext {
  readonly account: string;
  readonly region: string;
  readonly partition: string;
  /** `amazonaws.com`, or the partition's own suffix. */
  readonly dnsSuffix: string;
  /** ARN of something in this account and region: `arn("logs", "log-group:/x")`. */
  arn(service: string, resource: string): string;
  /**
   * Name of something in IAM, whose names are the whole account's: the region tells two of a name in two regions apart.
   * IAM's names end after 64 characters.
   */
  iamName(name: string, purpose: string): string;
}

/** The data sources behind an AwsContext, added once to a module. */
export function awsContext(module: ModuleStack): AwsContext {
  const caller = new DataAwsCallerIdentity(module, "caller");
  const here = new DataAwsRegion(module, "here");
  const cloud = new DataAwsPartition(module, "cloud");
  for (const source of [caller, here, cloud]) source.overrideLogicalId("current");
  return {
    account: caller.accountId,
    region: here.name,
    partition: cloud.partition,
    dnsSuffix: cloud.dnsSuffix,
    arn: (service, resource) =>
      `arn:${cloud.partition}:${service}:${here.name}:${caller.accountId}:${resource}`,
    iamName: (name, purpose) => `${name}-${here.name}-${purpose}`,
  };
}

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

/** An IAM policy as JSON that Terraform encodes, so that references inside it are resolved and escaped. */
export function policy(...statements: readonly (Statement | ConditionalStatement)[]): string {
  // Each in a list of its own: the branches of a conditional may differ in type only inside a tuple.
  const lists = statements.map((entry) =>
    "when" in entry
      ? tf`[for statement in [${entry.statement}] : statement if ${entry.when}]`
      : tf`[${entry}]`,
  );
  const joined = lists.reduce((all, list) => tf`${all}, ${list}`);
  return tf`jsonencode({Version = "2012-10-17", Statement = concat(${joined})})`.string;
}

/** The trust policy of a role that an AWS service assumes. */
export function assumedBy(service: string, condition?: Statement["Condition"]): string {
  return policy({
    Sid: "Assume",
    Effect: "Allow",
    Principal: { Service: service },
    Action: "sts:AssumeRole",
    Condition: condition,
  });
}
