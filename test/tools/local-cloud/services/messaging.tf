resource "aws_sns_topic" "main" {
  name              = "services"
  kms_master_key_id = aws_kms_key.main.id
  signature_version = 2
}

resource "aws_sns_topic_policy" "main" {
  arn = aws_sns_topic.main.arn
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = ["cloudwatch.amazonaws.com", "events.amazonaws.com", "backup.amazonaws.com"] }
      Action    = "sns:Publish"
      Resource  = aws_sns_topic.main.arn
      Condition = { StringEquals = { "aws:SourceAccount" = local.account } }
    }]
  })
}

resource "aws_sns_topic_subscription" "email" {
  topic_arn = aws_sns_topic.main.arn
  protocol  = "email"
  endpoint  = "operations@example.org"
}

resource "aws_sns_topic_subscription" "queue" {
  topic_arn            = aws_sns_topic.main.arn
  protocol             = "sqs"
  endpoint             = aws_sqs_queue.main.arn
  raw_message_delivery = true
  filter_policy        = jsonencode({ kind = ["bounce"] })
  redrive_policy       = jsonencode({ deadLetterTargetArn = aws_sqs_queue.dead.arn })
}

resource "aws_sqs_queue" "dead" {
  name                      = "services-dead"
  message_retention_seconds = 1209600
  kms_master_key_id         = aws_kms_key.main.id
}

resource "aws_sqs_queue_policy" "dead" {
  queue_url = aws_sqs_queue.dead.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = "events.amazonaws.com" }
      Action    = "sqs:SendMessage"
      Resource  = aws_sqs_queue.dead.arn
    }]
  })
}

# An attribute that is set later leaves the policy alone.
resource "aws_sqs_queue_redrive_allow_policy" "dead" {
  depends_on = [aws_sqs_queue_policy.dead]
  queue_url  = aws_sqs_queue.dead.id
  redrive_allow_policy = jsonencode({
    redrivePermission = "byQueue"
    sourceQueueArns   = [aws_sqs_queue.main.arn]
  })
}

resource "aws_sqs_queue" "main" {
  name                              = "services"
  visibility_timeout_seconds        = 360
  receive_wait_time_seconds         = 20
  kms_master_key_id                 = aws_kms_key.main.id
  kms_data_key_reuse_period_seconds = 3600
  redrive_policy                    = jsonencode({ deadLetterTargetArn = aws_sqs_queue.dead.arn, maxReceiveCount = 5 })
}

resource "aws_sqs_queue_policy" "main" {
  queue_url = aws_sqs_queue.main.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = ["s3.amazonaws.com", "events.amazonaws.com"] }
      Action    = "sqs:SendMessage"
      Resource  = aws_sqs_queue.main.arn
    }]
  })
}

resource "aws_cloudwatch_event_rule" "schedule" {
  name                = "services-schedule"
  description         = "Nightly."
  schedule_expression = "cron(0 3 * * ? *)"
}

resource "aws_cloudwatch_event_target" "function" {
  rule      = aws_cloudwatch_event_rule.schedule.name
  target_id = "function"
  arn       = aws_lambda_function.main.arn
  input     = jsonencode({ task = "nightly" })
  retry_policy {
    maximum_event_age_in_seconds = 3600
    maximum_retry_attempts       = 3
  }
  dead_letter_config {
    arn = aws_sqs_queue.dead.arn
  }
}

resource "aws_cloudwatch_event_rule" "backup_failed" {
  name          = "services-backup-failed"
  event_pattern = jsonencode({ source = ["aws.backup"], "detail-type" = ["Backup Job State Change"], detail = { state = ["FAILED", "ABORTED"] } })
}

resource "aws_cloudwatch_event_target" "topic" {
  rule = aws_cloudwatch_event_rule.backup_failed.name
  arn  = aws_sns_topic.main.arn
  input_transformer {
    input_paths    = { job = "$.detail.backupJobId" }
    input_template = "\"Backup <job> failed.\""
  }
}

resource "aws_cloudwatch_event_connection" "main" {
  name               = "services"
  authorization_type = "API_KEY"
  auth_parameters {
    api_key {
      key   = "x-api-key"
      value = "not-a-secret"
    }
  }
}

resource "aws_cloudwatch_event_api_destination" "main" {
  name                             = "services"
  invocation_endpoint              = "https://app.example.org/hook"
  http_method                      = "POST"
  invocation_rate_limit_per_second = 10
  connection_arn                   = aws_cloudwatch_event_connection.main.arn
}
