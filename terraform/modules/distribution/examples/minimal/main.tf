# CloudFront in front of a web server on campus. For a trial: it has CloudFront's own name and certificate.
# Creates 14 resources.

terraform {
  required_version = ">= 1.11"
  required_providers {
    aws = { source = "hashicorp/aws", version = ">= 5.100, < 7.0" }
  }
}

provider "aws" {
  region = "us-east-1"
}

module "log_bucket" {
  source = "../../../log-bucket"

  name = "hospital"
}

module "distribution" {
  source = "../.."

  name                = "portal"
  http_origin         = { domain_name = "www.example.edu" }
  default_certificate = { reason = "Trial without a domain or records of patients" }
  access_logs         = { bucket_arn = module.log_bucket.bucket_arn }
}

output "domain_name" {
  description = "Where it answers."
  value       = module.distribution.domain_name
}
