# A website out of a private bucket, under a name of yours.
# Creates 29 resources.

terraform {
  required_version = ">= 1.11"
  required_providers {
    aws = { source = "hashicorp/aws", version = ">= 5.100, < 7.0" }
  }
}

provider "aws" {
  region = "us-east-1"
}

# CloudFront takes certificates and web ACLs from us-east-1 only.
provider "aws" {
  alias  = "us_east_1"
  region = "us-east-1"
}

module "log_bucket" {
  source = "../../../log-bucket"

  name = "hospital"
}

# Delegate the zone in its parent domain before the first apply: certificates are issued only then.
resource "aws_route53_zone" "this" {
  name = "example.edu"
}

module "static_site" {
  source    = "../.."
  providers = { aws = aws, aws.us_east_1 = aws.us_east_1 }

  name        = "patient-guide"
  domain_name = "guide.example.edu"
  zone        = { id = aws_route53_zone.this.zone_id }
  access_logs = { bucket_arn = module.log_bucket.bucket_arn }
}

output "bucket_name" {
  description = "Where the site's files go."
  value       = module.static_site.bucket_name
}

output "url" {
  description = "The site."
  value       = module.static_site.url
}
