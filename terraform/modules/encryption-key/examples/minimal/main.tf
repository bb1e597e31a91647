# A key for the log groups and topics of one application, and for whatever its IAM roles encrypt.
# Creates 3 resources.

terraform {
  required_version = ">= 1.11"
  required_providers {
    aws = { source = "hashicorp/aws", version = ">= 5.100, < 7.0" }
  }
}

provider "aws" {
  region = "us-east-1"
}

module "encryption_key" {
  source = "../.."

  name        = "research"
  description = "Research data of Example University Hospital"
}

output "key_arn" {
  description = "The kms_key_arn of the other modules."
  value       = module.encryption_key.arn
}
