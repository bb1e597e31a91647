resource "aws_sesv2_configuration_set" "main" {
  configuration_set_name = "services"
  delivery_options {
    tls_policy = "REQUIRE"
  }
  reputation_options {
    reputation_metrics_enabled = true
  }
  sending_options {
    sending_enabled = true
  }
  suppression_options {
    suppressed_reasons = ["BOUNCE", "COMPLAINT"]
  }
}

resource "aws_sesv2_configuration_set_event_destination" "main" {
  configuration_set_name = aws_sesv2_configuration_set.main.configuration_set_name
  event_destination_name = "sns"
  event_destination {
    enabled              = true
    matching_event_types = ["BOUNCE", "COMPLAINT", "REJECT"]
    sns_destination {
      topic_arn = aws_sns_topic.main.arn
    }
  }
}

resource "aws_sesv2_configuration_set_event_destination" "metrics" {
  configuration_set_name = aws_sesv2_configuration_set.main.configuration_set_name
  event_destination_name = "metrics"
  event_destination {
    enabled              = true
    matching_event_types = ["SEND", "DELIVERY"]
    cloud_watch_destination {
      dimension_configuration {
        default_dimension_value = "none"
        dimension_name          = "ses:configuration-set"
        dimension_value_source  = "MESSAGE_TAG"
      }
    }
  }
}

resource "aws_sesv2_email_identity" "main" {
  email_identity         = "example.org"
  configuration_set_name = aws_sesv2_configuration_set.main.configuration_set_name
  dkim_signing_attributes {
    next_signing_key_length = "RSA_2048_BIT"
  }
}

resource "aws_sesv2_email_identity_mail_from_attributes" "main" {
  email_identity         = aws_sesv2_email_identity.main.email_identity
  mail_from_domain       = "mail.example.org"
  behavior_on_mx_failure = "REJECT_MESSAGE"
}

resource "aws_sesv2_email_identity_feedback_attributes" "main" {
  email_identity           = aws_sesv2_email_identity.main.email_identity
  email_forwarding_enabled = false
}

resource "aws_sesv2_email_identity_policy" "main" {
  email_identity = aws_sesv2_email_identity.main.email_identity
  policy_name    = "only-us"
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Principal = { AWS = local.account }, Action = "ses:SendEmail", Resource = aws_sesv2_email_identity.main.arn }]
  })
}

resource "aws_sesv2_account_suppression_attributes" "main" {
  suppressed_reasons = ["BOUNCE", "COMPLAINT"]
}
