# A worker without a load balancer: two tasks in two zones.
# Creates 53 resources.

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
  description = "Logs of network and tasks"
}

module "network" {
  source = "../../../network"

  name               = "hospital"
  availability_zones = ["us-east-1a", "us-east-1b"]
  kms_key_arn        = module.key.arn
}

module "cluster" {
  source = "../../../ecs-cluster"

  name        = "clinical"
  kms_key_arn = module.key.arn
}

module "fargate_service" {
  source = "../.."

  name        = "exports"
  cluster_arn = module.cluster.cluster_arn
  kms_key_arn = module.key.arn
  image       = "public.ecr.aws/docker/library/nginx:1.29"
  vpc_id      = module.network.vpc_id
  subnet_ids  = values(module.network.app_subnet_ids)
}

output "task_role_arn" {
  description = "What the service's own code may do: attach policies, or give task_policies."
  value       = module.fargate_service.task_role_arn
}

output "security_group_id" {
  description = "For the rules of databases that tasks connect to."
  value       = module.fargate_service.security_group_id
}
