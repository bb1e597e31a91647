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
  // A bucket that was there before gets rules that delete.
  if (
    action === "create" &&
    type === "aws_s3_bucket_lifecycle_configuration" &&
    typeof after?.["bucket"] === "string"
  )
    return expirations({}, after);
  if (action !== "update" || !before || !after) return [];
  const found: Weakening[] = [];
  for (const [attribute, protects] of Object.entries(SWITCHES))
    if (
      before[attribute] === protects &&
      after[attribute] !== protects &&
      (protects || after[attribute] === true || unknown[attribute] === true)
    )
      found.push({
        attribute,
        words: `${attribute}: ${protects} becomes ${unknown[attribute] === true ? "known only after the apply" : !protects}.`,
      });
  for (const [attribute, words] of Object.entries(DAYS)) {
    const [was, will] = [before[attribute], after[attribute]];
    if (typeof was !== "number" || typeof will !== "number" || unknown[attribute] === true) continue;
    // 0 days of log lines are for ever, and of anything else none.
    const [a, b] = [was, will].map((n) => (n === 0 && attribute === "retention_in_days" ? Infinity : n));
    if (b! < a!) found.push({ attribute, words: `${attribute}: ${words} ${will} instead of ${was}.` });
  }
  found.push(...fallen(before, after));
  if (type === "aws_s3_bucket_versioning" && statusOf(before) === "Enabled" && statusOf(after) !== "Enabled")
    found.push({
      attribute: "versioning_configuration",
      words: "Versioning ends: overwritten and deleted objects are lost from then on.",
    });
  if (type === "aws_s3_bucket_lifecycle_configuration") found.push(...expirations(before, after));
  if (type === "aws_backup_plan") found.push(...backupRules(before, after));
  if (/parameter_group$/.test(type)) found.push(...parameters(before, after));
  if (
    type === "aws_dynamodb_table" &&
    isOn(before["point_in_time_recovery"]) &&
    !isOn(after["point_in_time_recovery"])
  )
    found.push({ attribute: "point_in_time_recovery", words: "Point-in-time recovery ends." });
  return found;
}

/** Switches of protection in the names of arguments, at any depth, and the words that a protection is switched off by. */
const PROTECTING =
  /(^|_)(versioning|mfa|mfa_delete|rotation|point_in_time_recovery|continuous|force_ssl|require_secure_transport|encrypted|encryption|sse_algorithm|object_lock|deletion_protection|log_file_validation|multi_region_trail|global_service_events|disable_api_termination|api_termination|audit)\w*$/;
const OFF = /^(false|disabled?|suspended|off|0|none|inactive|aes256)$/i;
/** Periods and lists of what protects, which are the weaker, the shorter. */
const SHRINKING =
  /^(min_retention_days|max_retention_days|days|years|enabled_cloudwatch_logs_exports|replica|copy_action|newer_noncurrent_versions)$/;

/** Protections within blocks, which have no name of their own here. */
function fallen(before: JsonObject, after: JsonObject): Weakening[] {
  const found = new Map<string, Weakening>();
  const walk = (was: unknown, will: unknown, name: string, top: string): void => {
    if (Array.isArray(was) && Array.isArray(will) && SHRINKING.test(name) && will.length < was.length)
      found.set(`${top} ${name}`, {
        attribute: top,
        words: `${name}: ${was.length - will.length} of ${was.length} are gone.`,
      });
    if (typeof was === "object" && was !== null) {
      for (const [key, inner] of Object.entries(was))
        walk(
          inner,
          (will as JsonObject | null | undefined)?.[key],
          Array.isArray(was) ? name : key,
          top || key,
        );
      return;
    }
    if (
      was === null ||
      was === undefined ||
      was === will ||
      top === "" ||
      SWITCHES[name] !== undefined ||
      DAYS[name]
    )
      return;
    const shorter = SHRINKING.test(name) && typeof was === "number" && typeof will === "number" && will < was;
    const off =
      PROTECTING.test(name) &&
      !OFF.test(String(was)) &&
      (will === null || will === undefined || OFF.test(String(will)));
    if (shorter || off)
      found.set(`${top} ${name}`, {
        attribute: top,
        words: `${name}: ${String(was)} becomes ${String(will ?? "not given")}.`,
      });
  };
  walk(before, after, "", "");
  return [...found.values()];
}

const first = (value: unknown): JsonObject => ((Array.isArray(value) ? value[0] : value) ?? {}) as JsonObject;
const statusOf = (values: JsonObject): unknown => first(values["versioning_configuration"])["status"];
const isOn = (block: unknown): boolean => first(block)["enabled"] === true;
const listOf = (value: unknown): JsonObject[] => (Array.isArray(value) ? (value as JsonObject[]) : []);

/** Rules that delete objects, and did not before, or did later, or delete others. */
function expirations(before: JsonObject, after: JsonObject): Weakening[] {
  const olds = new Map(listOf(before["rule"]).map((rule) => [rule["id"], rule]));
  return listOf(after["rule"]).flatMap((rule): Weakening[] => {
    const old = olds.get(rule["id"]);
    const [was, will] = [old, rule].map((each) => (each?.["status"] === "Enabled" ? deletions(each) : ""));
    return will === "" || was === will
      ? []
      : [
          {
            attribute: "rule",
            words: `The rule ${String(rule["id"])} deletes what it did not: ${was === "" ? "" : `${was} becomes `}${will}.`,
          },
        ];
  });
}

/** What a rule deletes, and when; empty, if it deletes nothing. Longer periods are no news. */
function deletions(rule: JsonObject): string {
  const [expiration, old] = [first(rule["expiration"]), first(rule["noncurrent_version_expiration"])];
  const parts = [
    ...(Number(expiration["days"] ?? 0) > 0 ? [`objects after ${String(expiration["days"])} days`] : []),
    ...(expiration["date"] ? [`objects on ${String(expiration["date"])}`] : []),
    ...(Number(old["noncurrent_days"] ?? 0) > 0
      ? [
          `old versions after ${String(old["noncurrent_days"])} days${old["newer_noncurrent_versions"] ? ` but the last ${String(old["newer_noncurrent_versions"])}` : ""}`,
        ]
      : []),
  ];
  const filter = JSON.stringify(rule["filter"] ?? rule["prefix"] ?? null).replace(/(\[\]|null|"")/g, "");
  return parts.length === 0 ? "" : `${parts.join(", ")}${/\w{2}.*:.*\w/.test(filter) ? ` of ${filter}` : ""}`;
}

/** Parameters of a database that decide about encryption and audit. */
function parameters(before: JsonObject, after: JsonObject): Weakening[] {
  const valueOf = (side: JsonObject): Map<unknown, unknown> =>
    new Map(listOf(side["parameter"]).map(({ name, value }) => [name, value]));
  const [olds, news] = [valueOf(before), valueOf(after)];
  return [...olds]
    .filter(
      ([name, value]) =>
        /ssl|tls|secure_transport|audit|log_statement|encrypt/i.test(String(name)) &&
        news.get(name) !== value,
    )
    .map(([name, value]) => ({
      attribute: "parameter",
      words: `The parameter ${String(name)} is ${String(news.get(name) ?? "not given")} instead of ${String(value)}.`,
    }));
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
