# An encrypted bucket for an application's files, with versions and a policy for the role that uses it.
# Creates 11 resources.

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
  description = "Research files"
}

module "file_storage" {
  source = "../.."

  name        = "research"
  kms_key_arn = module.key.arn
}

output "client_policy_json" {
  description = "Policy of the role that reads and writes files."
  value       = module.file_storage.client_policy_json
}
