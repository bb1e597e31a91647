# Role, encrypted log groups and a layer of libraries for a production server's bots.
# Creates 10 resources.

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
  description = "Logs of bots"
}

data "aws_iam_policy_document" "terminology" {
  statement {
    actions   = ["s3:GetObject"]
    resources = ["arn:aws:s3:::example-university-terminology/*"]
  }
}

# Whatever policies the role gets, it never has more rights than these.
data "aws_iam_policy_document" "boundary" {
  statement {
    actions   = ["logs:*", "s3:GetObject"]
    resources = ["*"]
  }
}

resource "aws_iam_policy" "boundary" {
  name   = "bots-boundary"
  policy = data.aws_iam_policy_document.boundary.json
}

module "bot_runtime" {
  source = "../.."
  # Not with these: existing_role

  name                 = "bots"
  function_name_prefix = "hospital-bot-"

  policies             = { terminology = data.aws_iam_policy_document.terminology.json }
  permissions_boundary = aws_iam_policy.boundary.arn

  # Bots whose logs are encrypted and expire. Lambda makes the log groups of all others.
  log_groups         = { hospital-bot-intake = { retention_days = 365 } }
  kms_key_arn        = module.key.arn
  force_destroy_logs = false

  # A zip that your build has put into a bucket, under a name with its hash.
  layer_name = "hospital-bots"
  layer = {
    bucket        = "example-university-artifacts"
    key           = "bot-layer/e3b0c44298fc.zip"
    sha256        = "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="
    description   = "FHIR client 5.1"
    runtimes      = ["nodejs22.x"]
    architectures = ["x86_64"]
  }
}

output "role_arn" {
  description = "The role of the functions."
  value       = module.bot_runtime.role_arn
}

output "layer_version_arn" {
  description = "The layer for functions to name."
  value       = module.bot_runtime.layer_version_arn
}
