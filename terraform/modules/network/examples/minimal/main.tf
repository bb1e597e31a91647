# A VPC with public, app and data subnets in two zones, a NAT gateway in each, and flow logs.
# Creates 39 resources.

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
  availability_zones = ["us-east-1a", "us-east-1b"]
  kms_key_arn        = module.key.arn
}

output "app_subnet_ids" {
  description = "Subnets of instances and tasks by zone; values(…) is the list that other modules take."
  value       = module.network.app_subnet_ids
}
