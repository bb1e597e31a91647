resource "aws_wafv2_ip_set" "allowed" {
  for_each           = toset(["REGIONAL", "CLOUDFRONT"])
  name               = "services-allowed"
  scope              = each.key
  ip_address_version = "IPV4"
  addresses          = ["192.0.2.0/24", "198.51.100.7/32"]
}

resource "aws_wafv2_regex_pattern_set" "paths" {
  for_each = toset(["REGIONAL", "CLOUDFRONT"])
  name     = "services-paths"
  scope    = each.key
  regular_expression {
    regex_string = "^/install\\.php"
  }
  regular_expression {
    regex_string = "^/upgrade\\.php"
  }
}

resource "aws_wafv2_web_acl" "main" {
  for_each    = toset(["REGIONAL", "CLOUDFRONT"])
  name        = "services"
  description = "As in front of the application."
  scope       = each.key

  default_action {
    allow {}
  }

  dynamic "association_config" {
    for_each = each.key == "CLOUDFRONT" ? [1] : []
    content {
      request_body {
        cloudfront {
          default_size_inspection_limit = "KB_64"
        }
      }
    }
  }

  custom_response_body {
    key          = "blocked"
    content      = "Blocked."
    content_type = "TEXT_PLAIN"
  }

  rule {
    name     = "allowed"
    priority = 0
    action {
      allow {}
    }
    statement {
      ip_set_reference_statement {
        arn = aws_wafv2_ip_set.allowed[each.key].arn
      }
    }
    visibility_config {
      cloudwatch_metrics_enabled = true
      metric_name                = "allowed"
      sampled_requests_enabled   = true
    }
  }

  rule {
    name     = "guarded-paths"
    priority = 5
    action {
      block {
        custom_response {
          response_code            = 403
          custom_response_body_key = "blocked"
        }
      }
    }
    statement {
      and_statement {
        statement {
          regex_pattern_set_reference_statement {
            arn = aws_wafv2_regex_pattern_set.paths[each.key].arn
            field_to_match {
              uri_path {}
            }
            text_transformation {
              priority = 0
              type     = "LOWERCASE"
            }
          }
        }
        statement {
          not_statement {
            statement {
              geo_match_statement {
                country_codes = ["US", "CA"]
              }
            }
          }
        }
      }
    }
    visibility_config {
      cloudwatch_metrics_enabled = true
      metric_name                = "guarded-paths"
      sampled_requests_enabled   = true
    }
  }

  rule {
    name     = "common"
    priority = 10
    override_action {
      none {}
    }
    statement {
      managed_rule_group_statement {
        vendor_name = "AWS"
        name        = "AWSManagedRulesCommonRuleSet"
        rule_action_override {
          name = "SizeRestrictions_BODY"
          action_to_use {
            count {}
          }
        }
        rule_action_override {
          name = "NoUserAgent_HEADER"
          action_to_use {
            count {}
          }
        }
        scope_down_statement {
          byte_match_statement {
            search_string         = "/api/"
            positional_constraint = "STARTS_WITH"
            field_to_match {
              uri_path {}
            }
            text_transformation {
              priority = 0
              type     = "NONE"
            }
          }
        }
      }
    }
    visibility_config {
      cloudwatch_metrics_enabled = true
      metric_name                = "common"
      sampled_requests_enabled   = true
    }
  }

  rule {
    name     = "bad-inputs"
    priority = 11
    override_action {
      count {}
    }
    statement {
      managed_rule_group_statement {
        vendor_name = "AWS"
        name        = "AWSManagedRulesKnownBadInputsRuleSet"
        version     = "Version_1.22"
      }
    }
    visibility_config {
      cloudwatch_metrics_enabled = true
      metric_name                = "bad-inputs"
      sampled_requests_enabled   = true
    }
  }

  rule {
    name     = "rate"
    priority = 20
    action {
      block {}
    }
    statement {
      rate_based_statement {
        limit                 = 2000
        aggregate_key_type    = "IP"
        evaluation_window_sec = 300
      }
    }
    visibility_config {
      cloudwatch_metrics_enabled = true
      metric_name                = "rate"
      sampled_requests_enabled   = true
    }
  }

  visibility_config {
    cloudwatch_metrics_enabled = true
    metric_name                = "services"
    sampled_requests_enabled   = true
  }
}

resource "aws_wafv2_web_acl_association" "main" {
  resource_arn = aws_lb.main.arn
  web_acl_arn  = aws_wafv2_web_acl.main["REGIONAL"].arn
}

resource "aws_wafv2_web_acl_logging_configuration" "main" {
  for_each                = aws_wafv2_web_acl.main
  resource_arn            = each.value.arn
  log_destination_configs = [aws_cloudwatch_log_group.waf.arn]
  redacted_fields {
    single_header {
      name = "authorization"
    }
  }
  redacted_fields {
    query_string {}
  }
  logging_filter {
    default_behavior = "DROP"
    filter {
      behavior    = "KEEP"
      requirement = "MEETS_ANY"
      condition {
        action_condition {
          action = "BLOCK"
        }
      }
      condition {
        action_condition {
          action = "COUNT"
        }
      }
    }
  }
}
