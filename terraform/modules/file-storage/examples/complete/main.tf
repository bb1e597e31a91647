# Files of a production application: scanned for malware, copied to a second region, read through CloudFront, and
# written by software that needs an access key.
# Creates 103 resources.

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
  description = "Research files and logs"

  # Distributions of this account may decrypt what they read.
  cloudfront = {}
}

module "copies_key" {
  source    = "../../../encryption-key"
  providers = { aws = aws.west }

  name        = "hospital"
  description = "Copies of research files"
}

module "copies" {
  source    = "../../../file-storage"
  providers = { aws = aws.west }

  name        = "research"
  kms_key_arn = module.copies_key.arn
}

module "network" {
  source = "../../../network"

  name               = "hospital"
  availability_zones = ["us-east-1a", "us-east-1b"]
  kms_key_arn        = module.key.arn
}

module "log_bucket" {
  source = "../../../log-bucket"

  name = "hospital"
}

resource "aws_sns_topic" "operations" {
  name = "research-operations"
}

module "scan" {
  source = "../../../malware-scan"

  name               = "research"
  bucket_name        = module.file_storage.bucket_name
  bucket_kms_key_arn = module.key.arn
  kms_key_arn        = module.key.arn
  guardduty          = {}
}

# Links to files, signed by the application.
module "signing_key" {
  source = "../../../signing-key"

  name = "research"
}

module "distribution" {
  source = "../../../distribution"

  name                  = "research-files"
  bucket_origin         = { domain_name = module.file_storage.bucket_regional_domain_name }
  trusted_key_group_ids = { application = module.signing_key.key_group_id }
  default_certificate   = { reason = "Until files.example.edu is delegated" }
  access_logs           = { bucket_arn = module.log_bucket.bucket_arn }
}

module "file_storage" {
  source = "../.."

  name        = "research"
  bucket_name = "example-university-research-files"
  kms_key_arn = module.key.arn

  # How long files are kept, and where.
  noncurrent_version_days = 365
  archive                 = { after_days = 90, storage_class = "INTELLIGENT_TIERING" }
  expirations             = { exports = { prefix = "exports/", after_days = 7 } }
  force_destroy           = false

  # Who uses them, and from where.
  client_rights         = { delete = true, tags = true }
  client_vpc_ids        = [module.network.vpc_id]
  managed_client_policy = true
  access_key_user       = true
  access_key            = { reminder = { topic_arn = aws_sns_topic.operations.arn } }
  distribution_arns     = { files = module.distribution.arn }
  cors                  = { allowed_origins = ["https://research.example.edu"] }

  # Who used them.
  access_logs = { bucket_name = module.log_bucket.bucket_name }

  # Nobody can read a file until it is known to be clean.
  event_bridge = true
  tag_gate     = module.scan.tag_gate

  # Copies, here and from elsewhere.
  replication     = { bucket_arn = module.copies.replica_bucket_arn, kms_key_arn = module.copies_key.arn }
  replica_sources = { partner = "arn:aws:iam::111122223333:role/partner-us-west-2-files-copies" }
}

output "bucket_name" {
  description = "The bucket."
  value       = module.file_storage.bucket_name
}

output "access_key_secret_arn" {
  description = "The secret with the access key."
  value       = module.file_storage.access_key_secret_arn
}
