resource "aws_cloudwatch_log_group" "function" {
  name              = "/aws/lambda/services"
  retention_in_days = 90
  kms_key_id        = aws_kms_key.main.arn
}

resource "aws_lambda_function" "main" {
  function_name                  = "services"
  description                    = "Builds bundles."
  role                           = aws_iam_role.service["lambda"].arn
  runtime                        = "nodejs22.x"
  handler                        = "index.handler"
  architectures                  = ["arm64"]
  filename                       = "${path.module}/function.zip"
  source_code_hash               = filebase64sha256("${path.module}/function.zip")
  timeout                        = 300
  memory_size                    = 1024
  reserved_concurrent_executions = 2
  kms_key_arn                    = aws_kms_key.main.arn
  ephemeral_storage {
    size = 2048
  }
  environment {
    variables = { BUCKET = aws_s3_bucket.files.id }
  }
  vpc_config {
    subnet_ids         = [for subnet in aws_subnet.data : subnet.id]
    security_group_ids = [aws_security_group.application.id]
  }
  logging_config {
    log_format            = "JSON"
    application_log_level = "INFO"
    system_log_level      = "WARN"
    log_group             = aws_cloudwatch_log_group.function.name
  }
  tracing_config {
    mode = "PassThrough"
  }
  dead_letter_config {
    target_arn = aws_sqs_queue.dead.arn
  }
}

resource "aws_lambda_permission" "secrets" {
  statement_id   = "secrets"
  action         = "lambda:InvokeFunction"
  function_name  = aws_lambda_function.main.function_name
  principal      = "secretsmanager.amazonaws.com"
  source_account = local.account
}

resource "aws_lambda_permission" "logs" {
  statement_id  = "logs"
  action        = "lambda:InvokeFunction"
  function_name = aws_lambda_function.main.function_name
  principal     = "logs.amazonaws.com"
  source_arn    = "${aws_cloudwatch_log_group.flow.arn}:*"
}

resource "aws_lambda_invocation" "main" {
  function_name = aws_lambda_function.main.function_name
  input         = jsonencode({ version = "1" })
}
