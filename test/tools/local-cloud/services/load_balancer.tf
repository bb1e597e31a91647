resource "aws_s3_bucket_policy" "logs" {
  bucket = aws_s3_bucket.logs.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      for service, prefix in { "logdelivery.elasticloadbalancing" = "alb*/AWSLogs/${local.account}", "logging.s3" = "s3" } : {
        Effect                                                    = "Allow"
        Principal                                                 = { Service = "${service}.amazonaws.com" }
        Action                                                    = "s3:PutObject"
        Resource                                                  = "${aws_s3_bucket.logs.arn}/${prefix}/*"
        Condition                                                 = { StringEquals = { "aws:SourceAccount" = local.account } }
      }
    ]
  })
}

resource "aws_lb" "main" {
  name                       = "services"
  load_balancer_type         = "application"
  security_groups            = [aws_security_group.application.id]
  subnets                    = [for subnet in aws_subnet.public : subnet.id]
  drop_invalid_header_fields = true
  desync_mitigation_mode     = "strictest"
  idle_timeout               = 120
  enable_http2               = true
  preserve_host_header       = true
  xff_header_processing_mode = "append"
  client_keep_alive          = 3000
  access_logs {
    bucket  = aws_s3_bucket.logs.id
    prefix  = "alb"
    enabled = true
  }
  connection_logs {
    bucket  = aws_s3_bucket.logs.id
    prefix  = "alb-connections"
    enabled = true
  }
  depends_on = [aws_s3_bucket_policy.logs, aws_internet_gateway.main]

  lifecycle {
    # Elastic Beanstalk's, of the environments that share it.
    ignore_changes = [tags["elasticbeanstalk:shared-elb-environment-count"], tags_all["elasticbeanstalk:shared-elb-environment-count"]]
  }
}

resource "aws_lb_target_group" "main" {
  name                          = "services"
  port                          = 443
  protocol                      = "HTTPS"
  protocol_version              = "HTTP1"
  vpc_id                        = aws_vpc.main.id
  deregistration_delay          = 60
  slow_start                    = 30
  load_balancing_algorithm_type = "least_outstanding_requests"
  stickiness {
    type            = "lb_cookie"
    cookie_duration = 3600
    enabled         = true
  }
  health_check {
    path                = "/health"
    protocol            = "HTTPS"
    matcher             = "200-299"
    interval            = 15
    timeout             = 5
    healthy_threshold   = 2
    unhealthy_threshold = 3
  }
}

resource "aws_lb_listener" "https" {
  load_balancer_arn = aws_lb.main.arn
  port              = 443
  protocol          = "HTTPS"
  ssl_policy        = "ELBSecurityPolicy-TLS13-1-2-Res-2021-06"
  certificate_arn   = aws_acm_certificate_validation.main.certificate_arn

  routing_http_response_server_enabled                         = false
  routing_http_response_strict_transport_security_header_value = "max-age=63072000"
  routing_http_response_x_content_type_options_header_value    = "nosniff"
  default_action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.main.arn
  }
}

resource "aws_lb_listener" "redirect" {
  load_balancer_arn = aws_lb.main.arn
  port              = 80
  protocol          = "HTTP"
  default_action {
    type = "redirect"
    redirect {
      port        = "443"
      protocol    = "HTTPS"
      status_code = "HTTP_301"
    }
  }
}

resource "aws_lb_listener_rule" "fixed" {
  listener_arn = aws_lb_listener.https.arn
  priority     = 10
  action {
    type = "fixed-response"
    fixed_response {
      content_type = "text/plain"
      message_body = "Not here."
      status_code  = "404"
    }
  }
  condition {
    path_pattern {
      values = ["/internal/*"]
    }
  }
  condition {
    host_header {
      values = ["app.example.org"]
    }
  }
}

resource "aws_s3_object" "authorities" {
  bucket  = aws_s3_bucket.files.id
  key     = "authorities.pem"
  content = "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n"
}

resource "aws_lb_trust_store" "main" {
  name                             = "services"
  ca_certificates_bundle_s3_bucket = aws_s3_object.authorities.bucket
  ca_certificates_bundle_s3_key    = aws_s3_object.authorities.key
  tags                             = { Name = "services" }
}

resource "aws_lb_listener" "mutual" {
  for_each          = { verify = 8443, passthrough = 9443, off = 10443 }
  load_balancer_arn = aws_lb.main.arn
  port              = each.value
  protocol          = "HTTPS"
  certificate_arn   = aws_acm_certificate_validation.main.certificate_arn
  mutual_authentication {
    mode                           = each.key
    trust_store_arn                = each.key == "verify" ? aws_lb_trust_store.main.arn : null
    advertise_trust_store_ca_names = each.key == "verify" ? "on" : null
  }
  default_action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.main.arn
  }
}

resource "aws_lb_listener_rule" "header" {
  listener_arn = aws_lb_listener.https.arn
  priority     = 1
  action {
    type = "fixed-response"
    fixed_response {
      content_type = "text/plain"
      message_body = "Forbidden"
      status_code  = "403"
    }
  }
  condition {
    http_header {
      http_header_name = "x-amzn-mtls-clientcert-serial-number"
      values           = ["*"]
    }
  }
}
