# An encrypted topic for alarms to notify, and a dashboard for them. The complete example has alarms.
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
  description = "Notifications"

  service_principals = ["backup.amazonaws.com", "cloudwatch.amazonaws.com"]
}

module "monitoring" {
  source = "../.."

  name        = "surveys"
  kms_key_arn = module.key.arn
}

output "topic_arn" {
  description = "For further alarms to notify."
  value       = module.monitoring.topic_arn
}
