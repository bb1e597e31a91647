# What the Medplum server reads at its start, written as Terraform writes it: parameters, secrets by write-only arguments, a role with just
# what the start needs, and a task definition.

terraform {
  required_version = ">= 1.11"
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 5.100"
    }
  }
}

provider "aws" {
  s3_use_path_style = true
}

variable "port" {
  type = number
}

variable "database" {
  description = "The database's connection."
  type        = any
  ephemeral   = true
}

variable "redis" {
  description = "The connections of Redis groups, by the key that names their secret."
  type        = any
  ephemeral   = true
}

variable "administrator_password" {
  type      = string
  ephemeral = true
}

data "aws_caller_identity" "current" {}
data "aws_region" "current" {}

locals {
  prefix = "/medplum/contract/"
  redis  = toset(["RedisSecrets", "CacheRedisSecrets"])
  settings = merge({
    port            = tostring(var.port)
    baseUrl         = "https://api.example.org/"
    appBaseUrl      = "https://app.example.org/"
    storageBaseUrl  = "https://storage.example.org/binary/"
    binaryStorage   = "s3:${aws_s3_bucket.storage.bucket}"
    supportEmail    = "support@example.org"
    awsRegion       = data.aws_region.current.name
    DatabaseSecrets = aws_secretsmanager_secret.database.arn
    registerEnabled = "false"
  }, { for key in local.redis : key => aws_secretsmanager_secret.redis[key].arn })
  arn = "arn:aws:ssm:${data.aws_region.current.name}:${data.aws_caller_identity.current.account_id}:parameter"
  statements = {
    parameters = { Effect = "Allow", Action = "ssm:GetParametersByPath", Resource = "${local.arn}${local.prefix}*" }
    secrets = {
      Effect   = "Allow"
      Action   = "secretsmanager:GetSecretValue"
      Resource = concat([aws_secretsmanager_secret.database.arn], values(aws_secretsmanager_secret.redis)[*].arn)
    }
    key = {
      Effect   = "Allow"
      Action   = "kms:Decrypt"
      Resource = aws_kms_key.this.arn
      Condition = { StringEquals = { "kms:ViaService" = [
        for service in ["ssm", "secretsmanager"] : "${service}.${data.aws_region.current.name}.amazonaws.com"
      ] } }
    }
  }
  # One that has everything, and for each statement one that lacks it.
  roles = merge({ all = "" }, { for name, _ in local.statements : "without_${name}" => name })
}

resource "aws_kms_key" "this" {}

# A name with a dot, which is no host name below an address.
resource "aws_s3_bucket" "storage" {
  bucket = "storage.example.org"
}

resource "aws_ssm_parameter" "setting" {
  for_each = local.settings
  name     = "${local.prefix}${each.key}"
  type     = "String"
  value    = each.value
}

resource "aws_ssm_parameter" "administrator_password" {
  name             = "${local.prefix}defaultSuperAdminPassword"
  type             = "SecureString"
  key_id           = aws_kms_key.this.arn
  value_wo         = var.administrator_password
  value_wo_version = 1
}

resource "aws_secretsmanager_secret" "database" {
  name       = "medplum-contract-database"
  kms_key_id = aws_kms_key.this.arn
}

resource "aws_secretsmanager_secret_version" "database" {
  secret_id                = aws_secretsmanager_secret.database.id
  secret_string_wo         = jsonencode(var.database)
  secret_string_wo_version = 1
}

resource "aws_secretsmanager_secret" "redis" {
  for_each   = local.redis
  name       = "medplum-contract-${each.key}"
  kms_key_id = aws_kms_key.this.arn
}

resource "aws_secretsmanager_secret_version" "redis" {
  for_each                 = local.redis
  secret_id                = aws_secretsmanager_secret.redis[each.key].id
  secret_string_wo         = jsonencode(var.redis[each.key])
  secret_string_wo_version = 1
}

resource "aws_iam_role" "task" {
  for_each = local.roles
  name     = "medplum-contract-${each.key}"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = { Service = "ecs-tasks.amazonaws.com" }
      Condition = { StringEquals = { "aws:SourceAccount" = data.aws_caller_identity.current.account_id } }
    }]
  })
}

resource "aws_iam_role_policy" "task" {
  for_each = local.roles
  name     = "start"
  role     = aws_iam_role.task[each.key].id
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [for name, statement in local.statements : statement if name != each.value]
  })
}

resource "aws_ecs_task_definition" "server" {
  for_each                 = local.roles
  family                   = "medplum-contract-${each.key}"
  requires_compatibilities = ["FARGATE"]
  network_mode             = "awsvpc"
  cpu                      = 1024
  memory                   = 2048
  task_role_arn            = aws_iam_role.task[each.key].arn
  container_definitions = jsonencode([{
    name         = "server"
    image        = "medplum/medplum-server:5.1.12"
    command      = ["aws:${data.aws_region.current.name}:${local.prefix}"]
    portMappings = [{ containerPort = var.port }]
  }])
}

output "task_definitions" {
  value = { for name, definition in aws_ecs_task_definition.server : name => definition.arn }
}
