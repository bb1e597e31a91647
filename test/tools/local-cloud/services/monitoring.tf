resource "aws_cloudwatch_log_group" "flow" {
  name              = "/services/flow"
  retention_in_days = 400
  kms_key_id        = aws_kms_key.main.arn
}

resource "aws_cloudwatch_log_group" "waf" {
  name              = "aws-waf-logs-services"
  retention_in_days = 400
  kms_key_id        = aws_kms_key.main.arn
}

resource "aws_cloudwatch_log_metric_filter" "errors" {
  name           = "errors"
  log_group_name = aws_cloudwatch_log_group.flow.name
  pattern        = "{ $.level = \"error\" }"
  metric_transformation {
    name          = "Errors"
    namespace     = "Services"
    value         = "1"
    default_value = "0"
    unit          = "Count"
  }
}

resource "aws_cloudwatch_log_subscription_filter" "main" {
  name            = "to-function"
  log_group_name  = aws_cloudwatch_log_group.flow.name
  filter_pattern  = "ERROR"
  destination_arn = aws_lambda_function.main.arn
  depends_on      = [aws_lambda_permission.logs]
}

resource "aws_cloudwatch_log_resource_policy" "main" {
  policy_name = "services"
  policy_document = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = "events.amazonaws.com" }
      Action    = ["logs:CreateLogStream", "logs:PutLogEvents"]
      Resource  = "${aws_cloudwatch_log_group.flow.arn}:*"
    }]
  })
}

resource "aws_cloudwatch_query_definition" "errors" {
  name            = "services/errors"
  log_group_names = [aws_cloudwatch_log_group.flow.name]
  query_string    = "fields @timestamp, @message | filter @message like /ERROR/ | limit 50"
}

resource "aws_cloudwatch_metric_alarm" "cpu" {
  alarm_name          = "services-cpu"
  alarm_description   = "Database busy."
  namespace           = "AWS/RDS"
  metric_name         = "CPUUtilization"
  statistic           = "Average"
  comparison_operator = "GreaterThanThreshold"
  threshold           = 80
  period              = 300
  evaluation_periods  = 3
  datapoints_to_alarm = 2
  treat_missing_data  = "breaching"
  dimensions          = { DBClusterIdentifier = aws_rds_cluster.mysql.cluster_identifier }
  alarm_actions       = [aws_sns_topic.main.arn]
  ok_actions          = [aws_sns_topic.main.arn]
}

resource "aws_cloudwatch_metric_alarm" "error_rate" {
  alarm_name          = "services-error-rate"
  comparison_operator = "GreaterThanThreshold"
  threshold           = 5
  evaluation_periods  = 2
  treat_missing_data  = "notBreaching"
  metric_query {
    id          = "rate"
    expression  = "100 * errors / MAX([requests, 1])"
    label       = "Error rate"
    return_data = true
  }
  metric_query {
    id = "errors"
    metric {
      namespace   = "AWS/ApplicationELB"
      metric_name = "HTTPCode_Target_5XX_Count"
      period      = 60
      stat        = "Sum"
      dimensions  = { LoadBalancer = aws_lb.main.arn_suffix }
    }
  }
  metric_query {
    id = "requests"
    metric {
      namespace   = "AWS/ApplicationELB"
      metric_name = "RequestCount"
      period      = 60
      stat        = "Sum"
      dimensions  = { LoadBalancer = aws_lb.main.arn_suffix }
    }
  }
}

resource "aws_cloudwatch_metric_alarm" "latency" {
  alarm_name          = "services-latency"
  namespace           = "AWS/ApplicationELB"
  metric_name         = "TargetResponseTime"
  extended_statistic  = "p95"
  comparison_operator = "GreaterThanOrEqualToThreshold"
  threshold           = 2.5
  period              = 60
  evaluation_periods  = 5
  dimensions          = { LoadBalancer = aws_lb.main.arn_suffix }
}

resource "aws_cloudwatch_composite_alarm" "main" {
  alarm_name        = "services-any"
  alarm_description = "Something is wrong."
  alarm_rule        = "ALARM(\"${aws_cloudwatch_metric_alarm.cpu.alarm_name}\") OR ALARM(\"${aws_cloudwatch_metric_alarm.latency.alarm_name}\")"
  alarm_actions     = [aws_sns_topic.main.arn]
}

resource "aws_cloudwatch_dashboard" "main" {
  dashboard_name = "services"
  dashboard_body = jsonencode({
    widgets = [{
      type       = "metric"
      x          = 0
      y          = 0
      width      = 12
      height     = 6
      properties = { region = "us-east-1", title = "CPU", metrics = [["AWS/RDS", "CPUUtilization"]] }
    }]
  })
}
