# A domain to send mail from. Its records are yours to create: the zone is elsewhere.
# Creates 10 resources.

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
  description = "Notifications of bounced mail"

  service_principals = ["ses.amazonaws.com"]
}

module "email" {
  source = "../.."

  name        = "surveys"
  domain      = "surveys.example.edu"
  kms_key_arn = module.key.arn
}

output "dns_records" {
  description = "Records to create in the domain's zone."
  value       = module.email.dns_records
}

output "send_policy_json" {
  description = "Policy of the role that sends mail."
  value       = module.email.send_policy_json
}
