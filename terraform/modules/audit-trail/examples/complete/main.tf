# The trail, GuardDuty and the security settings of a production account. One call an account: a second owner of a
# setting undoes it.
# Creates 70 resources.

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

module "log_bucket" {
  source = "../../../log-bucket"

  name   = "hospital"
  trails = { account = local.trail_arn }
}

module "files" {
  source = "../../../file-storage"

  name        = "research"
  kms_key_arn = module.key.arn
}

module "audit_trail" {
  source = "../.."
  # Not with these: existing_log_group, existing_topic

  name        = "hospital"
  kms_key_arn = module.key.arn

  # The trail.
  multi_region       = true
  bucket             = { name = module.log_bucket.bucket_name }
  log_group_name     = "hospital/trail"
  log_retention_days = 365
  force_destroy      = false

  # Reads and writes of patients' files, and calls of functions that see them. Each event costs.
  data_event_buckets = { research = module.files.bucket_arn }
  data_events = {
    functions = {
      resource_type = "AWS::Lambda::Function"
      arn_prefixes  = { research = "arn:aws:lambda:us-east-1:${data.aws_caller_identity.current.account_id}:function:research-" }
    }
  }
  insights = ["ApiCallRateInsight", "ApiErrorRateInsight"]

  # Alarms.
  thresholds      = { unauthorized-api-calls = 10 }
  disabled_alarms = { organizations-changes = { reason = "The management account has this alarm" } }
  subscriptions   = { security = { protocol = "email", endpoint = "security@example.edu" } }

  # Settings of the account, or of this region of it.
  guard_duty          = { notify_from_severity = 4 }
  public_access_block = {}
  ebs_encryption      = {}
  session_manager     = { idle_timeout_minutes = 15 }
  password_policy     = { minimum_length = 16 }
}

output "trail_arn" {
  description = "The trail."
  value       = module.audit_trail.trail_arn
}

output "session_policy_json" {
  description = "Rights that roles of instances need for sessions, from now on."
  value       = module.audit_trail.session_policy_json
}
