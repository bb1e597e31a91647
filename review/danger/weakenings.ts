import type { JsonObject } from "../../plan/format";
import type { Resource } from "../../plan/model";

/** A protection that an update takes away. */
export interface Weakening {
  readonly attribute: string;
  /** In a sentence. */
  readonly words: string;
}

/** Switches, with the value that protects. */
const SWITCHES: Readonly<Record<string, boolean>> = {
  deletion_protection: true,
  deletion_protection_enabled: true,
  enable_deletion_protection: true,
  termination_protection: true,
  skip_final_snapshot: false,
  delete_automated_backups: false,
  force_destroy: false,
  force_delete: false,
  enable_key_rotation: true,
  is_enabled: true,
  enable_logging: true,
  enable_log_file_validation: true,
  copy_tags_to_snapshot: true,
};

/** Numbers of days, which protect the more, the higher they are. */
const DAYS: Readonly<Record<string, string>> = {
  backup_retention_period: "automated backups are kept for",
  deletion_window_in_days: "a deletion can be cancelled for",
  recovery_window_in_days: "a deletion can be undone for",
  retention_in_days: "log lines are kept for",
  snapshot_retention_limit: "snapshots are kept for",
  message_retention_seconds: "messages are kept for",
};

/** Resources that only protect others: what ends with them. */
export const PROTECTIONS: Readonly<Record<string, string>> = {
  aws_s3_bucket_versioning: "Versioning is no longer managed: overwritten and deleted objects may be lost.",
  aws_s3_bucket_object_lock_configuration: "New objects are no longer locked.",
  aws_s3_bucket_replication_configuration: "New objects are no longer replicated.",
  aws_backup_vault_lock_configuration: "Recovery points can be deleted before their retention ends.",
  aws_backup_vault_policy: "Nothing but IAM keeps anyone from deleting recovery points.",
  aws_secretsmanager_secret_rotation: "The secret is no longer rotated.",
  aws_flow_log: "Connections in the network are no longer recorded.",
};

/** The protections of data that an update of a resource takes away. */
export function weakenings({ type, action, before, after, unknown }: Resource): Weakening[] {
  if (action !== "update" || !before || !after) return [];
  const found: Weakening[] = [];
  for (const [attribute, protects] of Object.entries(SWITCHES))
    if (before[attribute] === protects && after[attribute] === !protects)
      found.push({ attribute, words: `${attribute}: ${protects} becomes ${!protects}.` });
  for (const [attribute, words] of Object.entries(DAYS)) {
    const [was, will] = [before[attribute], after[attribute]];
    if (typeof was !== "number" || typeof will !== "number" || unknown[attribute] === true) continue;
    // 0 days of log lines are for ever, and of anything else none.
    const [a, b] = [was, will].map((n) => (n === 0 && attribute === "retention_in_days" ? Infinity : n));
    if (b! < a!) found.push({ attribute, words: `${attribute}: ${words} ${will} instead of ${was}.` });
  }
  if (type === "aws_s3_bucket_versioning" && statusOf(before) === "Enabled" && statusOf(after) !== "Enabled")
    found.push({
      attribute: "versioning_configuration",
      words: "Versioning ends: overwritten and deleted objects are lost from then on.",
    });
  if (type === "aws_s3_bucket_lifecycle_configuration") found.push(...expirations(before, after));
  if (type === "aws_backup_plan") found.push(...backupRules(before, after));
  if (
    type === "aws_dynamodb_table" &&
    isOn(before["point_in_time_recovery"]) &&
    !isOn(after["point_in_time_recovery"])
  )
    found.push({ attribute: "point_in_time_recovery", words: "Point-in-time recovery ends." });
  return found;
}

const first = (value: unknown): JsonObject => ((Array.isArray(value) ? value[0] : value) ?? {}) as JsonObject;
const statusOf = (values: JsonObject): unknown => first(values["versioning_configuration"])["status"];
const isOn = (block: unknown): boolean => first(block)["enabled"] === true;
const listOf = (value: unknown): JsonObject[] => (Array.isArray(value) ? (value as JsonObject[]) : []);

/** Rules that delete objects, and did not before, or did later. */
function expirations(before: JsonObject, after: JsonObject): Weakening[] {
  const olds = new Map(listOf(before["rule"]).map((rule) => [rule["id"], rule]));
  return listOf(after["rule"]).flatMap((rule): Weakening[] => {
    if (rule["status"] !== "Enabled") return [];
    const old = olds.get(rule["id"]);
    return (["expiration.days", "noncurrent_version_expiration.noncurrent_days"] as const).flatMap((path) => {
      const [block, name] = path.split(".") as [string, string];
      const will = Number(first(rule[block])[name] ?? 0);
      const was = old?.["status"] === "Enabled" ? Number(first(old[block])[name] ?? 0) : 0;
      return will > 0 && (was === 0 || will < was)
        ? [
            {
              attribute: "rule",
              words: `The rule ${String(rule["id"])} deletes ${block === "expiration" ? "objects" : "old versions"} after ${will} days${was ? ` instead of ${was}` : ""}.`,
            },
          ]
        : [];
    });
  });
}

/** Backups that are no longer made, or kept for a shorter time. */
function backupRules(before: JsonObject, after: JsonObject): Weakening[] {
  const news = new Map(listOf(after["rule"]).map((rule) => [rule["rule_name"], rule]));
  return listOf(before["rule"]).flatMap((rule): Weakening[] => {
    const name = String(rule["rule_name"]);
    const now = news.get(rule["rule_name"]);
    if (!now)
      return [{ attribute: "rule", words: `The rule ${name} is gone: its backups are no longer made.` }];
    const [was, will] = [rule, now].map(
      (each) => Number(first(each["lifecycle"])["delete_after"] ?? 0) || Infinity,
    );
    return [
      ...(will! < was!
        ? [
            {
              attribute: "rule",
              words: `Backups of the rule ${name} are kept for ${will} days instead of ${was === Infinity ? "for ever" : was}.`,
            },
          ]
        : []),
      ...(listOf(now["copy_action"]).length < listOf(rule["copy_action"]).length
        ? [
            {
              attribute: "rule",
              words: `Backups of the rule ${name} are no longer copied to ${listOf(rule["copy_action"]).length - listOf(now["copy_action"]).length} other vaults.`,
            },
          ]
        : []),
    ];
  });
}
