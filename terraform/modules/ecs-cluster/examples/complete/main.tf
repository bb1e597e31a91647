# An ECS cluster of a production account, with Fargate Spot for work that may be interrupted.
# Creates 6 resources.

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
  description = "Logs of ECS"
}

module "ecs_cluster" {
  source = "../.."

  name        = "clinical"
  kms_key_arn = module.key.arn

  # Metrics of single tasks and containers.
  container_insights = "enhanced"
  fargate_spot       = true

  # Six years: 45 CFR 164.316(b)(2)(i).
  exec_log_retention_days = 2192
  force_destroy_logs      = false
}

output "cluster_arn" {
  description = "The cluster_arn of the fargate-service module."
  value       = module.ecs_cluster.cluster_arn
}

output "exec_log_group_name" {
  description = "Who typed what in which task."
  value       = module.ecs_cluster.exec_log_group_name
}
