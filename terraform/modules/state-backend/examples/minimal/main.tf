# Where Terraform keeps its state: an encrypted bucket with versions and access logs, and a table for locks.
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

  bucket_name = "example-university-hospital-terraform"
}

output "backend" {
  description = "Values of the backend \"s3\" of every root module."
  value = {
    bucket         = module.state_backend.bucket_name
    dynamodb_table = module.state_backend.lock_table_name
    kms_key_id     = module.state_backend.key_arn
  }
}
