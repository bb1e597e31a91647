# A database user's password with a copy in a second region, and a signing secret, for a production application.
# Creates 12 resources.

terraform {
  required_version = ">= 1.11"
  required_providers {
    aws = { source = "hashicorp/aws", version = ">= 5.100, < 7.0" }
  }
}

provider "aws" {
  region = "us-east-1"
}

# Copies are in another region.
provider "aws" {
  alias  = "west"
  region = "us-west-2"
}

module "key" {
  source = "../../../encryption-key"

  name        = "hospital"
  description = "Secrets of the survey application"
}

module "key_west" {
  source    = "../../../encryption-key"
  providers = { aws = aws.west }

  name        = "hospital"
  description = "Copies of the survey application's secrets"
}

module "secrets" {
  source = "../.."

  name        = "surveys"
  kms_key_arn = module.key.arn

  secrets = {
    database = {
      description = "Database user of the application"
      # The JSON holds the user name, too, in the form that most clients of databases read.
      values               = { username = "surveys" }
      key                  = "password"
      length               = 32
      replica_kms_key_arns = { us-west-2 = module.key_west.arn }
    }
    session = {
      description = "Signs the cookies of sessions"
      # Raise it to sign everybody out.
      generation = 1
    }
  }

  deletion_protection  = true
  recovery_window_days = 30
}

output "secret_arns" {
  description = "Secrets by key, for the policy of the role that reads them."
  value       = module.secrets.arns
}
