# The firewall of a production portal: some paths for administrators only, exceptions with reasons, and addresses
# that are kept in IP sets.
# Creates 73 resources.

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
  description = "Logs of network and firewall"
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

resource "aws_wafv2_ip_set" "abuse" {
  name               = "abuse"
  scope              = "REGIONAL"
  ip_address_version = "IPV4"
  addresses          = ["203.0.113.0/24"]
}

resource "aws_wafv2_ip_set" "scanner" {
  name               = "vulnerability-scanner"
  scope              = "REGIONAL"
  ip_address_version = "IPV4"
  addresses          = ["192.0.2.17/32"]
}

module "firewall" {
  source = "../.."
  # Not with these: admit_only, allow_countries, body_inspection_kb

  name           = "portal"
  scope          = "REGIONAL"
  resource_arns  = { portal = module.load_balancer.arn }
  default_action = "allow"

  # Who is blocked, whatever they request.
  deny_cidrs       = ["198.18.0.0/15", "2001:db8:bad::/48"]
  deny_ip_set_arns = { abuse = aws_wafv2_ip_set.abuse.arn }
  deny_countries   = ["KP"]

  # Who is trusted: neither the rate limit nor the managed groups inspect these requests.
  allow_cidrs       = ["192.0.2.128/25"]
  allow_ip_set_arns = { scanner = aws_wafv2_ip_set.scanner.arn }

  # Paths for administrators.
  guarded_paths = {
    administration = {
      priority      = 10
      paths         = [{ path = "/admin/" }, { match = "exact", path = "/upgrade.php" }]
      allowed_cidrs = ["192.0.2.0/24"]
    }
  }

  rate_limit = {
    requests       = 2000
    window_seconds = 300
    # A hospital's thousands of users come from one address.
    known        = { cidrs = ["198.51.100.0/24"], requests = 50000 }
    static_files = { folders = ["/assets/"] }
  }

  managed_rule_groups = {
    AWSManagedRulesAmazonIpReputationList = { priority = 10 }
    AWSManagedRulesKnownBadInputsRuleSet  = { priority = 20 }
    AWSManagedRulesCommonRuleSet          = { priority = 30 }
    AWSManagedRulesSQLiRuleSet            = { priority = 40 }
    # The first days of a new group: it counts, and every plan after the last of them warns.
    AWSManagedRulesPHPRuleSet = { priority = 50, mode = "observe", observe_until = "2037-01-31" }
  }
  exceptions = {
    uploads = {
      priority = 10
      group    = "AWSManagedRulesCommonRuleSet"
      rule     = "SizeRestrictions_BODY"
      paths    = [{ path = "/upload/" }]
      reason   = "Scanned documents are larger than 8 KB"
    }
  }

  # The log.
  kms_key_arn         = module.key.arn
  logged              = "all"
  redacted_headers    = ["authorization", "cookie"]
  redact_query_string = true
  sampled_requests    = false
  log_retention_days  = 365
  force_destroy_logs  = false
}

output "log_group_name" {
  description = "Every request, and what was decided."
  value       = module.firewall.log_group_name
}

output "capacity" {
  description = "Capacity units: more than 1,500 cost extra."
  value       = module.firewall.capacity
}
