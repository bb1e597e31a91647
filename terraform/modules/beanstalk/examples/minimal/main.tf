# A PHP application on two instances behind a load balancer.
# Creates 93 resources.

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
  description = "Logs, bundles and secrets of the portal"

  # Auto Scaling starts instances with an encrypted log volume.
  service_linked_roles = ["autoscaling.amazonaws.com"]
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

# Delegate the zone in its parent domain before the first apply: certificates are issued only then.
resource "aws_route53_zone" "this" {
  name = "example.edu"
}

module "certificate" {
  source = "../../../certificate"

  domain_name = "portal.example.edu"
  zone_id     = aws_route53_zone.this.zone_id
}

module "load_balancer" {
  source = "../../../load-balancer"

  name               = "portal"
  vpc_id             = module.network.vpc_id
  subnet_ids         = values(module.network.public_subnet_ids)
  certificate_arn    = module.certificate.arn
  access_logs_bucket = module.log_bucket.bucket_name
}

module "beanstalk" {
  source = "../.."

  name           = "portal"
  vpc_id         = module.network.vpc_id
  app_subnet_ids = values(module.network.app_subnet_ids)
  kms_key_arn    = module.key.arn

  environments = { blue = {} }
  load_balancers = {
    blue = {
      arn               = module.load_balancer.arn
      security_group_id = module.load_balancer.security_group_id
      listener_arn      = module.load_balancer.listener_arn
    }
  }

  # A zip that your build has put into a bucket.
  source_bundle = {
    bucket        = "example-university-bundles"
    key           = "portal-1.4.2.zip"
    version_label = "1.4.2"
  }
}

output "cnames" {
  description = "Names of the environments, by colour."
  value       = module.beanstalk.cnames
}
