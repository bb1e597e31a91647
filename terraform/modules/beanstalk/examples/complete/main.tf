# A production PHP application, during an upgrade of PHP: green runs the new version until the name leads to it.
# Creates 119 resources.

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

module "logs_key" {
  source = "../../../encryption-key"

  name        = "hospital-logs"
  description = "Logs of the portal"
}

module "network" {
  source = "../../../network"

  name               = "hospital"
  availability_zones = ["us-east-1a", "us-east-1b"]
  kms_key_arn        = module.logs_key.arn
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

module "load_balancer_blue" {
  source = "../../../load-balancer"

  name               = "portal-blue"
  vpc_id             = module.network.vpc_id
  subnet_ids         = values(module.network.public_subnet_ids)
  certificate_arn    = module.certificate.arn
  access_logs_bucket = module.log_bucket.bucket_name
}

module "load_balancer_green" {
  source = "../../../load-balancer"

  name               = "portal-green"
  vpc_id             = module.network.vpc_id
  subnet_ids         = values(module.network.public_subnet_ids)
  certificate_arn    = module.certificate.arn
  access_logs_bucket = module.log_bucket.bucket_name
}

module "secrets" {
  source = "../../../secrets"

  name        = "portal"
  kms_key_arn = module.key.arn
  secrets     = { session = { description = "Signs the cookies of sessions" } }
}

resource "aws_sns_topic" "operations" {
  name = "portal-operations"
}

resource "aws_security_group" "database" {
  name        = "portal-database"
  description = "Database of the portal"
  vpc_id      = module.network.vpc_id
}

data "aws_iam_policy_document" "exports" {
  statement {
    actions   = ["s3:PutObject"]
    resources = ["arn:aws:s3:::example-university-exports/*"]
  }
}

# A right that ends by itself.
data "aws_iam_policy_document" "migration" {
  statement {
    actions   = ["s3:GetObject"]
    resources = ["arn:aws:s3:::example-university-old-portal/*"]
    condition {
      test     = "DateLessThan"
      variable = "aws:CurrentTime"
      values   = ["2037-01-31T00:00:00Z"]
    }
  }
}

module "beanstalk" {
  source = "../.."
  # Not with these: ec2_key, unencrypted_root_volume

  name = "portal"

  # Environments, each with a load balancer of its own.
  environments = {
    blue  = { min_instances = 2, max_instances = 6, cname_prefix = "example-university-portal" }
    green = { min_instances = 1, max_instances = 2, php_version = "8.5" }
  }
  load_balancers = {
    blue = {
      arn               = module.load_balancer_blue.arn
      security_group_id = module.load_balancer_blue.security_group_id
      listener_arn      = module.load_balancer_blue.listener_arn
    }
    green = {
      arn               = module.load_balancer_green.arn
      security_group_id = module.load_balancer_green.security_group_id
      listener_arn      = module.load_balancer_green.listener_arn
    }
  }
  host_headers                 = ["portal.example.edu"]
  sticky_sessions              = true
  deregistration_delay_seconds = 60
  health_check_path            = "/healthz"

  # The application.
  source_bundle = {
    bucket        = "example-university-bundles"
    key           = "portal-1.4.2.zip"
    version_label = "1.4.2"
  }
  application_upgrades  = "terraform"
  deployment_policy     = "RollingWithAdditionalBatch"
  max_versions          = 50
  php_version           = "8.4"
  php                   = { memory_limit = "512M", max_execution_time_seconds = 300 }
  proxy                 = "nginx"
  document_root         = "/public"
  environment_variables = { MODE = "production" }
  environment_secrets   = { SESSION_SECRET = "${module.secrets.arns["session"]}:password" }

  # Instances.
  instance_types      = ["m7i.large", "m6i.large"]
  autoscaling         = { upper_cpu_percent = 70, lower_cpu_percent = 25 }
  managed_updates     = { start_time = "Sun:03:00", level = "minor" }
  root_volume_size_gb = 20
  log_volume_size_gb  = 16
  systems_manager     = { patching = true, inventory = true }

  # The network.
  vpc_id         = module.network.vpc_id
  app_subnet_ids = values(module.network.app_subnet_ids)
  egress = {
    https    = { port = 443, cidr = "0.0.0.0/0" }
    database = { port = 3306, security_group_id = aws_security_group.database.id }
  }

  # What its code may do.
  instance_policies = [data.aws_iam_policy_document.exports.json]
  inline_policies   = { migration = data.aws_iam_policy_document.migration.json }

  # Logs and events.
  kms_key_arn        = module.key.arn
  log_kms_key_arn    = module.logs_key.arn
  log_files          = ["var/log/portal.log"]
  log_retention_days = 365
  force_destroy_logs = false
  notifications      = { topic_arn = aws_sns_topic.operations.arn }
}

output "cnames" {
  description = "Names of the environments, by colour."
  value       = module.beanstalk.cnames
}

output "instance_role_arn" {
  description = "The role of the instances."
  value       = module.beanstalk.instance_role_arn
}
