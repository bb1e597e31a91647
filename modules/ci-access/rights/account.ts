import { actions, type RightsByType } from "./type-rights";

const ec2 = (names: string) => actions("ec2", names);
const guardduty = (names: string) => actions("guardduty", names);
const iam = (names: string) => actions("iam", names);
const s3 = (names: string) => actions("s3", names);

/** Settings of the whole account or region (audit-trail, backup): for the one environment that has them. */
export const accountTypes: RightsByType = {
  aws_backup_region_settings: {
    read: actions("backup", "DescribeRegionSettings"),
    write: actions("backup", "UpdateRegionSettings"),
  },
  aws_ebs_default_kms_key: {
    read: ec2("GetEbsDefaultKmsKeyId"),
    write: ec2("ModifyEbsDefaultKmsKeyId ResetEbsDefaultKmsKeyId"),
  },
  aws_ebs_encryption_by_default: {
    read: ec2("GetEbsEncryptionByDefault"),
    write: ec2("EnableEbsEncryptionByDefault DisableEbsEncryptionByDefault"),
  },
  aws_guardduty_detector: {
    read: guardduty("GetDetector ListTagsForResource"),
    write: guardduty("CreateDetector UpdateDetector DeleteDetector ListDetectors TagResource UntagResource"),
  },
  aws_guardduty_detector_feature: {
    read: guardduty("GetDetector"),
    write: guardduty("UpdateDetector"),
  },
  aws_iam_account_password_policy: {
    read: iam("GetAccountPasswordPolicy"),
    write: iam("UpdateAccountPasswordPolicy DeleteAccountPasswordPolicy"),
  },
  aws_s3_account_public_access_block: {
    read: s3("GetAccountPublicAccessBlock"),
    write: s3("PutAccountPublicAccessBlock"),
  },
};
