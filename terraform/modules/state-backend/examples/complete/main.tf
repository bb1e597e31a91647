# Where a production account keeps Terraform's state, with names after the hospital's rules.
# Creates 21 resources.

terraform {
  required_version = ">= 1.11"
  required_providers {
    aws = { source = "hashicorp/aws", version = ">= 5.100, < 7.0" }
  }
}

provider "aws" {
  region = "us-east-1"
}

module "state_backend" {
  source = "../.."
  # Not with these: existing_kms_key, existing_log_bucket

  bucket_name     = "example-university-hospital-terraform"
  lock_table_name = "terraform-locks"
  key_alias       = "terraform"

  version_retention_days = 730

  # Who read or wrote which state, and when, for six years.
  log_bucket = {
    bucket_name          = "example-university-hospital-terraform-access"
    retention_days       = 2192
    archive              = { after_days = 90, storage_class = "GLACIER_IR" }
    deleted_version_days = 90
  }
}

output "backend" {
  description = "Values of the backend \"s3\" of every root module."
  value = {
    bucket         = module.state_backend.bucket_name
    dynamodb_table = module.state_backend.lock_table_name
    kms_key_id     = module.state_backend.key_arn
  }
}
