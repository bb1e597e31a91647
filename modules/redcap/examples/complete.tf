# A production REDCap: behind CloudFront, with mail, malware scans, copies of files and backups in a second region,
# and the audit trail of an account of its own.
# Creates 360 resources.

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

# REDCap's name and its mail's domain belong to this zone. Delegate it in its parent domain before the first apply:
# certificates are issued only then.
resource "aws_route53_zone" "this" {
  name = "example.edu"
}

# What has to survive the loss of the region: copies of backups and files, and the keys to read them.
module "copies_key" {
  source    = "../../../encryption-key"
  providers = { aws = aws.west }

  name        = "redcap-copies"
  description = "Copies of REDCap's backups, files and secrets"
}

resource "aws_backup_vault" "copies" {
  provider = aws.west

  name        = "redcap-copies"
  kms_key_arn = module.copies_key.arn
}

module "copies" {
  source    = "../../../file-storage"
  providers = { aws = aws.west }

  name        = "redcap-copies"
  kms_key_arn = module.copies_key.arn
}

module "redcap" {
  source = "../.."
  # Not with these: existing_network, existing_kms_key, plain_http, allowed_cidrs, force_destroy
  providers = { aws = aws, aws.us_east_1 = aws.us_east_1 }

  name = "redcap"

  # Network.
  network = {
    cidr               = "10.20.0.0/16"
    availability_zones = ["us-east-1a", "us-east-1b", "us-east-1c"]
    nat_gateways       = "one_per_az"
  }

  # Address. CloudFront alone reaches the load balancers, so that the firewall says who may connect.
  domain = { name = "redcap.example.edu", zone = { id = aws_route53_zone.this.zone_id } }
  edge = {
    price_class       = "PriceClass_100"
    allowed_countries = ["CA", "US"]
  }
  load_balancer = { idle_timeout_seconds = 600 }
  firewall = {
    administrator_cidrs = ["192.0.2.0/24"]
    # A hospital's thousands of users come from one address.
    known_addresses = { cidrs = ["198.51.100.0/24"], requests = 50000 }
    deny_countries  = ["KP"]
  }

  # REDCap itself.
  redcap_source = {
    kind           = "community"
    redcap_version = "16.0.18"
    # A secret of yours: {"username": …, "password": …} of the REDCap Community.
    credentials_secret_arn = "arn:aws:secretsmanager:us-east-1:111122223333:secret:redcap-community-AbCdEf"
  }
  application_upgrades = "terraform"
  application = {
    administrator_email = "redcap-admins@example.edu"
    institution         = "Example University Hospital"
    authentication      = "table"
    timezone            = "America/New_York"
    upload_limit_mb     = 256
    # Without the salt, database and files cannot be read in the second region.
    salt_replica_kms_key_arns = { us-west-2 = module.copies_key.arn }
  }
  setup_hours = 4

  # Instances. A second colour, green, is how PHP and the platform are upgraded.
  environments = {
    blue = { min_instances = 2, max_instances = 6, php_version = "8.4", cname_prefix = "example-university-redcap" }
  }
  active_environment = "blue"
  web = {
    instance_types  = ["m7i.large", "m6i.large"]
    autoscaling     = { upper_cpu_percent = 70, lower_cpu_percent = 20 }
    managed_updates = { start_time = "Sun:03:00", level = "minor" }
  }

  # Database: a writer, and a standby in another zone that takes over.
  database = {
    instance_class        = "db.r8g.large"
    readers               = { standby = { promotion_tier = 0 } }
    backup_window         = "03:00-04:00"
    maintenance_window    = "sun:05:00-sun:06:00"
    backup_retention_days = 35
  }

  # Files that users upload. Nobody can read one until it is known to be clean.
  files = {
    noncurrent_version_days = 365
    replication             = { bucket_arn = module.copies.replica_bucket_arn, kms_key_arn = module.copies_key.arn }
  }
  malware_scan = { guardduty = {}, untagged = "refused" }

  # Mail.
  mail = {
    domain               = "redcap.example.edu"
    zone                 = { id = aws_route53_zone.this.zone_id }
    from_address         = "redcap@redcap.example.edu"
    dmarc_policy         = "quarantine"
    dmarc_report_address = "dmarc@redcap.example.edu"
    subscriptions        = { postmaster = { protocol = "email", endpoint = "postmaster@example.edu" } }
  }

  # Operations.
  monitoring = {
    subscriptions = { on-call = { protocol = "email", endpoint = "redcap-on-call@example.edu" } }
    budget        = { monthly_usd = 2000 }
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

output "url" {
  description = "REDCap."
  value       = module.redcap.url
}

output "first_login" {
  description = "The first administrator, and where the password is."
  value       = module.redcap.first_login
}

output "source_bundle" {
  description = "What runs."
  value       = module.redcap.source_bundle
}
