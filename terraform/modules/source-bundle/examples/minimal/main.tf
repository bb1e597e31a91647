# REDCap's latest version as a bundle for Elastic Beanstalk, downloaded with the licensee's login.
# Creates 17 resources.

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
  description = "REDCap's bundles"
}

module "bundles" {
  source = "../../../file-storage"

  name        = "redcap-bundles"
  kms_key_arn = module.key.arn
}

module "source_bundle" {
  source = "../.."

  name          = "redcap"
  target_bucket = module.bundles.bucket_name
  kms_key_arn   = module.key.arn
  redcap_source = {
    kind = "community"
    # A secret of yours: {"username": …, "password": …} of the REDCap Community.
    credentials_secret_arn = "arn:aws:secretsmanager:us-east-1:111122223333:secret:redcap-community-AbCdEf"
  }
}

output "version_label" {
  description = "The version_label of the beanstalk module's source_bundle."
  value       = module.source_bundle.version_label
}
