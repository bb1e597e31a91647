# A production API behind a load balancer: it scales, reads its secrets at the start, and undoes a deployment that
# fails. A sidecar and a log router run beside it.
# Creates 95 resources.

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
  description = "Secrets of the API"
}

module "logs_key" {
  source = "../../../encryption-key"

  name        = "hospital-logs"
  description = "Logs of the API"
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

  domain_name = "api.example.edu"
  zone_id     = aws_route53_zone.this.zone_id
}

module "load_balancer" {
  source = "../../../load-balancer"

  name               = "api"
  vpc_id             = module.network.vpc_id
  subnet_ids         = values(module.network.public_subnet_ids)
  certificate_arn    = module.certificate.arn
  access_logs_bucket = module.log_bucket.bucket_name
}

module "cluster" {
  source = "../../../ecs-cluster"

  name         = "clinical"
  kms_key_arn  = module.logs_key.arn
  fargate_spot = true
}

module "secrets" {
  source = "../../../secrets"

  name        = "api"
  kms_key_arn = module.key.arn
  secrets     = { session = { description = "Signs the cookies of sessions" } }
}

# Copies of public images, which no limit of a public registry concerns.
resource "aws_ecr_repository" "mirror" {
  name                 = "mirror/nginx"
  image_tag_mutability = "IMMUTABLE"
}

resource "aws_service_discovery_private_dns_namespace" "clinical" {
  name = "clinical.internal"
  vpc  = module.network.vpc_id
}

# Whom the database admits: all services that use it have this group.
resource "aws_security_group" "database_clients" {
  name        = "database-clients"
  description = "Services that use the database"
  vpc_id      = module.network.vpc_id
}

resource "aws_security_group" "database" {
  name        = "database"
  description = "The database"
  vpc_id      = module.network.vpc_id
}

data "aws_iam_policy_document" "exports" {
  statement {
    actions   = ["s3:PutObject"]
    resources = ["arn:aws:s3:::example-university-exports/*"]
  }
}

# Whatever policies the roles get, they never have more rights than these.
data "aws_iam_policy_document" "boundary" {
  statement {
    actions   = ["ecr:*", "kms:*", "logs:*", "s3:*", "secretsmanager:*", "ssmmessages:*", "xray:*"]
    resources = ["*"]
  }
}

resource "aws_iam_policy" "boundary" {
  name   = "workloads-boundary"
  policy = data.aws_iam_policy_document.boundary.json
}

module "fargate_service" {
  source = "../.."
  # Not with these: image_parameter, registry_credentials

  name        = "api"
  cluster_arn = module.cluster.cluster_arn

  # The image. A new tag is a new deployment.
  image               = "111122223333.dkr.ecr.us-east-1.amazonaws.com/api:1.4.2"
  image_owner         = "terraform"
  ecr_repository_arns = [aws_ecr_repository.mirror.arn]

  # The task.
  cpu                   = 1024
  memory                = 2048
  architecture          = "X86_64"
  ephemeral_storage_gib = 30
  platform_version      = "LATEST"

  # The container.
  entrypoint           = ["/app/server"]
  command              = ["--port", "8080"]
  user                 = "1000:1000"
  port                 = 8080
  environment          = { LOG_LEVEL = "info" }
  secrets              = { SESSION_SECRET = "${module.secrets.arns["session"]}:password::" }
  secrets_kms_key_arns = [module.key.arn]
  # Text that changes with what tasks read at their start.
  restart_on           = { settings = "2026-11-01" }
  stop_timeout_seconds = 60
  init_process         = true
  ulimits              = { nofile = { soft = 65535, hard = 65535 } }
  health_check = {
    command              = ["CMD-SHELL", "wget -q -O /dev/null http://localhost:8080/health"]
    start_period_seconds = 60
  }

  # What it may write to.
  writable_paths = { spool = "/var/spool/api" }
  tmpfs          = { tmp = { path = "/tmp", size_mib = 64 } }
  # ECS Exec needs a writable root: take both out once nobody needs shells.
  writable_root_filesystem = { reason = "Operators open shells during the first weeks" }
  execute_command          = { log_group_name = module.cluster.exec_log_group_name, kms_key_arn = module.logs_key.arn }

  # What runs beside it.
  sidecars = {
    proxy = {
      image  = "public.ecr.aws/docker/library/nginx:1.29"
      memory = 128
      port   = 9000
      health_check = {
        command = ["CMD-SHELL", "wget -q -O /dev/null http://localhost:9000/"]
      }
    }
  }
  waits_for = { proxy = "HEALTHY" }
  fire_lens = {
    image   = "public.ecr.aws/aws-observability/aws-for-fluent-bit:2.34.0"
    options = { Name = "http", Host = "logs.example.edu", Port = "443", tls = "on" }
    memory  = 128
  }

  # The network.
  vpc_id                        = module.network.vpc_id
  subnet_ids                    = values(module.network.app_subnet_ids)
  additional_security_group_ids = [aws_security_group.database_clients.id]
  egress = {
    https    = { port = 443, cidr = "0.0.0.0/0" }
    database = { port = 5432, security_group_id = aws_security_group.database.id }
  }
  service_discovery = { namespace_id = aws_service_discovery_private_dns_namespace.clinical.id }

  # The load balancer.
  listeners = {
    web = {
      listener_arn      = module.load_balancer.listener_arn
      security_group_id = module.load_balancer.security_group_id
      hosts             = ["api.example.edu"]
      priority          = 100
    }
  }
  target_group                      = { health_check_path = "/health", deregistration_delay_seconds = 60 }
  health_check_grace_period_seconds = 120

  # How many tasks, and how they are replaced.
  scaling = {
    min = 2
    max = 10
    cpu = { target_percent = 60 }
    schedules = {
      morning = { schedule = "cron(0 7 ? * MON-FRI *)", timezone = "America/New_York", min = 4, max = 10 }
      evening = { schedule = "cron(0 19 ? * MON-FRI *)", timezone = "America/New_York", min = 2, max = 10 }
    }
  }
  initial_tasks                 = 2
  deployment                    = { rollback = true, timeout_minutes = 20 }
  availability_zone_rebalancing = true
  capacity_providers            = { FARGATE = { base = 2, weight = 1 }, FARGATE_SPOT = { weight = 1 } }

  # What its code may do.
  task_policies        = [data.aws_iam_policy_document.exports.json]
  task_policy_arns     = { x-ray = "arn:aws:iam::aws:policy/AWSXRayDaemonWriteAccess" }
  permissions_boundary = { arn = aws_iam_policy.boundary.arn }

  # The log.
  kms_key_arn        = module.key.arn
  log_kms_key_arn    = module.logs_key.arn
  log_group_name     = "/clinical/api"
  log_retention_days = 365
  log_mode           = "non-blocking"
  force_destroy_logs = false
}

output "service_name" {
  description = "The service in the cluster."
  value       = module.fargate_service.service_name
}

output "task_role_arn" {
  description = "What the service's own code may do."
  value       = module.fargate_service.task_role_arn
}
