# A role for Lambda functions that others create at run time, which may write their logs and nothing else.
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

module "bot_runtime" {
  source = "../.."

  name                 = "bots"
  function_name_prefix = "hospital-bot-"
}

output "role_arn" {
  description = "The role of the functions."
  value       = module.bot_runtime.role_arn
}
