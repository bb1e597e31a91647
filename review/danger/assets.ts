import type { JsonObject } from "../../plan/format";
import type { DangerKind } from "../types";

/** What is gone when a resource goes. */
export interface Asset {
  readonly kind: Extract<DangerKind, "data" | "identity">;
  /** What is lost and what stays when it is destroyed, from its values before. */
  readonly destroyed: (before: JsonObject) => Loss;
  /** What the new one of a replacement starts from. Default: it starts empty. */
  readonly startsFrom?: (after: JsonObject) => string;
}

export interface Loss {
  readonly lost: readonly string[];
  readonly kept?: readonly string[];
}

const lost =
  (...sentences: string[]) =>
  (): Loss => ({ lost: sentences });
const data = (destroyed: Asset["destroyed"], startsFrom?: Asset["startsFrom"]): Asset => ({
  kind: "data",
  destroyed,
  ...(startsFrom ? { startsFrom } : {}),
});
const identity = (...sentences: string[]): Asset => ({ kind: "identity", destroyed: lost(...sentences) });

const text = (value: unknown): string => (typeof value === "string" && value !== "" ? value : "");

function database(before: JsonObject, noun: string): Loss {
  const gone = [
    `All content of the ${noun} ${text(before["cluster_identifier"]) || text(before["identifier"])}.`,
  ];
  const kept: string[] = [];
  if (before["deletion_protection"] === true)
    kept.push(
      "deletion_protection is true: the apply fails before anything is deleted, unless it is switched off first.",
    );
  if (before["skip_final_snapshot"] === false)
    kept.push(
      `A final snapshot is made${text(before["final_snapshot_identifier"]) ? `: ${text(before["final_snapshot_identifier"])}` : ""}.`,
    );
  else gone.push("No final snapshot is made: skip_final_snapshot is true.");
  if (before["delete_automated_backups"] === false)
    kept.push(
      `Automated backups stay until their retention ends (${Number(before["backup_retention_period"] ?? 0)} days).`,
    );
  else
    gone.push(
      "Automated backups go, too, and with them every point in time: delete_automated_backups is true.",
    );
  kept.push("Recovery points in AWS Backup stay, if there are any.");
  return { lost: gone, kept };
}

const fromSnapshot = (after: JsonObject): string =>
  text(after["snapshot_identifier"])
    ? `The new one starts from the snapshot ${text(after["snapshot_identifier"])}.`
    : "The new one starts empty.";

function bucket(before: JsonObject): Loss {
  const name = text(before["bucket"]);
  return before["force_destroy"] === true
    ? { lost: [`All objects of the bucket ${name}, with all their versions: force_destroy is true.`] }
    : {
        lost: [`The bucket ${name}, if it is empty; its name is free for everybody.`],
        kept: ["While it has objects, the apply fails: force_destroy is false."],
      };
}

function key(before: JsonObject): Loss {
  const days = Number(before["deletion_window_in_days"] ?? 30);
  return {
    lost: [
      `The key ${text(before["key_id"]) || text(before["id"])}, ${days} days after the apply: nobody can read what is encrypted with it any more, backups and snapshots included.`,
    ],
    kept: [`For ${days} days the deletion can be cancelled.`],
  };
}

function secret(before: JsonObject): Loss {
  const days = Number(before["recovery_window_in_days"] ?? 30);
  return days === 0
    ? { lost: [`The secret ${text(before["name"])}, at once: recovery_window_in_days is 0.`] }
    : {
        lost: [
          `The secret ${text(before["name"])}, ${days} days after the apply; from the apply on nobody can read it.`,
        ],
        kept: [`For ${days} days it can be restored.`],
      };
}

function logGroup(before: JsonObject): Loss {
  return before["skip_destroy"] === true
    ? { lost: [], kept: [`The log group ${text(before["name"])} stays in AWS: skip_destroy is true.`] }
    : { lost: [`All log lines of ${text(before["name"])}.`] };
}

const finalSnapshot =
  (noun: string) =>
  (before: JsonObject): Loss =>
    text(before["final_snapshot_identifier"])
      ? {
          lost: [`The content of the ${noun}.`],
          kept: [`A final snapshot is made: ${text(before["final_snapshot_identifier"])}.`],
        }
      : { lost: [`The content of the ${noun}; no final snapshot is made.`] };

