ephemeral "aws_secretsmanager_random_password" "application" {
  password_length     = 40
  exclude_punctuation = true
}

resource "aws_secretsmanager_secret" "main" {
  name                    = "services/application"
  description             = "Of the application."
  kms_key_id              = aws_kms_key.main.arn
  recovery_window_in_days = 0
}

resource "aws_secretsmanager_secret_version" "main" {
  secret_id                = aws_secretsmanager_secret.main.id
  secret_string_wo         = jsonencode({ username = "application", password = ephemeral.aws_secretsmanager_random_password.application.random_password })
  secret_string_wo_version = 1
}

resource "aws_secretsmanager_secret_policy" "main" {
  secret_arn = aws_secretsmanager_secret.main.arn
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Deny"
      Principal = "*"
      Action    = "secretsmanager:GetSecretValue"
      Resource  = "*"
      Condition = { StringNotEquals = { "aws:PrincipalAccount" = local.account } }
    }]
  })
}

resource "aws_secretsmanager_secret_rotation" "main" {
  secret_id           = aws_secretsmanager_secret_version.main.secret_id
  rotation_lambda_arn = aws_lambda_function.main.arn
  rotation_rules {
    schedule_expression = "rate(30 days)"
    duration            = "3h"
  }
  rotate_immediately = false
  depends_on         = [aws_lambda_permission.secrets]
}

resource "aws_ssm_parameter" "plain" {
  name        = "/services/plain"
  description = "Plain."
  type        = "String"
  value       = "value"
}

resource "aws_ssm_parameter" "secret" {
  name             = "/services/secret"
  type             = "SecureString"
  key_id           = aws_kms_key.main.arn
  tier             = "Standard"
  value_wo         = "hidden"
  value_wo_version = 1
}
