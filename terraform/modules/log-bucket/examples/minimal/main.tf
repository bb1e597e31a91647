# A bucket that load balancers, S3 and CloudFront deliver their access logs to, which are kept for six years.
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

module "log_bucket" {
  source = "../.."

  name = "hospital"
}

output "bucket_name" {
  description = "The access_logs_bucket of load balancers, and the target of other buckets' access logs."
  value       = module.log_bucket.bucket_name
}
