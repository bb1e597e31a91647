# A VPC whose ranges come from the hospital's address plan, with endpoints that keep AWS's calls inside it.
# Creates 44 resources.

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
  description = "Logs of the network"
}

module "network" {
  source = "../.."

  name               = "hospital"
  cidr               = "10.20.0.0/16"
  availability_zones = ["us-east-1a", "us-east-1b"]
  subnet_cidrs = {
    us-east-1a = { public = "10.20.0.0/24", app = "10.20.16.0/20", data = "10.20.4.0/24" }
    us-east-1b = { public = "10.20.1.0/24", app = "10.20.32.0/20", data = "10.20.5.0/24" }
  }

  # A gateway in each zone: the loss of one zone does not cut off the other.
  nat_gateways = "one_per_az"

  gateway_endpoints   = ["s3", "dynamodb"]
  interface_endpoints = ["kms", "logs", "secretsmanager", "ssm", "ssmmessages"]
  # The account of the bucket that instances load their software from.
  trusted_account_ids = ["111122223333"]

  kms_key_arn             = module.key.arn
  flow_log_retention_days = 365
  force_destroy_logs      = false
}

output "vpc_id" {
  description = "The vpc_id of the other modules."
  value       = module.network.vpc_id
}

output "nat_public_ips" {
  description = "Addresses that other hospitals see, for their allow lists."
  value       = module.network.nat_public_ips
}
