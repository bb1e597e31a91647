# A Valkey primary with a replica in another zone.
# Creates 49 resources.

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
  description = "Data and logs of the survey application"
}

module "network" {
  source = "../../../network"

  name               = "hospital"
  availability_zones = ["us-east-1a", "us-east-1b"]
  kms_key_arn        = module.key.arn
}

module "cache" {
  source = "../.."

  name        = "surveys"
  vpc_id      = module.network.vpc_id
  subnet_ids  = values(module.network.data_subnet_ids)
  kms_key_arn = module.key.arn
  groups      = { main = {} }
}

output "secret_arns" {
  description = "Secrets with host, port and password, by group."
  value       = module.cache.secret_arns
}
