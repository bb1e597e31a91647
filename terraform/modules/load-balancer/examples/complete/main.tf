# A load balancer within the hospital's network, whose clients present certificates of the hospital's own authority.
# Creates 66 resources.

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

  load_balancer_prefixes = ["interfaces"]
}

# Delegate the zone in its parent domain before the first apply: certificates are issued only then.
resource "aws_route53_zone" "this" {
  name = "example.edu"
}

module "certificate" {
  source = "../../../certificate"

  domain_name = "interfaces.example.edu"
  zone_id     = aws_route53_zone.this.zone_id
}

# Addresses that several load balancers admit, kept in one place.
resource "aws_ec2_managed_prefix_list" "clinics" {
  name           = "clinics"
  address_family = "IPv4"
  max_entries    = 10
  entry {
    cidr        = "198.51.100.0/24"
    description = "Clinic downtown"
  }
}

resource "aws_security_group" "monitoring" {
  name        = "monitoring-probes"
  description = "Who probes every service"
  vpc_id      = module.network.vpc_id
}

module "load_balancer" {
  source = "../.."
  # Not with these: plain_http, allowed_ipv6_cidrs

  name       = "interfaces"
  vpc_id     = module.network.vpc_id
  subnet_ids = values(module.network.app_subnet_ids)
  internal   = true

  # Who may connect.
  allowed_cidrs                 = { campus = "10.0.0.0/8", laboratory = "192.0.2.0/24" }
  allowed_prefix_list_ids       = { clinics = aws_ec2_managed_prefix_list.clinics.id }
  additional_security_group_ids = [aws_security_group.monitoring.id]
  rules_per_security_group      = 60

  # TLS. The bundle has the certificate of the authority that issues the clients' certificates.
  certificate_arn           = module.certificate.arn
  ssl_policy                = "ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09"
  strict_transport_security = "max-age=31536000"
  mutual_authentication = {
    mode        = "verify"
    trust_store = { bucket_name = "example-university-authorities", key = "clients.pem" }
  }

  # Requests. Only this load balancer may say who a client is.
  refused_headers      = { x-client-name = 1 }
  forwarded_for        = "append"
  desync_mitigation    = "strictest"
  idle_timeout_seconds = 120

  access_logs_bucket  = module.log_bucket.bucket_name
  access_logs_prefix  = "interfaces"
  deletion_protection = true
}

output "listener_arn" {
  description = "The listener for rules that forward requests; it answers all others itself."
  value       = module.load_balancer.listener_arn
}

output "security_group_id" {
  description = "For the rules that lead to the targets."
  value       = module.load_balancer.security_group_id
}
