# A trail of what is done in the account, and the fifteen alarms of the CIS benchmark on it.
# Creates 50 resources.

terraform {
  required_version = ">= 1.11"
  required_providers {
    aws = { source = "hashicorp/aws", version = ">= 5.100, < 7.0" }
  }
}

provider "aws" {
  region = "us-east-1"
}

data "aws_caller_identity" "current" {}

locals {
  # Key and bucket exist before the trail, so that its ARN is put together from its name.
  trail_arn = "arn:aws:cloudtrail:us-east-1:${data.aws_caller_identity.current.account_id}:trail/hospital"
}

module "key" {
  source = "../../../encryption-key"

  name        = "hospital"
  description = "Log files of the account's trail, and notifications of its alarms"

  service_principals = ["cloudwatch.amazonaws.com"]
  trails             = { account = local.trail_arn }
}

module "audit_trail" {
  source = "../.."

  name        = "hospital"
  kms_key_arn = module.key.arn
}

output "topic_arn" {
  description = "Subscribe those who have to be notified."
  value       = module.audit_trail.topic_arn
}
