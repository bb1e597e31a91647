# Every module waits for something that is replaced later. Terraform then reads all data sources of the modules during the
# apply, and knows nothing of what they say at plan. What the modules get from resources of this root is known after apply, too.

terraform {
  required_version = ">= 1.11"
  required_providers {
    aws    = { source = "hashicorp/aws", version = "~> 5.100" }
    random = { source = "hashicorp/random", version = "~> 3.7" }
  }
}

provider "aws" {
  max_retries = 5
}

variable "generation" {
  type    = number
  default = 1
}

resource "terraform_data" "boundary" {
  triggers_replace = var.generation
}

resource "aws_route53_zone" "this" {
  name          = "waits.example.edu"
  force_destroy = true
}

resource "aws_eip" "site" {}

resource "aws_backup_vault" "copies" {
  name = "waits-copies"
}

module "key" {
  source               = "../modules/encryption-key"
  name                 = "waits"
  description          = "Everything that waits"
  service_principals   = ["backup.amazonaws.com", "cloudwatch.amazonaws.com", "ses.amazonaws.com"]
  service_linked_roles = ["autoscaling.amazonaws.com"]
  depends_on           = [terraform_data.boundary]
}

module "network" {
  source              = "../modules/network"
  name                = "waits"
  availability_zones  = ["us-east-1a", "us-east-1b"]
  nat_gateways        = "single"
  interface_endpoints = ["ssm"]
  kms_key_arn         = module.key.arn
  depends_on          = [terraform_data.boundary]
}

module "logs" {
  source        = "../modules/log-bucket"
  name          = "waits"
  force_destroy = true
  depends_on    = [terraform_data.boundary]
}

module "files" {
  source          = "../modules/file-storage"
  name            = "waits"
  kms_key_arn     = module.key.arn
  access_logs     = { bucket_name = module.logs.bucket_name }
  access_key_user = true
  force_destroy   = true
  depends_on      = [terraform_data.boundary]
}

module "email" {
  source      = "../modules/email"
  name        = "waits"
  domain      = aws_route53_zone.this.name
  zone        = { id = aws_route53_zone.this.zone_id }
  transport   = "smtp"
  kms_key_arn = module.key.arn
  depends_on  = [terraform_data.boundary]
}

module "monitoring" {
  source        = "../modules/monitoring"
  name          = "waits"
  kms_key_arn   = module.key.arn
  subscriptions = { oncall = { protocol = "email", endpoint = "oncall@example.edu" } }
  alarms = {
    errors = {
      description = "There are errors."
      metrics     = { errors = { namespace = "Example", metric_name = "Errors" } }
      threshold   = 1
    }
  }
  depends_on = [terraform_data.boundary]
}

module "backup" {
  source          = "../modules/backup"
  name            = "waits"
  kms_key_arn     = module.key.arn
  resources       = { files = { arn = module.files.bucket_arn }, continuous = { arn = module.files.bucket_arn, continuous = true } }
  copy_vault_arns = [aws_backup_vault.copies.arn]
  notifications   = { topic_arn = module.monitoring.topic_arn }
  force_destroy   = true
  depends_on      = [terraform_data.boundary]
}

module "firewall" {
  source      = "../modules/firewall"
  name        = "waits"
  kms_key_arn = module.key.arn
  allow_cidrs = ["${aws_eip.site.public_ip}/32"]
  rate_limit  = { known = { cidrs = ["${aws_eip.site.public_ip}/32"] } }
  # Each rule takes half a second.
  managed_rule_groups = { AWSManagedRulesKnownBadInputsRuleSet = { priority = 10 } }
  guarded_paths       = { admin = { priority = 1, paths = [{ path = "/admin" }], allowed_cidrs = ["${aws_eip.site.public_ip}/32"] } }
  depends_on          = [terraform_data.boundary]
}

module "certificate" {
  source      = "../modules/certificate"
  domain_name = "app.${aws_route53_zone.this.name}"
  zone_id     = aws_route53_zone.this.zone_id
  depends_on  = [terraform_data.boundary]
}

module "secrets" {
  source      = "../modules/secrets"
  name        = "waits"
  kms_key_arn = module.key.arn
  secrets = {
    app = { description = "Password of the application", key = "password", values = { username = "app" }, length = 32 }
  }
  deletion_protection  = false
  recovery_window_days = 0
  depends_on           = [terraform_data.boundary]
}

module "cluster" {
  source      = "../modules/ecs-cluster"
  name        = "waits"
  kms_key_arn = module.key.arn
  depends_on  = [terraform_data.boundary]
}

module "config" {
  source            = "../modules/app-config"
  path              = "/waits/"
  kms_key_arn       = module.key.arn
  values            = { bucket = module.files.bucket_name }
  generated_secrets = { password = { length = 32 } }
  depends_on        = [terraform_data.boundary]
}

module "signing_key" {
  source     = "../modules/signing-key"
  name       = "waits"
  keys       = { a = {} }
  depends_on = [terraform_data.boundary]
}

module "bots" {
  source               = "../modules/bot-runtime"
  name                 = "waits"
  function_name_prefix = "waits-"
  depends_on           = [terraform_data.boundary]
}
