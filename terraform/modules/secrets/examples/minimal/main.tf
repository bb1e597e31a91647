# A random password for one application, which Terraform never sees in clear.
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
  description = "Secrets of the survey application"
}

module "secrets" {
  source = "../.."

  name        = "surveys"
  kms_key_arn = module.key.arn
  secrets     = { session = { description = "Signs the cookies of sessions" } }
}

output "secret_arns" {
  description = "Secrets by key, for the policy of the role that reads them."
  value       = module.secrets.arns
}
