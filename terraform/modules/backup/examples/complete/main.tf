# Backups of a production application, with a locked vault, copies in a second region and notifications.
# Creates 36 resources.

terraform {
  required_version = ">= 1.11"
  required_providers {
    aws = { source = "hashicorp/aws", version = ">= 5.100, < 7.0" }
  }
}

provider "aws" {
  region = "us-east-1"
}

# Copies are in another region.
provider "aws" {
  alias  = "west"
  region = "us-west-2"
}

data "aws_caller_identity" "current" {}

module "key" {
  source = "../../../encryption-key"

  name        = "research"
  description = "Research files"
}

module "backups_key" {
  source = "../../../encryption-key"

  name        = "research-backups"
  description = "Backups of research files"

  service_principals = ["backup.amazonaws.com"]
}

module "copies_key" {
  source    = "../../../encryption-key"
  providers = { aws = aws.west }

  name        = "research-backups"
  description = "Copies of backups of research files"
}

resource "aws_backup_vault" "copies" {
  provider = aws.west

  name        = "research-copies"
  kms_key_arn = module.copies_key.arn
}

module "files" {
  source = "../../../file-storage"

  name        = "research"
  kms_key_arn = module.key.arn
}

resource "aws_sns_topic" "operations" {
  name              = "research-operations"
  kms_master_key_id = module.backups_key.arn
}

data "aws_iam_policy_document" "operations" {
  statement {
    actions   = ["sns:Publish"]
    resources = [aws_sns_topic.operations.arn]
    principals {
      type        = "Service"
      identifiers = ["backup.amazonaws.com"]
    }
  }
}

resource "aws_sns_topic_policy" "operations" {
  arn    = aws_sns_topic.operations.arn
  policy = data.aws_iam_policy_document.operations.json
}

module "backup" {
  source = "../.."

  name        = "research"
  kms_key_arn = module.backups_key.arn

  # Files can be restored to any second of the last five weeks, too.
  resources = {
    files            = { arn = module.files.bucket_arn }
    files-continuous = { arn = module.files.bucket_arn, continuous = true }
  }
  continuous = { retention_days = 35 }
  rules = {
    daily   = { schedule = "cron(0 3 * * ? *)", retention_days = 35 }
    monthly = { schedule = "cron(0 5 1 * ? *)", retention_days = 365 }
  }

  copy_vault_arns = [aws_backup_vault.copies.arn]

  # Retention that nobody shortens but those who may remove the lock. With compliance, nobody can.
  lock                    = { mode = "governance", min_retention_days = 7, max_retention_days = 400 }
  deletion_principal_arns = ["arn:aws:iam::${data.aws_caller_identity.current.account_id}:role/backup-administrator"]

  notifications = { topic_arn = aws_sns_topic.operations.arn }

  # A setting of the whole account: without it, AWS Backup ignores buckets and Aurora clusters.
  opt_in        = true
  force_destroy = false
}

output "vault_name" {
  description = "The vault with the recovery points."
  value       = module.backup.vault_name
}

output "restore_role_arn" {
  description = "The role that restores recovery points."
  value       = module.backup.restore_role_arn
}
