# A production Medplum: workers of their own, job queues that forget nothing, clients with certificates, bots, malware
# scans, copies in a second region, and the audit trail of an account of its own.
# Creates 519 resources.

terraform {
  required_version = ">= 1.11"
  required_providers {
    aws = { source = "hashicorp/aws", version = ">= 5.100, < 7.0" }
  }
}

provider "aws" {
  region = "us-east-1"
}

# CloudFront takes certificates and web ACLs from us-east-1 only.
provider "aws" {
  alias  = "us_east_1"
  region = "us-east-1"
}

# Copies are in another region.
provider "aws" {
  alias  = "west"
  region = "us-west-2"
}

# Medplum's names and its mail's domain belong to this zone. Delegate it in its parent domain before the first apply:
# certificates are issued only then.
resource "aws_route53_zone" "this" {
  name = "example.edu"
}

# What has to survive the loss of the region: copies of backups and files, and the keys to read them.
module "copies_key" {
  source    = "../../../encryption-key"
  providers = { aws = aws.west }

  name        = "medplum-copies"
  description = "Copies of Medplum's backups, files and secrets"
}

resource "aws_backup_vault" "copies" {
  provider = aws.west

  name        = "medplum-copies"
  kms_key_arn = module.copies_key.arn
}

module "copies" {
  source    = "../../../file-storage"
  providers = { aws = aws.west }

  name        = "medplum-copies"
  kms_key_arn = module.copies_key.arn
}

variable "secret_values" {
  description = "Secrets by key, best in the environment: TF_VAR_secret_values='{\"recaptchaSecretKey\":\"…\"}'."
  type        = map(string)
  default     = { recaptchaSecretKey = "replace-me" }
  sensitive   = true
  ephemeral   = true
}

data "aws_iam_policy_document" "terminology" {
  statement {
    actions   = ["s3:GetObject"]
    resources = ["arn:aws:s3:::example-university-terminology/*"]
  }
}

module "medplum" {
  source = "../.."
  # Not with these: existing_network, existing_kms_key, existing_database, force_destroy
  providers = { aws = aws, aws.us_east_1 = aws.us_east_1 }

  name = "medplum"

  # Network.
  network = {
    cidr               = "10.24.0.0/16"
    availability_zones = ["us-east-1a", "us-east-1b", "us-east-1c"]
    nat_gateways       = "one_per_az"
  }

  # Addresses. ACM issues their certificates, and renews them through the zone.
  zone = { id = aws_route53_zone.this.zone_id }
  api = {
    domain_name          = "fhir.example.edu"
    idle_timeout_seconds = 300
    # For interface engines that present certificates.
    mutual_tls = { domain_name = "fhir-mtls.example.edu", allowed_cidrs = { laboratory = "192.0.2.0/24" } }
  }
  app = {
    domain_name        = "medplum.example.edu"
    additional_sources = { connect-src = ["https://terminology.example.edu"] }
  }
  allowed_origins = ["https://portal.example.edu"]
  firewall = {
    api = {
      administrator_cidrs       = ["192.0.2.0/24"]
      requests_per_five_minutes = 20000
      # An interface engine sends each message as a request.
      known_addresses = { cidrs = ["198.51.100.17/32"], requests = 100000 }
    }
    mutual_tls = {}
    app        = { deny_countries = ["KP"] }
    storage    = {}
  }

  # Server and workers. What users wait for is the server's, the rest the workers'.
  cluster = { container_insights = "enhanced", fargate_spot = false }
  server = {
    image   = "medplum/medplum-server:5.1.12"
    cpu     = 2048
    memory  = 4096
    scaling = { min = 3, max = 9, cpu = { target_percent = 60 } }
    workers = ["subscription"]
  }
  workers = {
    jobs = { cpu = 1024, memory = 2048, scaling = { min = 2, max = 6, cpu = {} } }
  }
  document_analysis = true
  bots = {
    policies = { terminology = data.aws_iam_policy_document.terminology.json }
  }

  # Database: a writer and a standby, behind a proxy for the many tasks.
  database = {
    instance_class     = "db.r8g.large"
    readers            = { standby = { promotion_tier = 0 } }
    backup_window      = "03:00-04:00"
    maintenance_window = "sun:05:00-sun:06:00"
  }
  database_proxy       = { idle_client_timeout_seconds = 1800 }
  connections_per_task = 40

  # Caches. Job queues have a group of their own, which never evicts a job.
  caches = {
    main            = { node_type = "cache.m7g.large" }
    background-jobs = { node_type = "cache.t4g.medium", eviction_policy = "noeviction" }
  }

  # The server's settings.
  parameter_path = "/medplum/prod/"
  settings = {
    registerEnabled   = "false"
    recaptchaSiteKey  = "replace-me"
    logAuditEvents    = "true"
    redactAuditEvents = "true"
  }
  secret_settings = { recaptchaSecretKey = { generation = 1 } }
  secret_values   = var.secret_values
  administrator   = { email = "medplum-admins@example.edu" }

  # Files that users upload. Nobody can read one until it is known to be clean.
  storage = {
    domain_name             = "medplum-files.example.edu"
    noncurrent_version_days = 365
    replication             = { bucket_arn = module.copies.replica_bucket_arn, kms_key_arn = module.copies_key.arn }
  }
  malware_scan = { guardduty = {}, untagged = "refused" }
  # Terraform's state holds the private key of this pair. With a pair of your own (own) and the secret setting
  # signingKey it does not.
  signing_key = { keys = { a = {} }, active_key = "a" }

  # Mail.
  mail = {
    support_email          = "support@medplum.example.edu"
    approved_sender_emails = ["appointments@medplum.example.edu"]
    domain                 = "medplum.example.edu"
    zone                   = { id = aws_route53_zone.this.zone_id }
    dmarc_policy           = "quarantine"
    dmarc_report_address   = "dmarc@medplum.example.edu"
    subscriptions          = { postmaster = { protocol = "email", endpoint = "postmaster@example.edu" } }
  }

  # Operations.
  monitoring = {
    subscriptions = { on-call = { protocol = "email", endpoint = "clinical-on-call@example.edu" } }
    budget        = { monthly_usd = 4000 }
  }
  backup = {
    copy_vault_arns = [aws_backup_vault.copies.arn]
    lock            = { mode = "governance", min_retention_days = 7, max_retention_days = 400 }
    # A setting of the whole account: without it, AWS Backup ignores buckets and Aurora clusters.
    opt_in = true
  }
  log_retention_days  = 365
  deletion_protection = true

  # The account's: only one application of an account has these settings.
  audit_trail = {
    guard_duty          = {}
    public_access_block = {}
    ebs_encryption      = {}
    password_policy     = {}
  }
}

output "app_url" {
  description = "The web app."
  value       = module.medplum.app_url
}

output "first_login" {
  description = "The first administrator, and where the password is."
  value       = module.medplum.first_login
}

output "app_bucket_name" {
  description = "Where the web app's files go."
  value       = module.medplum.app_bucket_name
}
