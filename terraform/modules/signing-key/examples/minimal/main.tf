# A key pair that signs CloudFront URLs. Terraform generates it, so that the private key is in the state.
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

module "signing_key" {
  source = "../.."

  name = "images"
}

output "key_group_id" {
  description = "One of a distribution's trusted_key_group_ids."
  value       = module.signing_key.key_group_id
}
