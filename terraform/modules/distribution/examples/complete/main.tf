# A production web app out of a bucket, with its API under the same name. In us-east-1, where CloudFront takes
# certificates and web ACLs from; bucket and logs may be in other regions.
# Creates 31 resources.

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
  description = "Logs of the firewall"
}

module "log_bucket" {
  source = "../../../log-bucket"

  name = "hospital"
}

# Delegate the zone in its parent domain before the first apply: certificates are issued only then.
resource "aws_route53_zone" "this" {
  name = "example.edu"
}

module "certificate" {
  source = "../../../certificate"

  domain_name = "portal.example.edu"
  zone_id     = aws_route53_zone.this.zone_id
}

module "firewall" {
  source = "../../../firewall"

  name        = "portal"
  scope       = "CLOUDFRONT"
  kms_key_arn = module.key.arn
}

resource "aws_s3_bucket" "app" {
  bucket = "example-university-portal"
}

resource "aws_s3_bucket_public_access_block" "app" {
  bucket = aws_s3_bucket.app.id

  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

data "aws_iam_policy_document" "app" {
  statement {
    # Without s3:ListBucket, an object that does not exist is 403, which single_page_app turns into the app's page.
    actions   = ["s3:GetObject"]
    resources = ["${aws_s3_bucket.app.arn}/*"]
    principals {
      type        = "Service"
      identifiers = ["cloudfront.amazonaws.com"]
    }
    condition {
      test     = "StringEquals"
      variable = "aws:SourceArn"
      values   = [module.distribution.arn]
    }
  }
}

resource "aws_s3_bucket_policy" "app" {
  bucket = aws_s3_bucket.app.id
  policy = data.aws_iam_policy_document.app.json
}

module "distribution" {
  source = "../.."
  # Not with these: http_origin, vpc_origins, cached_paths, uncached_paths, default_certificate, trusted_key_group_ids

  name = "portal"

  # Name and certificate.
  aliases         = { portal = "portal.example.edu" }
  certificate_arn = module.certificate.arn
  records         = { zone_id = aws_route53_zone.this.zone_id }

  # The app.
  bucket_origin       = { domain_name = aws_s3_bucket.app.bucket_regional_domain_name }
  default_root_object = "index.html"
  single_page_app     = { page = "/index.html" }
  # AWS's CachingOptimized.
  cache_policy_id = "658327ea-f89d-4fab-a63d-7e88639e58f6"

  # Its API.
  api = {
    path_pattern = "/api/*"
    origin       = { domain_name = "api.example.edu", read_timeout_seconds = 60 }
  }

  # What browsers may do.
  security_headers = {
    content_security_policy = {
      default-src     = ["'none'"]
      connect-src     = ["'self'"]
      img-src         = ["'self'", "data:"]
      script-src      = ["'self'"]
      style-src       = ["'self'"]
      frame-ancestors = ["'none'"]
    }
    frame_options = "DENY"
  }
  cors = { allowed_origins = ["https://research.example.edu"] }

  # Who is served, from where.
  web_acl_arn       = module.firewall.arn
  price_class       = "PriceClass_100"
  allowed_countries = ["CA", "US"]

  access_logs = { bucket_arn = module.log_bucket.bucket_arn, query_strings = false }
}

output "distribution_id" {
  description = "For invalidations."
  value       = module.distribution.id
}
