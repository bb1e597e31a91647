# GitHub Actions plans pull requests of one repository, and applies its environment prod.
# Creates 28 resources.

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

module "ci_access" {
  source = "../.."

  github = { repository = "example/infrastructure" }
  state = {
    bucket_name = "terraform-state-${data.aws_caller_identity.current.account_id}-us-east-1"
    kms_key_arn = "arn:aws:kms:us-east-1:${data.aws_caller_identity.current.account_id}:key/11111111-2222-3333-4444-555555555555"
  }
  environments = {
    prod = { name_prefixes = ["redcap-prod"] }
  }
}

output "plan_role_arn" {
  description = "For jobs of pull requests."
  value       = module.ci_access.plan_role_arn
}

output "apply_role_arns" {
  description = "For jobs in environments of GitHub."
  value       = module.ci_access.apply_role_arns
}
