# An HTTPS load balancer in public subnets, with access logs.
# Creates 60 resources.

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
  description = "Logs of the network"
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
  source = "../.."

  name               = "portal"
  vpc_id             = module.network.vpc_id
  subnet_ids         = values(module.network.public_subnet_ids)
  certificate_arn    = module.certificate.arn
  access_logs_bucket = module.log_bucket.bucket_name
}

resource "aws_route53_record" "portal" {
  zone_id = aws_route53_zone.this.zone_id
  name    = "portal.example.edu"
  type    = "A"
  alias {
    name                   = module.load_balancer.dns_name
    zone_id                = module.load_balancer.zone_id
    evaluate_target_health = true
  }
}

output "listener_arn" {
  description = "The listener for rules that forward requests; it answers all others itself."
  value       = module.load_balancer.listener_arn
}
