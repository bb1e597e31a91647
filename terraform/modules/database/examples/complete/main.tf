# A production Aurora MySQL cluster: a standby in another zone, a serverless reader for reports, audit logs for six years.
# Creates 59 resources.

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
  description = "Data of the study database"
}

module "logs_key" {
  source = "../../../encryption-key"

  name        = "hospital-logs"
  description = "Logs of the study database"
}

module "network" {
  source = "../../../network"

  name               = "hospital"
  availability_zones = ["us-east-1a", "us-east-1b"]
  kms_key_arn        = module.logs_key.arn
}

resource "aws_security_group" "app" {
  name        = "studies-app"
  description = "Tasks of the study application"
  vpc_id      = module.network.vpc_id
}

# Who administers databases, across all clusters.
resource "aws_security_group" "administrators" {
  name        = "database-administrators"
  description = "Connections from the administrators' VPN"
  vpc_id      = module.network.vpc_id
}

module "database" {
  source = "../.."
  # Not with these: unreviewed_engine_version, fixed_master_password, snapshot

  name            = "studies"
  database_name   = "studies"
  master_username = "studies_admin"

  # Engine.
  engine                      = "aurora-mysql"
  engine_version              = "8.0.mysql_aurora.3.10.5"
  allow_major_version_upgrade = false
  auto_minor_version_upgrade  = false
  extended_support            = false

  # Instances: a writer, a standby that takes over, and a reader that costs only what reports use.
  instance_class        = "db.r8g.large"
  reader_instance_class = "db.r8g.large"
  readers = {
    standby = { promotion_tier = 0, availability_zone = "us-east-1b" }
    reports = { promotion_tier = 15, instance_class = "db.serverless" }
  }
  serverless_v2_scaling = { min_capacity = 1, max_capacity = 8 }
  storage_type          = "aurora"

  # Who connects, and how.
  vpc_id                        = module.network.vpc_id
  subnet_ids                    = values(module.network.data_subnet_ids)
  clients                       = { app = aws_security_group.app.id }
  additional_security_group_ids = { administrators = aws_security_group.administrators.id }
  iam_database_authentication   = true
  ca_certificate_identifier     = "rds-ca-rsa2048-g1"

  # Parameters, in addition to those for TLS and audit.
  parameters          = { long_query_time = { value = "2", apply_method = "immediate" } }
  instance_parameters = { sort_buffer_size = { value = "2097152" } }

  # Backups and windows, in UTC.
  backup_retention_days = 35
  backup_window         = "03:00-04:00"
  maintenance_window    = "sun:05:00-sun:06:00"
  apply_immediately     = false
  deletion_protection   = true
  skip_final_snapshot   = false

  # Keys, logs and metrics.
  kms_key_arn                 = module.key.arn
  log_kms_key_arn             = module.logs_key.arn
  log_types                   = ["audit", "error", "slowquery"]
  audit_log_retention_days    = 2192
  log_retention_days          = 90
  force_destroy_logs          = false
  monitoring_interval_seconds = 60
  performance_insights        = "advanced"
}

output "endpoint" {
  description = "Host name of the writer."
  value       = module.database.endpoint
}

output "reader_endpoint" {
  description = "Host name that balances over the readers."
  value       = module.database.reader_endpoint
}

output "master_user_secret_arn" {
  description = "The secret with the master password, which RDS rotates."
  value       = module.database.master_user_secret_arn
}
