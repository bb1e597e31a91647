# The access logs of a production account, and the log files of its CloudTrail trail, in one bucket.
# Creates 8 resources.

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
  # The bucket exists before the trail, so that its ARN is put together from its name.
  trail_arn = "arn:aws:cloudtrail:us-east-1:${data.aws_caller_identity.current.account_id}:trail/hospital"
}

module "log_bucket" {
  source = "../.."

  name        = "hospital"
  bucket_name = "example-university-hospital-logs"

  sources                = ["load_balancer", "s3", "cloudfront"]
  load_balancer_prefixes = ["portal", "api"]
  trails                 = { account = local.trail_arn }

  # Six years: 45 CFR 164.316(b)(2)(i).
  retention_days       = 2192
  archive              = { after_days = 90, storage_class = "GLACIER_IR" }
  deleted_version_days = 90
  force_destroy        = false
}

output "bucket_name" {
  description = "The access_logs_bucket of load balancers, and the target of other buckets' access logs."
  value       = module.log_bucket.bucket_name
}

output "bucket_arn" {
  description = "Where distributions deliver their access logs."
  value       = module.log_bucket.bucket_arn
}
