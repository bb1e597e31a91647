# Daily, weekly and monthly backups of one bucket, in a vault that nobody can empty.
# Creates 22 resources.

terraform {
  required_version = ">= 1.11"
  required_providers {
    aws = { source = "hashicorp/aws", version = ">= 5.100, < 7.0" }
  }
}

provider "aws" {
  region = "us-east-1"
}

module "key" {
  source = "../../../encryption-key"

  name        = "hospital"
  description = "Research files and their backups"
}

module "files" {
  source = "../../../file-storage"

  name        = "research"
  kms_key_arn = module.key.arn
}

module "backup" {
  source = "../.."

  name        = "research"
  kms_key_arn = module.key.arn
  resources   = { files = { arn = module.files.bucket_arn } }
}

output "restore_role_arn" {
  description = "The role that restores recovery points."
  value       = module.backup.restore_role_arn
}
