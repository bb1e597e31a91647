# A domain with all of its records, and SMTP for software that supports nothing else.
# Creates 27 resources.

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
  description = "Notifications of bounced mail, and the SMTP credential"

  service_principals = ["ses.amazonaws.com"]
}

resource "aws_route53_zone" "this" {
  name = "surveys.example.edu"
}

resource "aws_sns_topic" "operations" {
  name = "surveys-operations"
}

module "email" {
  source = "../.."

  name        = "surveys"
  kms_key_arn = module.key.arn

  domain               = "surveys.example.edu"
  zone                 = { id = aws_route53_zone.this.zone_id }
  mail_from_subdomain  = "bounce"
  dmarc_policy         = "quarantine"
  dmarc_report_address = "dmarc@surveys.example.edu"

  # Who is notified of bounces and complaints. Notifications hold recipients' addresses.
  subscriptions = { postmaster = { protocol = "email", endpoint = "postmaster@example.edu" } }

  # With "api", the default, the role of the application sends, and no credential exists.
  transport      = "smtp"
  access_key     = { reminder = { topic_arn = aws_sns_topic.operations.arn, every_months = 12 } }
  from_addresses = ["noreply@surveys.example.edu"]
}

output "smtp_secret_arn" {
  description = "The secret with host, port, user and password."
  value       = module.email.smtp_secret_arn
}
