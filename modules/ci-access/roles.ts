import { IamPolicy } from "@cdktf/provider-aws/lib/iam-policy";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { IamRolePolicyAttachment } from "@cdktf/provider-aws/lib/iam-role-policy-attachment";
import type { AwsContext } from "../../lib/aws/context";
import { requireSize } from "../../lib/aws/policy-size";
import { type Expression, reference, tf } from "../../lib/expression";
import { local } from "../../lib/local";
import type { ModuleStack } from "../../lib/stack";
import type { Inputs } from "./inputs";
import { accountStatements, readPolicies, secretStatements, writePolicies } from "./rights/policies";
import type { StatementTemplate } from "./rights/statements";

/** What a role is made of, each by role. */
export interface Rights {
  /** Trust policies. */
  readonly trust: Expression;
  /** Values by kind, with which ARNs are completed. */
  readonly values: Expression;
  /** Statements for the state. */
  readonly state: Expression;
  /** Denials. */
  readonly guards: Expression;
}

const ADVICE = "A role must have fewer name prefixes, or shorter ones.";

/** The roles, by `plan`, `drift` and `apply-<environment>`, with their policies. */
export function addRoles(module: ModuleStack, aws: AwsContext, input: Inputs, rights: Rights): IamRole {
  const { name, drift, environments, maxSessionSeconds, permissionsBoundary } = input;
  const deploying = tf`[for key in keys(${environments}) : join("-", ["apply", key])]`;
  const names = local(
    module,
    "role_names",
    tf`concat(["plan"], ${drift.given} ? ["drift"] : [], ${deploying})`,
  );
  const role = new IamRole(module, "role", {
    name: `${name}-${reference("each.key").string}`,
    description: `Terraform in CI: ${reference("each.key").string}`,
    assumeRolePolicy: tf`${rights.trust}[each.key]`.string,
    maxSessionDuration: maxSessionSeconds,
    permissionsBoundary: permissionsBoundary.orNull.arn,
  });
  role.addOverride("for_each", tf`toset(${names})`);
  const each = tf`${role.fqn}[each.value.role]`;
  addPolicies(module, aws, { name, names, rights, roleName: tf`${each}.name` });
  addInlinePolicy(module, aws, { role, input, rights });
  return role;
}

interface Attaching {
  readonly name: string;
  readonly names: Expression;
  readonly rights: Rights;
  readonly roleName: Expression;
}

/** Managed policies: the reads of every role, and the writes of those that apply. */
function addPolicies(
  module: ModuleStack,
  aws: AwsContext,
  { name, names, rights, roleName }: Attaching,
): void {
  const templates = local(module, "rights", templatesOf(aws, { ...readPolicies, ...writePolicies }));
  const groups = (policies: object) => Object.keys(policies).sort();
  const attached = local(
    module,
    "attachments",
    tf`{for pair in flatten([for role in ${names} : [for group in concat(${groups(readPolicies)}, startswith(role, "apply-") ? ${groups(writePolicies)} : []) : { role = role, group = group }]]) : join("/", [pair.role, pair.group]) => pair}`,
  );
  const statements = completed(module, "attached_statements", {
    each: tf`for key, pair in ${attached} : key`,
    templates: tf`${templates}[pair.group]`,
    values: tf`${rights.values}[pair.role]`,
  });
  const policy = new IamPolicy(module, "rights_policy", {
    name: `${name}-${tf`each.value.role`.string}-${tf`each.value.group`.string}`,
    description: tf`join(" ", ["Terraform in CI:", each.value.role, each.value.group])`.string,
    policy: tf`jsonencode({ Version = "2012-10-17", Statement = ${statements}[each.key] })`.string,
  });
  policy.overrideLogicalId("rights");
  policy.addOverride("for_each", attached);
  requireSize(policy, ADVICE);
  const attachment = new IamRolePolicyAttachment(module, "rights_attachment", {
    role: roleName.string,
    policyArn: tf`${policy.fqn}[each.key].arn`.string,
  });
  attachment.overrideLogicalId("rights");
  attachment.addOverride("for_each", attached);
}

interface Limiting {
  readonly role: IamRole;
  readonly input: Inputs;
  readonly rights: Rights;
}

