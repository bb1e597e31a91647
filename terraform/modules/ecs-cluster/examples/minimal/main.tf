# An ECS cluster for Fargate services, whose ECS Exec sessions are encrypted and logged.
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
}

output "cluster_arn" {
  description = "The cluster_arn of the fargate-service module."
  value       = module.ecs_cluster.cluster_arn
}
