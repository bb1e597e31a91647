import { accountWrites, reads, secretReads, writes } from ".";
import { secretScopes } from "./identity-scopes";
import { writeScopes } from "./scopes";
import { type StatementTemplate, statementsFor } from "./statements";

/**
 * How an apply's rights are divided into policies, by service: IAM takes 6,144 characters for each, and 10 policies for a role unless its quota
 * is raised; these are nine.
 */
const services = {
  network: ["ec2", "elasticloadbalancing"],
  databases: ["elasticache", "rds"],
  storage: ["backup", "backup-storage", "kms", "s3", "secretsmanager", "ssm"],
  compute: [
    "application-autoscaling",
    "autoscaling",
    "cloudformation",
    "ecs",
    "elasticbeanstalk",
    "servicediscovery",
  ],
  edge: ["acm", "cloudfront", "lambda", "route53", "wafv2"],
  operations: ["budgets", "cloudtrail", "cloudwatch", "events", "guardduty", "logs", "ses", "sns", "sqs"],
  identity: ["iam"],
} as const;

const within = (actions: readonly string[], names: readonly string[]) =>
  actions.filter((action) => names.includes(action.split(":")[0]!));

/** Reads are too many for one policy. */
const half = reads.findIndex((action) => action > "elasticloadbalancing");

export const readPolicies: Readonly<Record<string, readonly StatementTemplate[]>> = {
  "read-1": statementsFor(reads.slice(0, half)),
  "read-2": statementsFor(reads.slice(half)),
};

export const writePolicies: Readonly<Record<string, readonly StatementTemplate[]>> = Object.fromEntries(
  Object.entries(services).map(([policy, names]) => [
    policy,
    statementsFor(within(writes, names), writeScopes),
  ]),
);

/** Settings of the account. */
export const accountStatements = statementsFor(accountWrites);

/** Secrets by which the provider refreshes its resources. */
export const secretStatements = statementsFor(secretReads, secretScopes);