/** What differs between roles: the state, secrets, settings of the account, and denials. */
function addInlinePolicy(module: ModuleStack, aws: AwsContext, { role, input, rights }: Limiting): void {
  const templates = local(
    module,
    "inline_rights",
    templatesOf(aws, { secrets: secretStatements, account: accountStatements }),
  );
  const values = tf`${rights.values}[role]`;
  const each = tf`for role in keys(${role.fqn}) : role`;
  const secrets = completed(module, "secret_statements", {
    each,
    templates: tf`(role == "plan" ? [] : ${templates}.secrets)`,
    values,
  });
  const account = completed(module, "account_statements", {
    each,
    templates: tf`(startswith(role, "apply-") && length(${values}.account) > 0 ? ${templates}.account : [])`,
    values,
  });
  const all = local(
    module,
    "inline_statements",
    tf`{for role in keys(${role.fqn}) : role => concat(${rights.state}[role], ${planSecrets(module, aws, input)}, ${secrets}[role], ${account}[role], try(${rights.guards}[role], []))}`,
  );
  const statements = tf`[for statement in ${all}[each.key] : {for element, value in statement : element => value if length(value) > 0}]`;
  const inline = new IamRolePolicy(module, "state_and_limits", {
    name: "state-and-limits",
    role: tf`${role.fqn}[each.key].name`.string,
    policy: tf`jsonencode({ Version = "2012-10-17", Statement = ${statements} })`.string,
  });
  inline.addOverride("for_each", tf`${role.fqn}`);
  requireSize(inline, ADVICE);
}

/** The secrets that a plan reads without refreshing: by their names, which Secrets Manager extends by six characters. */
function planSecrets(module: ModuleStack, aws: AwsContext, { plan }: Inputs): Expression {
  const names = plan.secretNames;
  const arns = local(
    module,
    "plan_secret_arns",
    tf`[for name in ${names} : join("", [${`arn:${aws.partition}:secretsmanager:*:${aws.account}:secret:`}, name, "-??????"])]`,
  );
  const statements = local(module, "plan_secret_statements", [
    { Sid: "PlanSecrets", Effect: "Allow", Action: ["secretsmanager:GetSecretValue"], Resource: arns },
    {
      Sid: "PlanSecretKeys",
      Effect: "Allow",
      Action: ["kms:Decrypt"],
      Resource: [`arn:${aws.partition}:kms:*:${aws.account}:key/*`],
      Condition: { StringLike: { "kms:ViaService": ["secretsmanager.*"] } },
    },
  ]);
  return tf`[for statement in ${statements} : statement if role == "plan" && length(${names}) > 0]`;
}

/** Statement templates as Terraform completes them. */
function templatesOf(aws: AwsContext, policies: Readonly<Record<string, readonly StatementTemplate[]>>) {
  const filled = (text: string) => text.replaceAll("<account>", aws.account);
  // The ARNs of what others own are given whole.
  const arnOf = (arn: string) => (["*", "<>"].includes(arn) ? arn : `arn:${aws.partition}:${filled(arn)}`);
  return Object.fromEntries(
    Object.entries(policies).map(([name, statements]) => [
      name,
      statements.map(({ Sid, Action, arns, Condition = {} }) => ({
        Sid,
        Action,
        Condition: Object.fromEntries(
          Object.entries(Condition).map(([operator, keys]) => [
            operator,
            Object.fromEntries(Object.entries(keys).map(([key, list]) => [key, list.map(filled)])),
          ]),
        ),
        arns: Object.fromEntries(Object.entries(arns).map(([kind, list]) => [kind, list.map(arnOf)])),
      })),
    ]),
  );
}

/** A local value of statements with their ARNs; those for which an environment has nothing are left out. */
function completed(
  module: ModuleStack,
  name: string,
  { each, templates, values }: { each: Expression; templates: Expression; values: Expression },
): Expression {
  const resources = tf`flatten([for kind, arns in template.arns : [for arn in arns : [for value in ${values}[kind] : replace(arn, "<>", value)]]])`;
  const all = local(
    module,
    `all_${name}`,
    tf`{${each} => [for template in ${templates} : { Sid = template.Sid, Effect = "Allow", Action = template.Action, Resource = ${resources}, Condition = template.Condition }]}`,
  );
  return local(
    module,
    name,
    tf`{for key, statements in ${all} : key => [for statement in statements : {for element, value in statement : element => value if length(value) > 0} if length(statement.Resource) > 0]}`,
  );
}
