# RDS Proxy in front of a cluster. Clients connect with the master user's password, which RDS rotates.
# Creates 59 resources.

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
  source = "../../../database"

  name          = "studies"
  engine        = "aurora-postgresql"
  database_name = "studies"
  vpc_id        = module.network.vpc_id
  subnet_ids    = values(module.network.data_subnet_ids)
  kms_key_arn   = module.key.arn
}

module "database_proxy" {
  source = "../.."

  name                       = "studies"
  engine                     = module.database.engine
  cluster_identifier         = module.database.cluster_identifier
  database_security_group_id = module.database.security_group_id
  vpc_id                     = module.network.vpc_id
  subnet_ids                 = values(module.network.data_subnet_ids)
  secret_arns                = { master = module.database.master_user_secret_arn }
  secrets_kms_key_arn        = module.key.arn
  kms_key_arn                = module.key.arn
}

output "endpoint" {
  description = "Host name that clients connect to."
  value       = module.database_proxy.endpoint
}