/** Types whose instances hold data, or an identity that others know them by. */
const ASSETS: Readonly<Record<string, Asset>> = {
  aws_rds_cluster: data((before) => database(before, "cluster"), fromSnapshot),
  aws_db_instance: data((before) => database(before, "database"), fromSnapshot),
  aws_rds_global_cluster: data(lost("The global cluster: its members are no longer replicated.")),
  aws_s3_bucket: data(bucket),
  aws_dynamodb_table: data((before) => ({
    lost: [`All items of the table ${text(before["name"])}.`],
    kept:
      before["deletion_protection_enabled"] === true
        ? ["deletion_protection_enabled is true: the apply fails."]
        : [],
  })),
  aws_efs_file_system: data(lost("All files of the file system.")),
  aws_fsx_lustre_file_system: data(lost("All files of the file system.")),
  aws_ebs_volume: data(finalSnapshot("volume")),
  aws_elasticache_replication_group: data(finalSnapshot("cache: sessions, queues and jobs that are waiting")),
  aws_elasticache_cluster: data(finalSnapshot("cache")),
  aws_elasticache_serverless_cache: data(
    lost("The content of the cache: sessions, queues and jobs that are waiting."),
  ),
  aws_kms_key: data(key),
  aws_secretsmanager_secret: data(secret),
  aws_ssm_parameter: data((before) => ({ lost: [`The parameter ${text(before["name"])} and its history.`] })),
  aws_cloudwatch_log_group: data(logGroup),
  aws_backup_vault: data((before) =>
    before["force_destroy"] === true
      ? { lost: [`All recovery points of the vault ${text(before["name"])}: force_destroy is true.`] }
      : {
          lost: [`The vault ${text(before["name"])}, if it is empty.`],
          kept: ["While it has recovery points, the apply fails."],
        },
  ),
  aws_backup_plan: data(
    lost("The plan: no further backups are made by it."),
    () => "The new plan makes backups again.",
  ),
  aws_backup_selection: data(
    lost("The selection: its resources are no longer backed up."),
    () => "The new selection is backed up.",
  ),
  aws_sqs_queue: data(lost("Messages that are waiting in the queue.")),
  aws_ecr_repository: data((before) =>
    before["force_delete"] === true
      ? { lost: ["All images of the repository."] }
      : { lost: ["The repository, if it is empty."] },
  ),
  aws_opensearch_domain: data(lost("All indexes of the domain.")),
  aws_cognito_user_pool: data(lost("All users of the pool, with their passwords and identifiers.")),
  aws_cloudtrail: data(lost("The trail: calls are no longer recorded by it; what is in its bucket stays.")),
  aws_cloudtrail_event_data_store: data(lost("The events of the store.")),
  aws_instance: data(lost("The instance and the volumes that are deleted with it.")),
  random_password: data(lost("The password: whatever uses it gets another.")),
  random_id: identity("The value: names that are made from it change."),
  random_string: identity("The value: names that are made from it change."),
  tls_private_key: data(
    lost("The private key: what it signed can still be verified, and nothing new can be signed with it."),
  ),
  aws_iam_access_key: identity("The access key: whoever uses it is refused from then on."),
  aws_iam_user: identity("The user, with its keys and passwords."),
  aws_iam_role: identity(
    "The role's unique ID: policies elsewhere that name the role stop matching, even if a new one has its name.",
  ),
  aws_rds_cluster_instance: identity(
    "Connections to the instance; if it is the writer, the database is down until the next one is up.",
  ),
  aws_eip: identity("The public IP address: allow lists of others that have it no longer match."),
  aws_lb: identity("The load balancer's DNS name and addresses."),
  aws_cloudfront_distribution: identity(
    "The distribution's domain name; DNS records that point to it lead nowhere.",
  ),
  aws_route53_zone: identity(
    "All records of the zone, and its name servers: the domain's delegation leads nowhere.",
  ),
  aws_acm_certificate: identity("The certificate's ARN; a new one has to be validated."),
  aws_sesv2_email_identity: identity("The verified identity: mail is refused until a new one is verified."),
  aws_elastic_beanstalk_environment: identity(
    "The environment: the site is down until the new one is up, and has another CNAME unless it is given.",
  ),
  aws_ecs_service: identity("The service: its tasks are stopped before new ones start."),
  aws_vpc: identity("The network, with everything in it."),
  aws_vpc_endpoint_service: identity("The service name that consumers connect to."),
};

/** Types that hold data or are known to others by what AWS calls them, of services that the modules do not use. */
const OTHER_DATA =
  /_(cluster|instance|db|database|table|bucket|file_system|volume|snapshot|ami|repository|stream|domain|store|vault|pool|user|key|object|secret_version|cache|collection|index|archive|workspace)$/;
const OTHER_IDENTITY =
  /^aws_(route53_record|api_gateway_rest_api|apigatewayv2_api|cognito_user_pool_client|cognito_user_pool_domain|kms_alias|globalaccelerator_accelerator|vpn_\w+|dx_\w+|guardduty_detector|securityhub_account|config_configuration_recorder|inspector2_enabler|macie2_account|accessanalyzer_analyzer)$/;

/** What is gone when a resource of a type goes, if anything is. */
export function assetOf(type: string): Asset | undefined {
  const known = ASSETS[type];
  if (known) return known;
  if (OTHER_IDENTITY.test(type)) return identity("What others know it by, or what it watched over, is gone.");
  return type.startsWith("aws_") &&
    OTHER_DATA.test(type) &&
    !/_(group|policy|parameter|association|attachment)$/.test(type)
    ? data(lost("Whatever it holds: this type is not known in detail."))
    : undefined;
}
