# A bundle of a certain version of REDCap, out of a zip in a bucket of yours, with files of the hospital's own.
# Creates 22 resources.

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

module "sources_key" {
  source = "../../../encryption-key"

  name        = "redcap-sources"
  description = "REDCap's zips and the hospital's own files"
}

resource "aws_s3_bucket" "sources" {
  bucket = "example-university-redcap-sources"
}

resource "aws_s3_bucket_versioning" "sources" {
  bucket = aws_s3_bucket.sources.id
  versioning_configuration {
    status = "Enabled"
  }
}

module "source_bundle" {
  source = "../.."

  name = "redcap"

  redcap_source = {
    kind = "s3"
    # Upload the zip before the apply.
    bucket     = aws_s3_bucket.sources.id
    key        = "redcap16.0.18.zip"
    version_id = "3sL4kqtJlcpXroDTDmJ"
    # Files that replace REDCap's, or come in addition. Raise the revision when they have changed.
    overlay          = { bucket = aws_s3_bucket.sources.id, prefix = "overlay/" }
    overlay_revision = "1"
  }
  source_kms_key_arns = [module.sources_key.arn]
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
