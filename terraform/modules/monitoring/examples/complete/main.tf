# Alarms, events, saved queries and a budget of a production application, and who is notified.
# Creates 16 resources.

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
  description = "Logs and notifications"

  service_principals = ["backup.amazonaws.com", "budgets.amazonaws.com", "cloudwatch.amazonaws.com"]
}

resource "aws_cloudwatch_log_group" "app" {
  name              = "/surveys/app"
  kms_key_id        = module.key.arn
  retention_in_days = 365
}

module "monitoring" {
  source = "../.."
  # Not with these: existing_topic

  name            = "surveys"
  kms_key_arn     = module.key.arn
  subscriptions   = { on-call = { protocol = "email", endpoint = "on-call@example.edu" } }
  notify_recovery = true

  # Metrics made from log lines. Their namespace is the name.
  log_metric_filters = {
    errors = { log_group_name = aws_cloudwatch_log_group.app.name, pattern = "{ $.level = \"error\" }" }
  }

  alarms = {
    errors = {
      description        = "The application writes errors to its log."
      runbook            = "Read the saved query errors, then https://wiki.example.edu/surveys/errors."
      metrics            = { errors = { namespace = "surveys", metric_name = "errors", statistic = "Sum" } }
      threshold          = 10
      evaluation_periods = 1
    }
    failed-requests = {
      group       = "load balancer"
      description = "More than five percent of the requests fail."
      metrics = {
        failed = {
          namespace   = "AWS/ApplicationELB"
          metric_name = "HTTPCode_Target_5XX_Count"
          dimensions  = { LoadBalancer = "app/surveys/0123456789abcdef" }
          statistic   = "Sum"
        }
        all = {
          namespace   = "AWS/ApplicationELB"
          metric_name = "RequestCount"
          dimensions  = { LoadBalancer = "app/surveys/0123456789abcdef" }
          statistic   = "Sum"
        }
      }
      expression = { text = "100 * failed / all" }
      comparison = "GreaterThanThreshold"
      threshold  = 5
    }
  }

  # What has no metric.
  events = {
    failed-tasks = {
      description = "A task of the application has stopped because its container failed."
      pattern = jsonencode({
        source      = ["aws.ecs"]
        detail-type = ["ECS Task State Change"]
        detail      = { lastStatus = ["STOPPED"], stopCode = ["EssentialContainerExited"] }
      })
    }
  }

  log_queries = {
    errors = {
      log_group_names = [aws_cloudwatch_log_group.app.name]
      query           = "fields @timestamp, message | filter level = 'error' | sort @timestamp desc | limit 50"
    }
  }

  budget = {
    monthly_usd         = 1500
    percentages         = [80, 100]
    cost_allocation_tag = { key = "Application", value = "surveys" }
  }
}

output "topic_arn" {
  description = "For further alarms to notify."
  value       = module.monitoring.topic_arn
}

output "dashboard_name" {
  description = "The dashboard in CloudWatch."
  value       = module.monitoring.dashboard_name
}
