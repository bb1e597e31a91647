resource "aws_backup_vault" "main" {
  name          = "services"
  kms_key_arn   = aws_kms_key.main.arn
  force_destroy = true
}

resource "aws_backup_vault_policy" "main" {
  backup_vault_name = aws_backup_vault.main.name
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Deny"
      Principal = "*"
      Action    = ["backup:DeleteRecoveryPoint", "backup:PutBackupVaultAccessPolicy"]
      Resource  = "*"
      Condition = { StringNotEquals = { "aws:PrincipalAccount" = local.account } }
    }]
  })
}

resource "aws_backup_vault_lock_configuration" "main" {
  backup_vault_name   = aws_backup_vault.main.name
  min_retention_days  = 7
  max_retention_days  = 3650
  changeable_for_days = 3
}

resource "aws_backup_vault_notifications" "main" {
  backup_vault_name   = aws_backup_vault.main.name
  sns_topic_arn       = aws_sns_topic.main.arn
  backup_vault_events = ["BACKUP_JOB_FAILED", "RESTORE_JOB_COMPLETED"]
}

resource "aws_backup_plan" "main" {
  name = "services"
  rule {
    rule_name                = "daily"
    target_vault_name        = aws_backup_vault.main.name
    schedule                 = "cron(0 4 * * ? *)"
    start_window             = 60
    completion_window        = 360
    enable_continuous_backup = true
    recovery_point_tags      = { Kind = "daily" }
    lifecycle {
      delete_after = 35
    }
  }
  rule {
    rule_name         = "monthly"
    target_vault_name = aws_backup_vault.main.name
    schedule          = "cron(0 6 1 * ? *)"
    lifecycle {
      cold_storage_after = 30
      delete_after       = 400
    }
    copy_action {
      destination_vault_arn = aws_backup_vault.main.arn
      lifecycle {
        delete_after = 400
      }
    }
  }
  tags = { Name = "services" }
}

resource "aws_backup_selection" "main" {
  name         = "services"
  plan_id      = aws_backup_plan.main.id
  iam_role_arn = aws_iam_role.service["backup"].arn
  resources    = [aws_rds_cluster.mysql.arn, aws_s3_bucket.files.arn]
  selection_tag {
    type  = "STRINGEQUALS"
    key   = "Backup"
    value = "daily"
  }
}

resource "aws_backup_selection" "conditions" {
  name          = "conditions"
  plan_id       = aws_backup_plan.main.id
  iam_role_arn  = aws_iam_role.service["backup"].arn
  resources     = ["*"]
  not_resources = ["arn:${local.partition}:ec2:*:*:volume/*"]
  condition {
    string_equals {
      key   = "aws:ResourceTag/Environment"
      value = "local"
    }
  }
}
