resource "aws_guardduty_malware_protection_plan" "files" {
  role = aws_iam_role.service["lambda"].arn
  protected_resource {
    s3_bucket {
      bucket_name     = aws_s3_bucket.files.id
      object_prefixes = ["binary/", "uploads/"]
    }
  }
  actions {
    tagging { status = "ENABLED" }
  }
}

resource "aws_service_discovery_private_dns_namespace" "main" {
  name = "services.internal"
  vpc  = aws_vpc.main.id
}

resource "aws_service_discovery_service" "main" {
  name = "clamd"
  dns_config {
    namespace_id   = aws_service_discovery_private_dns_namespace.main.id
    routing_policy = "MULTIVALUE"
    dns_records {
      type = "A"
      ttl  = 10
    }
  }
  health_check_custom_config { failure_threshold = 1 }
  force_destroy = true
}
