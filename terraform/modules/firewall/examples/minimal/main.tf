# A web ACL with AWS's managed rules and a rate limit, which block. Nothing is behind it yet.
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
  description = "Logs of the firewall"
}

module "firewall" {
  source = "../.."

  name        = "portal"
  kms_key_arn = module.key.arn
}

output "web_acl_arn" {
  description = "For an aws_wafv2_web_acl_association; or name what it protects in resource_arns."
  value       = module.firewall.arn
}
