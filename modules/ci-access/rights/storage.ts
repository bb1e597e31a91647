import { actions, type RightsByType } from "./type-rights";

const s3 = (names: string) => actions("s3", names);
const backup = (names: string) => actions("backup", names);
const kms = (names: string) => actions("kms", names);
const tagsOfBackup = backup("TagResource UntagResource");

/** Amazon S3, AWS Backup and KMS. */
export const storageTypes: RightsByType = {
  aws_s3_bucket: {
    // The provider reads all of a bucket's settings, whichever resource holds them. s3:ListBucket is what HeadBucket needs.
    read: [
      ...s3("ListBucket GetBucketLocation GetBucketTagging GetBucketPolicy GetBucketAcl GetBucketCORS"),
      ...s3("GetBucketWebsite GetBucketVersioning GetBucketLogging GetBucketRequestPayment"),
      ...s3("GetAccelerateConfiguration GetLifecycleConfiguration GetReplicationConfiguration"),
      ...s3("GetEncryptionConfiguration GetBucketObjectLockConfiguration"),
    ],
    write: [
      ...s3("CreateBucket DeleteBucket PutBucketTagging PutBucketObjectLockConfiguration"),
      // force_destroy empties the bucket first.
      ...s3("ListBucketVersions DeleteObject DeleteObjectVersion GetObject PutObjectLegalHold"),
    ],
  },
  aws_s3_bucket_cors_configuration: { read: s3("GetBucketCORS"), write: s3("PutBucketCORS") },
  aws_s3_bucket_lifecycle_configuration: {
    read: s3("GetLifecycleConfiguration"),
    write: s3("PutLifecycleConfiguration"),
  },
  aws_s3_bucket_logging: {
    read: s3("GetBucketLogging"),
    // On the bucket that receives the logs, too.
    write: s3("PutBucketLogging"),
  },
  aws_s3_bucket_notification: {
    read: s3("GetBucketNotification"),
    write: s3("PutBucketNotification"),
  },
  aws_s3_bucket_ownership_controls: {
    read: s3("GetBucketOwnershipControls"),
    write: s3("PutBucketOwnershipControls"),
  },
  aws_s3_bucket_policy: { read: s3("GetBucketPolicy"), write: s3("PutBucketPolicy DeleteBucketPolicy") },
  aws_s3_bucket_public_access_block: {
    read: s3("GetBucketPublicAccessBlock"),
    write: s3("PutBucketPublicAccessBlock"),
  },
  aws_s3_bucket_replication_configuration: {
    read: s3("GetReplicationConfiguration"),
    write: s3("PutReplicationConfiguration"),
  },
  aws_s3_bucket_server_side_encryption_configuration: {
    read: s3("GetEncryptionConfiguration"),
    write: s3("PutEncryptionConfiguration"),
  },
  aws_s3_bucket_versioning: { read: s3("GetBucketVersioning"), write: s3("PutBucketVersioning") },
  // Size and version of REDCap's archive: HeadObject needs what reads the object, so that it is for named buckets only (scopes.ts).
  "data.aws_s3_object": { read: s3("GetObject GetObjectVersion GetObjectTagging GetObjectVersionTagging") },
  "data.aws_s3_objects": { read: s3("ListBucket") },

  aws_backup_vault: {
    read: backup("DescribeBackupVault ListTags"),
    write: [
      ...backup("CreateBackupVault DeleteBackupVault"),
      // force_destroy empties the vault first.
      ...backup("ListRecoveryPointsByBackupVault DeleteRecoveryPoint"),
      ...tagsOfBackup,
      "backup-storage:MountCapsule",
      ...kms("CreateGrant DescribeKey GenerateDataKey Decrypt RetireGrant"),
    ],
  },
  aws_backup_vault_lock_configuration: {
    read: backup("DescribeBackupVault"),
    write: backup("PutBackupVaultLockConfiguration DeleteBackupVaultLockConfiguration"),
  },
  aws_backup_vault_notifications: {
    read: backup("GetBackupVaultNotifications"),
    write: backup("PutBackupVaultNotifications DeleteBackupVaultNotifications"),
  },
  aws_backup_vault_policy: {
    read: backup("GetBackupVaultAccessPolicy"),
    write: backup("PutBackupVaultAccessPolicy DeleteBackupVaultAccessPolicy"),
  },
  aws_backup_plan: {
    read: backup("GetBackupPlan ListTags"),
    write: [...backup("CreateBackupPlan UpdateBackupPlan DeleteBackupPlan"), ...tagsOfBackup],
  },
  aws_backup_selection: {
    read: backup("GetBackupSelection"),
    write: backup("CreateBackupSelection DeleteBackupSelection"),
  },

  aws_kms_key: {
    read: kms("DescribeKey GetKeyPolicy GetKeyRotationStatus ListResourceTags"),
    write: [
      ...kms("CreateKey PutKeyPolicy UpdateKeyDescription EnableKeyRotation DisableKeyRotation"),
      ...kms("EnableKey DisableKey ScheduleKeyDeletion TagResource UntagResource"),
    ],
  },
  aws_kms_alias: { read: kms("ListAliases"), write: kms("CreateAlias UpdateAlias DeleteAlias") },
};
