# A production web app with two names, a key of its own, a firewall and an API under the same name.
# Creates 43 resources.

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

module "key" {
  source = "../../../encryption-key"

  name        = "hospital"
  description = "The web app's files"

  cloudfront = {}
}

module "edge_key" {
  source    = "../../../encryption-key"
  providers = { aws = aws.us_east_1 }

  name        = "hospital-edge"
  description = "Logs of the firewall"
}

module "firewall" {
  source    = "../../../firewall"
  providers = { aws = aws.us_east_1 }

  name        = "patient-guide"
  scope       = "CLOUDFRONT"
  kms_key_arn = module.edge_key.arn
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
  source = "../.."
  # Not with these: existing_certificate, default_certificate
  providers = { aws = aws, aws.us_east_1 = aws.us_east_1 }

  name = "patient-guide"

  # Names. ACM issues a certificate for both.
  domain_name       = "guide.example.edu"
  alternative_names = ["patients.example.edu"]
  zone              = { id = aws_route53_zone.this.zone_id }

  # The bucket.
  bucket_name             = "example-university-patient-guide"
  kms_key                 = { arn = module.key.arn }
  noncurrent_version_days = 30
  bucket_access_logs      = { bucket_name = module.log_bucket.bucket_name }
  force_destroy           = false

  # Pages.
  default_root_object = "index.html"
  single_page_app     = {}
  # AWS's CachingOptimized.
  cache_policy_id = "658327ea-f89d-4fab-a63d-7e88639e58f6"

  # The API under the same name.
  api = { path_pattern = "/api/*", origin = { domain_name = "api.example.edu" } }

  # What browsers may do.
  security_headers = {
    content_security_policy = {
      default-src     = ["'self'"]
      img-src         = ["'self'", "data:"]
      frame-ancestors = ["'none'"]
    }
  }
  cors = { allowed_origins = ["https://www.example.edu"] }

  # Who is served, from where.
  web_acl_arn       = module.firewall.arn
  price_class       = "PriceClass_100"
  allowed_countries = ["CA", "US"]

  access_logs = { bucket_arn = module.log_bucket.bucket_arn }
}

output "bucket_name" {
  description = "Where the site's files go."
  value       = module.static_site.bucket_name
}

output "distribution_id" {
  description = "For invalidations."
  value       = module.static_site.distribution_id
}
