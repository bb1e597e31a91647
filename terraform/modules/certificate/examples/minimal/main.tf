# A certificate for one name, which ACM issues and renews through the name's zone.
# Creates 4 resources.

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

  domain_name = "portal.example.edu"
  zone_id     = aws_route53_zone.this.zone_id
}

output "certificate_arn" {
  description = "The certificate_arn of a load balancer in the same region."
  value       = module.certificate.arn
}
