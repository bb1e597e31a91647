# A repository with immutable subjects plans, looks for drift, and applies two environments: production in two regions
# from a branch of its own, and staging, which may be destroyed with its contents. Roles have boundaries.
# Creates 56 resources.

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
  account_id = data.aws_caller_identity.current.account_id
}

# What the pipeline itself may never do, whatever its rights say.
resource "aws_iam_policy" "pipeline" {
  name = "pipeline-boundary"

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      { Effect = "Allow", Action = "*", Resource = "*" },
      { Effect = "Deny", Action = ["organizations:*", "account:*"], Resource = "*" },
    ]
  })
}

# The most that roles may do which the pipeline makes.
resource "aws_iam_policy" "environment" {
  name = "environment-boundary"

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      { Effect = "Allow", Action = "*", Resource = "*" },
      { Effect = "Deny", Action = ["iam:*", "organizations:*", "account:*"], Resource = "*" },
    ]
  })
}

module "ci_access" {
  source = "../.."

  name = "pipeline"
  # Not with these: gitlab, existing_provider
  github = {
    repository     = "example/infrastructure"
    repository_ids = { owner = "123456", repository = "456789" }
    check_claims   = true
  }
  default_branch = "main"

  state = {
    bucket_name     = "hospital-terraform-state"
    lock            = "both"
    lock_table_name = "hospital-terraform-locks"
    kms_key_arn     = "arn:aws:kms:us-east-1:${local.account_id}:key/11111111-2222-3333-4444-555555555555"
    region          = "us-east-1"
  }

  environments = {
    prod = {
      name_prefixes = ["redcap-prod", "medplum-prod"]
      branch        = "release"
      # As GitHub writes them; these are the defaults.
      subjects        = ["repo:example/infrastructure:environment:prod", "repo:example@123456/infrastructure@456789:environment:prod"]
      regions         = ["us-east-1", "us-west-2"]
      state_key       = "envs/prod/terraform.tfstate"
      tag             = { key = "Environment", values = ["prod", "network"] }
      bucket_names    = ["hospital-redcap-files"]
      log_group_names = ["/aws/lambda/medplum-bot-lambda-"]
      parameter_paths = ["/medplum/prod/"]
      zone_ids        = ["Z0123456789ABCDEFGHIJ"]
      sources = {
        bucket_names    = ["hospital-redcap-releases"]
        parameter_names = ["/images/medplum"]
        secret_arns     = ["arn:aws:secretsmanager:us-east-1:${local.account_id}:secret:hospital/database-AbCdEf"]
      }
      account_settings  = true
      required_boundary = { arn = aws_iam_policy.environment.arn }
    }
    staging = {
      name_prefixes = ["redcap-staging"]
      force_destroy = true
    }
  }

  plan = {
    pull_requests = true
    lock          = false
    # Every plan of medplum reads it.
    secret_names = ["medplum-prod/database/password"]
    subjects     = ["repo:example/infrastructure:pull_request", "repo:example@123456/infrastructure@456789:pull_request"]
  }
  drift = { subjects = ["repo:example/infrastructure:ref:refs/heads/main", "repo:example@123456/infrastructure@456789:ref:refs/heads/main"] }

  max_session_seconds  = 7200
  permissions_boundary = { arn = aws_iam_policy.pipeline.arn }
}

output "provider_arn" {
  description = "For further roles of the same issuer."
  value       = module.ci_access.provider_arn
}

output "plan_role_arn" {
  description = "For jobs of pull requests."
  value       = module.ci_access.plan_role_arn
}

output "drift_role_arn" {
  description = "For scheduled jobs."
  value       = module.ci_access.drift_role_arn
}

output "apply_role_arns" {
  description = "For jobs in environments of GitHub."
  value       = module.ci_access.apply_role_arns
}
