# Settings of one application in Parameter Store.
# Creates 5 resources.

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
  description = "Settings of the survey application"
}

module "app_config" {
  source = "../.."

  path        = "/surveys/prod/"
  kms_key_arn = module.key.arn

  # A configuration without an entry makes nothing.
  values = { baseUrl = "https://surveys.example.edu/" }
}

output "path_arn" {
  description = "For the policy of the role that reads the settings."
  value       = module.app_config.path_arn
}
