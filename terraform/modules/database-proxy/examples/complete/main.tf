# RDS Proxy of a production application with many tasks: they read host, user and password from one secret.
# Creates 76 resources.

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

module "database" {
  source = "../../../database"

  name          = "studies"
  engine        = "aurora-postgresql"
  database_name = "studies"
  vpc_id        = module.network.vpc_id
  subnet_ids    = values(module.network.data_subnet_ids)
  kms_key_arn   = module.key.arn
  readers       = { standby = {} }

  # A connection secret holds a copy of the password: nobody may rotate it by schedule.
  fixed_master_password = { reason = "The application reads it at its start only" }
}

module "database_proxy" {
  source = "../.."
  # Not with these: iam_authentication

  name   = "studies"
  engine = module.database.engine

  # The cluster.
  cluster_identifier         = module.database.cluster_identifier
  database_security_group_id = module.database.security_group_id
  secret_arns                = { master = module.database.connection_secret_arns["writer"] }
  secrets_kms_key_arn        = module.key.arn

  # Who connects.
  vpc_id     = module.network.vpc_id
  subnet_ids = values(module.network.data_subnet_ids)
  clients    = { app = aws_security_group.app.id }

  # Connections. The application's own pool closes idle ones after 20 minutes, before the proxy does.
  idle_client_timeout_seconds = 1800
  connection_pool = {
    max_connections_percent      = 80
    max_idle_connections_percent = 40
    borrow_timeout_seconds       = 60
  }
  reader_endpoint = {}

  connection_secret = {
    credentials   = "master"
    database_name = module.database.database_name
    fingerprint   = module.database.connection_secret_fingerprint
  }

  kms_key_arn        = module.key.arn
  log_kms_key_arn    = module.logs_key.arn
  log_retention_days = 90
  force_destroy_logs = false
}

output "connection_secret_arns" {
  description = "Secrets with all that a client needs to connect."
  value       = module.database_proxy.connection_secret_arns
}
