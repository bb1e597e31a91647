import { isUnknown, marked, unknownsIn, type Value } from "./expression/unknown";
import type { Resource } from "./model";
import { isMasked } from "./secrets";
import type { Side } from "./side";
import { policyOf, type Statement } from "./statements";

/** A statement, and the resource that gives it. */
export interface Grant {
  readonly statement: Statement;
  readonly by: Resource;
}

/** What a principal may do, or what a resource's policy allows, on one side of a plan. */
export interface Holder {
  /** The address of the role, user or resource; where it is not in the plan, its name. */
  readonly address: string;
  readonly grants: Grant[];
  /** ARNs of policies that AWS or others keep. */
  readonly attached: { readonly arn: string; readonly by: Resource }[];
  readonly boundary?: string;
  /** Parts of policies that could not be read. */
  readonly unread: { readonly text: string; readonly by: Resource; readonly attribute: string }[];
}

/** Policies of identities: the type, and the attribute that names whose it is. */
const IDENTITY_POLICIES: Readonly<Record<string, string>> = {
  aws_iam_role_policy: "role",
  aws_iam_user_policy: "user",
  aws_iam_group_policy: "group",
};

/** Attachments: the type, and the attribute that names whose they are. */
const ATTACHMENTS: Readonly<Record<string, string>> = {
  aws_iam_role_policy_attachment: "role",
  aws_iam_user_policy_attachment: "user",
  aws_iam_group_policy_attachment: "group",
};

/** Arguments that hold a policy, whatever the type of the resource. */
const POLICY_ARGUMENTS = ["policy", "resource_policy", "policy_document", "access_policies", "policy_text"];

/** Policies of resources: the type, and the attribute that names the resource. Of types that are not here, a resource has its policy itself. */
const RESOURCE_POLICIES: Readonly<Record<string, { readonly of: string }>> = {
  aws_kms_key_policy: { of: "key_id" },
  aws_s3_bucket_policy: { of: "bucket" },
  aws_sns_topic_policy: { of: "arn" },
  aws_sqs_queue_policy: { of: "queue_url" },
  aws_secretsmanager_secret_policy: { of: "secret_arn" },
  aws_backup_vault_policy: { of: "backup_vault_name" },
  aws_ecr_repository_policy: { of: "repository" },
  aws_vpc_endpoint_policy: { of: "vpc_endpoint_id" },
  aws_efs_file_system_policy: { of: "file_system_id" },
  aws_cloudwatch_event_bus_policy: { of: "event_bus_name" },
  aws_dynamodb_resource_policy: { of: "resource_arn" },
  aws_opensearch_domain_policy: { of: "domain_name" },
  aws_api_gateway_rest_api_policy: { of: "rest_api_id" },
  aws_sesv2_email_identity_policy: { of: "email_identity" },
  aws_s3control_access_point_policy: { of: "access_point_arn" },
};

/** Whether a value can be a policy: a document with statements, or one that is not known. */
const isPolicy = (value: Value): boolean =>
  isUnknown(value) ||
  isMasked(value) ||
  (typeof value === "string" && (value.includes('"Statement"') || unknownsIn(value).length > 0));

/** Who may do what on one side of a plan, by address. */
export const holdersOf = (side: Side): Map<string, Holder> => new Reader(side).read();

class Reader {
  private readonly holders = new Map<string, Holder>();
  private readonly identities = new Map<string, Resource>();

  constructor(private readonly side: Side) {
    for (const kind of ["role", "user", "group"])
      for (const each of side.ofType(`aws_iam_${kind}`)) {
        const name = side.value(each, "name");
        if (typeof name === "string") this.identities.set(`${kind} ${name}`, each);
      }
  }

  read(): Map<string, Holder> {
    for (const each of this.side.resources) this.resource(each);
    return this.holders;
  }

  private resource(each: Resource): void {
    const { type } = each;
    if (type === "aws_iam_role" || type === "aws_iam_user") {
      const holder = this.holder(each.address);
      const boundary = this.side.value(each, "permissions_boundary");
      if (boundary !== null && boundary !== "")
        Object.assign(holder, { boundary: String(isUnknown(boundary) ? boundary.text : boundary) });
      if (type === "aws_iam_role") {
        this.policy(each, "assume_role_policy", this.holder(`${each.address} trust`));
        this.within(each, holder);
      }
    }
    const identity = IDENTITY_POLICIES[type];
    if (identity) this.policy(each, "policy", this.identity(each, identity));
    const attachment = ATTACHMENTS[type];
    if (attachment) this.attach(each, this.identity(each, attachment), this.side.value(each, "policy_arn"));
    if (type === "aws_iam_policy") this.policy(each, "policy", this.holder(each.address));
    else if (!identity)
      for (const name of POLICY_ARGUMENTS) this.resourcePolicy(each, name, RESOURCE_POLICIES[type]?.of);
    if (type === "aws_lambda_permission") this.permission(each);
  }

