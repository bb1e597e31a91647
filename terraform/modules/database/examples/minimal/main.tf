# An Aurora PostgreSQL cluster with a single instance, in subnets without a route to the internet.
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
  description = "Data and logs of the study database"
}

module "network" {
  source = "../../../network"

  name               = "hospital"
  availability_zones = ["us-east-1a", "us-east-1b"]
  kms_key_arn        = module.key.arn
}

module "database" {
  source = "../.."

  name          = "studies"
  engine        = "aurora-postgresql"
  database_name = "studies"
  vpc_id        = module.network.vpc_id
  subnet_ids    = values(module.network.data_subnet_ids)
  kms_key_arn   = module.key.arn
}

output "endpoint" {
  description = "Host name of the writer."
  value       = module.database.endpoint
}

output "master_user_secret_arn" {
  description = "The secret with the master password, which RDS rotates."
  value       = module.database.master_user_secret_arn
}
