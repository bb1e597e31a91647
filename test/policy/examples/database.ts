import { type Examples, ref, unread } from "../example";

const cluster = (values: object) => ({ "aws_rds_cluster.data": values as never });
const instance = (values: object) => ({ "aws_rds_cluster_instance.writer": values as never });
const table = (values: object) => ({ "aws_dynamodb_table.locks": values as never });
const cache = (values: object) => ({ "aws_elasticache_replication_group.cache": values as never });
const key = ref("aws_kms_key.data.arn");
const member = { cluster_identifier: ref("aws_rds_cluster.data.id") };
const parameters = (family: string, name: string, value: string) => ({
  "aws_rds_cluster_parameter_group.data": { family, parameter: [{ name, value }] },
});

export const database: Examples = {
  "database-encrypted": {
    good: [cluster({ storage_encrypted: true, kms_key_id: key })],
    bad: [cluster({ storage_encrypted: false, kms_key_id: key }), cluster({ storage_encrypted: true })],
    unjudged: [
      cluster({ storage_encrypted: true, kms_key_id: unread }),
      cluster({ storage_encrypted: unread, kms_key_id: key }),
    ],
  },
  "database-protected": {
    good: [cluster({ deletion_protection: true })],
    bad: [cluster({ deletion_protection: false }), cluster({})],
  },
  "database-not-public": {
    good: [instance({ publicly_accessible: false }), instance({})],
    bad: [instance({ publicly_accessible: true })],
    unjudged: [instance({ publicly_accessible: unread })],
  },
  "database-logged": {
    good: [
      cluster({ engine: "aurora-mysql", enabled_cloudwatch_logs_exports: ["audit", "error"] }),
      cluster({ engine: "aurora-postgresql", enabled_cloudwatch_logs_exports: ["postgresql"] }),
    ],
    bad: [
      cluster({ engine: "aurora-mysql", enabled_cloudwatch_logs_exports: ["slowquery"] }),
      cluster({ engine: "aurora-postgresql" }),
    ],
    unjudged: [
      cluster({ engine: "aurora-mysql", enabled_cloudwatch_logs_exports: unread }),
      cluster({ engine: unread, enabled_cloudwatch_logs_exports: ["error"] }),
    ],
  },
  "database-zones": {
    good: [{ ...cluster({}), "aws_rds_cluster_instance.a": member, "aws_rds_cluster_instance.b": member }],
    bad: [
      cluster({}),
      { ...cluster({}), "aws_rds_cluster_instance.a": member },
      { "aws_db_instance.one": { multi_az: false } },
    ],
    unjudged: [{ ...cluster({}), "aws_rds_cluster_instance.a": { cluster_identifier: unread } }],
  },
  "database-minor-upgrades": {
    good: [instance({ auto_minor_version_upgrade: true }), instance({})],
    bad: [instance({ auto_minor_version_upgrade: false })],
  },
  "database-monitored": {
    good: [instance({ monitoring_interval: 60 })],
    bad: [instance({ monitoring_interval: 0 }), instance({})],
  },
  "database-backups": {
    good: [cluster({ backup_retention_period: 35 })],
    bad: [cluster({ backup_retention_period: 1 }), cluster({})],
  },
  "database-tls": {
    good: [
      parameters("aurora-mysql8.0", "require_secure_transport", "ON"),
      parameters("aurora-postgresql17", "rds.force_ssl", "1"),
    ],
    bad: [
      parameters("aurora-mysql8.0", "require_secure_transport", "OFF"),
      parameters("aurora-mysql8.0", "max_connections", "100"),
      // What the other engine has.
      parameters("aurora-postgresql17", "require_secure_transport", "ON"),
    ],
  },
  "database-proxy-tls": {
    good: [{ "aws_db_proxy.proxy": { require_tls: true } }],
    bad: [{ "aws_db_proxy.proxy": { require_tls: false } }],
  },
  "data-in-backup-plan": {
    good: [
      { ...cluster({}), "aws_backup_selection.all": { resources: [ref("aws_rds_cluster.data.arn")] } },
      { ...cluster({}), "aws_backup_selection.all": { resources: ["*"] } },
      {
        ...cluster({ tags_all: { Backup: "daily" } }),
        "aws_backup_selection.tagged": {
          selection_tag: [{ type: "STRINGEQUALS", key: "Backup", value: "daily" }],
        },
      },
    ],
    bad: [
      cluster({}),
      { ...cluster({}), "aws_backup_selection.other": { resources: ["arn:aws:s3:::files"] } },
      {
        ...cluster({}),
        "aws_backup_selection.all": { resources: ["*"], not_resources: [ref("aws_rds_cluster.data.arn")] },
      },
      {
        ...cluster({ tags_all: { Backup: "none" } }),
        "aws_backup_selection.tagged": {
          selection_tag: [{ type: "STRINGEQUALS", key: "Backup", value: "daily" }],
        },
      },
    ],
    unjudged: [{ ...cluster({}), "aws_backup_selection.all": { resources: unread } }],
  },
  "table-recoverable": {
    good: [table({ point_in_time_recovery: [{ enabled: true }] })],
    bad: [table({ point_in_time_recovery: [{ enabled: false }] }), table({})],
  },
  "table-scales": {
    good: [table({ billing_mode: "PAY_PER_REQUEST" })],
    bad: [table({ billing_mode: "PROVISIONED" }), table({})],
  },
  "table-encrypted": {
    good: [table({ server_side_encryption: [{ enabled: true, kms_key_arn: key }] })],
    bad: [table({ server_side_encryption: [{ enabled: true, kms_key_arn: null }] }), table({})],
  },
  "cache-encrypted": {
    good: [
      cache({
        at_rest_encryption_enabled: "true",
        kms_key_id: key,
        transit_encryption_enabled: true,
        transit_encryption_mode: "required",
      }),
    ],
    bad: [
      cache({ at_rest_encryption_enabled: "false", transit_encryption_enabled: true }),
      cache({ at_rest_encryption_enabled: "true", transit_encryption_enabled: true }),
      cache({ at_rest_encryption_enabled: "true", kms_key_id: key, transit_encryption_enabled: false }),
      cache({
        at_rest_encryption_enabled: "true",
        kms_key_id: key,
        transit_encryption_enabled: true,
        transit_encryption_mode: "preferred",
      }),
    ],
  },
  "cache-backed-up": {
    good: [cache({ snapshot_retention_limit: 15 })],
    bad: [cache({ snapshot_retention_limit: 7 }), cache({})],
  },
  "destroy-keeps-data": {
    good: [
      cluster({
        skip_final_snapshot: false,
        final_snapshot_identifier: "last",
        delete_automated_backups: false,
      }),
      { "aws_s3_bucket.files": { force_destroy: false } },
      { "aws_backup_vault.vault": {} },
      { "aws_kms_key.data": { deletion_window_in_days: 30 } },
      { "aws_secretsmanager_secret.salt": { recovery_window_in_days: 30 } },
    ],
    bad: [
      cluster({ skip_final_snapshot: true, delete_automated_backups: false }),
      // AWS keeps none unless it is told to.
      cluster({ skip_final_snapshot: false }),
      { "aws_s3_bucket.files": { force_destroy: true } },
      { "aws_backup_vault.vault": { force_destroy: true } },
      { "aws_kms_key.data": { deletion_window_in_days: 7 } },
      { "aws_secretsmanager_secret.salt": { recovery_window_in_days: 0 } },
    ],
    unjudged: [{ "aws_s3_bucket.files": { force_destroy: unread } }],
  },
  "vault-encrypted": {
    good: [{ "aws_backup_vault.vault": { kms_key_arn: key } }],
    bad: [{ "aws_backup_vault.vault": {} }],
  },
  "vault-locked": {
    good: [
      {
        "aws_backup_vault.vault": { name: "vault" },
        "aws_backup_vault_lock_configuration.lock": { backup_vault_name: "vault" },
      },
    ],
    bad: [{ "aws_backup_vault.vault": { name: "vault" } }],
  },
};