  private holder(key: string): Holder {
    const known = this.holders.get(key);
    if (known) return known;
    const holder: Holder = { address: key.replace(/ trust$/, ""), grants: [], attached: [], unread: [] };
    this.holders.set(key, holder);
    return holder;
  }

  /** Whose policy it is: a role or a user of the plan, or another by its name. */
  private identity(each: Resource, kind: string): Holder {
    const value = this.side.value(each, kind);
    const found = isUnknown(value)
      ? this.side.resourceOf(value)
      : this.identities.get(`${kind} ${String(value)}`);
    return this.holder(found?.address ?? `${kind} ${isUnknown(value) ? value.text : String(value)}`);
  }

  /** The resource that a policy is of, as its expression names it, or by its ID. */
  private target(each: Resource, of: string | undefined): Holder {
    // A policy that is a resource of its own is of something that is not in the plan.
    if (!of)
      return this.holder(
        /_(policy|permission)$/.test(each.type) ? `what ${each.address} is of` : each.address,
      );
    const value = this.side.value(each, of);
    const [reference] = this.side.values.referencesOf(each, of);
    const named = reference
      ? this.side.model.resourceNamed(`${each.module ? `${each.module}.` : ""}${reference}`)
      : undefined;
    const found = named ?? this.side.resourceOf(value);
    return this.holder(found?.address ?? `${of} ${isUnknown(value) ? value.text : String(value)}`);
  }

  /** Policies in the block of a role itself; the provider reads those of other resources back there, too. */
  private within(role: Resource, holder: Holder): void {
    const { values } = this.side;
    const given = (name: string): boolean =>
      role.block?.expressions?.[name] !== undefined ||
      values.expressionOf(role, name) !== undefined ||
      // What the provider only reads back is no part of a plan's change.
      (role.unknown[name] !== true &&
        JSON.stringify(role.before?.[name] ?? []) !== JSON.stringify(role.after?.[name] ?? []));
    if (given("inline_policy"))
      for (const { policy } of this.side.blocks(role, "inline_policy"))
        this.document(policy ?? null, role, "inline_policy", holder);
    const arns = given("managed_policy_arns") ? this.side.value(role, "managed_policy_arns") : null;
    for (const arn of Array.isArray(arns) ? (arns as readonly Value[]) : arns === null ? [] : [arns])
      this.attach(role, holder, arn);
  }

  private attach(each: Resource, holder: Holder, arn: Value): void {
    const policy = this.side.resourceOf(arn);
    if (policy?.type === "aws_iam_policy") this.policy(policy, "policy", holder);
    else if (isUnknown(arn) && !arn.read)
      holder.unread.push({ text: arn.text, by: each, attribute: "policy_arn" });
    else holder.attached.push({ arn: isUnknown(arn) ? arn.text : String(arn), by: each });
  }

  /** The policy of a resource, unless it is what the provider reads back of another resource that sets it. */
  private resourcePolicy(each: Resource, attribute: string, of: string | undefined): void {
    const value = this.side.value(each, attribute);
    if (value === null || value === "" || !isPolicy(value)) return;
    const { values } = this.side;
    const given =
      values.expressionOf(each, attribute) !== undefined ||
      each.block?.expressions?.[attribute] !== undefined;
    if (of || given || !each.block) this.policy(each, attribute, this.target(each, of));
  }

  private policy(each: Resource, attribute: string, holder: Holder): void {
    const value = this.side.value(each, attribute);
    // One that nobody gives is the provider's to tell.
    if (isUnknown(value) && value.read && value.text === `${each.address}.${attribute}`) return;
    this.document(value, each, attribute, holder);
  }

  private document(value: Value, each: Resource, attribute: string, holder: Holder): void {
    const { statements, unread } = policyOf(value);
    holder.grants.push(...statements.map((statement) => ({ statement, by: each })));
    holder.unread.push(...unread.map((text) => ({ text, by: each, attribute })));
  }

  private permission(each: Resource): void {
    const text = (name: string): string => {
      const value = this.side.value(each, name);
      return value === null ? "" : isUnknown(value) ? marked(value) : String(value);
    };
    const principal = text("principal");
    const conditions = Object.fromEntries(
      (
        [
          ["source_arn", "ArnLike aws:SourceArn"],
          ["source_account", "StringEquals aws:SourceAccount"],
          ["principal_org_id", "StringEquals aws:PrincipalOrgID"],
          ["function_url_auth_type", "StringEquals lambda:FunctionUrlAuthType"],
        ] as const
      ).flatMap(([name, key]) => (text(name) ? [[key, [text(name)]]] : [])),
    );
    this.target(each, "function_name").grants.push({
      by: each,
      statement: {
        sid: text("statement_id"),
        effect: "Allow",
        actions: [text("action")],
        notActions: [],
        resources: [text("function_name")],
        notResources: [],
        principals: [
          principal === "*" ? "*" : /amazonaws/.test(principal) ? `Service:${principal}` : `AWS:${principal}`,
        ],
        notPrincipals: [],
        conditions,
      },
    });
  }
}
