# Settings and secrets of one application in Parameter Store: plain values, a secret of yours that reaches neither
# plan nor state, and a password that nobody has seen.
# Creates 8 resources.

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

variable "secret_values" {
  description = "Secrets by key, best in the environment: TF_VAR_secret_values='{\"licenseKey\":\"…\"}'."
  type        = map(string)
  default     = { licenseKey = "replace-me" }
  sensitive   = true
  ephemeral   = true
}

module "app_config" {
  source = "../.."

  path        = "/surveys/prod/"
  kms_key_arn = module.key.arn

  values = {
    baseUrl       = "https://surveys.example.edu/"
    maxUploadSize = "256M"
  }

  # Raise the generation to write a new value.
  secrets           = { licenseKey = { generation = 1 } }
  secret_values     = var.secret_values
  generated_secrets = { firstPassword = { length = 32 } }
}

output "path_arn" {
  description = "For the policy of the role that reads the settings."
  value       = module.app_config.path_arn
}

output "fingerprint" {
  description = "Changes with the settings: for restart_on of the fargate-service module."
  value       = module.app_config.fingerprint
}
