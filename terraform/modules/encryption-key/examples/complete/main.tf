# The key of a production application: backups, alarms, bounced mail, a CloudTrail trail, CloudFront and
# the encrypted volumes of an Auto Scaling group use it.
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

data "aws_caller_identity" "current" {}

locals {
  # The trail is made with the key, so that its ARN is put together from its name.
  trail_arn = "arn:aws:cloudtrail:us-east-1:${data.aws_caller_identity.current.account_id}:trail/research"
}

module "encryption_key" {
  source = "../.."

  name        = "research"
  description = "Research data of Example University Hospital"

  # Without these, their messages to an encrypted topic are lost silently.
  service_principals = ["backup.amazonaws.com", "cloudwatch.amazonaws.com", "ses.amazonaws.com"]
  cloudwatch_logs    = true
  event_bridge       = true

  # Every distribution of the account: the key exists before the first of them.
  cloudfront           = {}
  trails               = { account = local.trail_arn }
  service_linked_roles = ["autoscaling.amazonaws.com"]

  rotation_period_days = 180
  deletion_window_days = 30
  deletion_protection  = true
}

output "key_arn" {
  description = "The kms_key_arn of the other modules."
  value       = module.encryption_key.arn
}
