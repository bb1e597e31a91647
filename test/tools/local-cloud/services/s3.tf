resource "aws_s3_bucket" "logs" {
  bucket        = "services-logs-${local.account}"
  force_destroy = true
}

resource "aws_s3_bucket_ownership_controls" "logs" {
  bucket = aws_s3_bucket.logs.id
  rule {
    object_ownership = "BucketOwnerEnforced"
  }
}

resource "aws_s3_bucket" "files" {
  bucket        = "services-files-${local.account}"
  force_destroy = true
}

resource "aws_s3_bucket_versioning" "files" {
  bucket = aws_s3_bucket.files.id
  versioning_configuration {
    status = "Enabled"
  }
}

resource "aws_s3_bucket_server_side_encryption_configuration" "files" {
  bucket = aws_s3_bucket.files.id
  rule {
    bucket_key_enabled = true
    apply_server_side_encryption_by_default {
      sse_algorithm     = "aws:kms"
      kms_master_key_id = aws_kms_key.main.arn
    }
  }
}

resource "aws_s3_bucket_public_access_block" "files" {
  bucket                  = aws_s3_bucket.files.id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

resource "aws_s3_bucket_logging" "files" {
  depends_on    = [aws_s3_bucket_policy.logs]
  bucket        = aws_s3_bucket.files.id
  target_bucket = aws_s3_bucket.logs.id
  target_prefix = "s3/files/"
  target_object_key_format {
    partitioned_prefix {
      partition_date_source = "EventTime"
    }
  }
}

resource "aws_s3_bucket_policy" "files" {
  bucket = aws_s3_bucket.files.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid       = "TlsOnly"
        Effect    = "Deny"
        Principal = "*"
        Action    = "s3:*"
        Resource  = [aws_s3_bucket.files.arn, "${aws_s3_bucket.files.arn}/*"]
        Condition = { Bool = { "aws:SecureTransport" = "false" } }
      },
      {
        Sid       = "EncryptedWithOurKey"
        Effect    = "Deny"
        Principal = "*"
        Action    = "s3:PutObject"
        Resource  = "${aws_s3_bucket.files.arn}/*"
        Condition = { StringNotEqualsIfExists = { "s3:x-amz-server-side-encryption-aws-kms-key-id" = aws_kms_key.main.arn } }
      },
    ]
  })
}

resource "aws_s3_bucket_lifecycle_configuration" "files" {
  depends_on = [aws_s3_bucket_versioning.files]
  bucket     = aws_s3_bucket.files.id

  rule {
    id     = "no-filter"
    status = "Enabled"
    filter {}
    abort_incomplete_multipart_upload {
      days_after_initiation = 7
    }
    noncurrent_version_expiration {
      noncurrent_days           = 90
      newer_noncurrent_versions = 3
    }
  }
  rule {
    id     = "by-prefix"
    status = "Enabled"
    filter {
      prefix = "temporary/"
    }
    expiration {
      days = 30
    }
  }
  rule {
    id     = "by-tag"
    status = "Enabled"
    filter {
      tag {
        key   = "class"
        value = "archive"
      }
    }
    transition {
      days          = 90
      storage_class = "GLACIER_IR"
    }
    noncurrent_version_transition {
      noncurrent_days = 30
      storage_class   = "STANDARD_IA"
    }
  }
  rule {
    id     = "by-size"
    status = "Disabled"
    filter {
      object_size_greater_than = 131072
    }
    transition {
      days          = 0
      storage_class = "INTELLIGENT_TIERING"
    }
  }
  rule {
    id     = "by-all-of-them"
    status = "Enabled"
    filter {
      and {
        prefix                   = "exports/"
        object_size_greater_than = 1000
        object_size_less_than    = 100000000
        tags = {
          class = "export"
          owner = "research"
        }
      }
    }
    expiration {
      days = 400
    }
  }
  rule {
    id     = "delete-markers"
    status = "Enabled"
    filter {}
    expiration {
      expired_object_delete_marker = true
    }
  }
}

resource "aws_s3_bucket_lifecycle_configuration" "logs" {
  bucket                                 = aws_s3_bucket.logs.id
  transition_default_minimum_object_size = "varies_by_storage_class"
  rule {
    id     = "expire"
    status = "Enabled"
    filter {}
    expiration {
      days = 400
    }
  }
}

resource "aws_s3_bucket_notification" "files" {
  bucket      = aws_s3_bucket.files.id
  eventbridge = true
  queue {
    queue_arn     = aws_sqs_queue.main.arn
    events        = ["s3:ObjectCreated:*"]
    filter_prefix = "incoming/"
    filter_suffix = ".csv"
  }
  depends_on = [aws_sqs_queue_policy.main]
}

resource "aws_s3_bucket_cors_configuration" "files" {
  bucket = aws_s3_bucket.files.id
  cors_rule {
    allowed_methods = ["GET"]
    allowed_origins = ["https://app.example.org"]
    allowed_headers = ["*"]
    max_age_seconds = 3600
  }
}

resource "aws_s3_bucket_object_lock_configuration" "locked" {
  bucket = aws_s3_bucket.locked.id
  rule {
    default_retention {
      mode = "GOVERNANCE"
      days = 1
    }
  }
}

resource "aws_s3_bucket" "locked" {
  bucket              = "services-locked-${local.account}"
  object_lock_enabled = true
  force_destroy       = true
}

# Uploaded after the policy that denies without TLS: it must not stand in the way.
resource "aws_s3_object" "bundle" {
  depends_on             = [aws_s3_bucket_policy.files, aws_s3_bucket_server_side_encryption_configuration.files]
  bucket                 = aws_s3_bucket_versioning.files.bucket
  key                    = "bundles/app.zip"
  content_base64         = "UEsFBgAAAAAAAAAAAAAAAAAAAAAAAA=="
  server_side_encryption = "aws:kms"
  kms_key_id             = aws_kms_key.main.arn
}
