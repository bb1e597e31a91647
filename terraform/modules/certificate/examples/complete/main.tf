# One certificate for the names of a portal, with a key that makes handshakes faster.
# Creates 5 resources.

terraform {
  required_version = ">= 1.11"
  required_providers {
    aws = { source = "hashicorp/aws", version = ">= 5.100, < 7.0" }
  }
}

provider "aws" {
  region = "us-east-1"
}

# Delegate the zone in its parent domain before the first apply: certificates are issued only then.
resource "aws_route53_zone" "this" {
  name = "example.edu"
}

module "certificate" {
  source = "../.."
  # Not with these: existing_certificate

  domain_name               = "portal.example.edu"
  subject_alternative_names = ["*.portal.example.edu", "patients.example.edu"]
  zone_id                   = aws_route53_zone.this.zone_id

  # RSA_2048 where old API clients or inspecting proxies of hospitals connect.
  key_algorithm = "EC_prime256v1"
}

output "certificate_arn" {
  description = "The certificate_arn of a load balancer in the same region."
  value       = module.certificate.arn
}
