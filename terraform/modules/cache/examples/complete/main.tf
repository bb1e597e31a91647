# Two groups of a production application: a cache that may forget, and job queues that may not.
# Creates 67 resources.

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
  description = "Data of the survey application"
}

module "logs_key" {
  source = "../../../encryption-key"

  name        = "hospital-logs"
  description = "Logs of the survey application"
}

module "network" {
  source = "../../../network"

  name               = "hospital"
  availability_zones = ["us-east-1a", "us-east-1b"]
  kms_key_arn        = module.logs_key.arn
}

resource "aws_security_group" "app" {
  name        = "surveys-app"
  description = "Tasks of the survey application"
  vpc_id      = module.network.vpc_id
}

module "cache" {
  source = "../.."

  name        = "surveys"
  vpc_id      = module.network.vpc_id
  subnet_ids  = values(module.network.data_subnet_ids)
  clients     = { app = aws_security_group.app.id }
  kms_key_arn = module.key.arn

  groups = {
    pages = {
      node_type       = "cache.t4g.small"
      eviction_policy = "allkeys-lru"
      # Nothing that could not be computed again.
      snapshot_retention_days = 0
      skip_final_snapshot     = true
    }
    jobs = {
      engine          = "valkey"
      engine_version  = "8.2"
      node_type       = "cache.m7g.large"
      replicas        = 1
      multi_az        = true
      eviction_policy = "noeviction"
      parameters      = { timeout = "300" }
      # Names a user, in place of a password for all.
      user                    = { name = "surveys" }
      snapshot_retention_days = 14
      snapshot_window         = "03:00-04:00"
      maintenance_window      = "sun:05:00-sun:06:00"
    }
  }

  log_kms_key_arn             = module.logs_key.arn
  log_retention_days          = 90
  force_destroy_logs          = false
  secret_recovery_window_days = 7
}

output "secret_arns" {
  description = "Secrets with host, port and password, by group."
  value       = module.cache.secret_arns
}
