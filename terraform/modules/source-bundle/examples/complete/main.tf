# A bundle of a certain version of REDCap, out of a zip in a bucket of yours, with files of the hospital's own.
# Creates 25 resources.

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

# Whoever may write here is root on the instances.
module "overlay" {
  source = "../../../file-storage"

  name        = "redcap-overlay"
  kms_key_arn = module.key.arn
}

module "source_bundle" {
  source = "../.."

  name = "redcap"

  redcap_source = {
    # A bucket of yours, which has the zip before the apply: the apply builds the bundle.
    kind       = "s3"
    bucket     = "example-university-redcap-sources"
    key        = "redcap16.0.18.zip"
    version_id = "3sL4kqtJlcpXroDTDmJ"
    # Hooks, languages and modules of the hospital's own. Another revision builds again.
    overlay          = { bucket = module.overlay.bucket_name, prefix = "overlay/" }
    overlay_revision = "1"
  }
  # The key of the zip's bucket.
  source_kms_key_arns = ["arn:aws:kms:us-east-1:111122223333:key/11111111-2222-3333-4444-555555555555"]
  php_versions        = ["8.4"]

  target_bucket        = module.bundles.bucket_name
  kms_key_arn          = module.key.arn
  reserved_concurrency = 1
  log_retention_days   = 365
  force_destroy_logs   = false
}

output "source_bundle" {
  description = "The source_bundle of the beanstalk module."
  value = {
    bucket        = module.source_bundle.bucket
    key           = module.source_bundle.key
    version_label = module.source_bundle.version_label
  }
}
