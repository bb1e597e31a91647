# Medplum with a network, a database, a cache, backups and alarms of its own, under names of yours.
# The web app's files are uploaded to its bucket afterwards.
# Creates 288 resources.

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

# Medplum's names and its mail's domain belong to this zone. Delegate it in its parent domain before the first apply:
# certificates are issued only then.
resource "aws_route53_zone" "this" {
  name = "example.edu"
}

module "medplum" {
  source    = "../.."
  providers = { aws = aws, aws.us_east_1 = aws.us_east_1 }

  name    = "medplum"
  network = { availability_zones = ["us-east-1a", "us-east-1b"] }

  zone    = { id = aws_route53_zone.this.zone_id }
  api     = { domain_name = "fhir.example.edu" }
  app     = { domain_name = "medplum.example.edu" }
  storage = { domain_name = "medplum-files.example.edu" }

  server = {
    image  = "medplum/medplum-server:5.1.12"
    cpu    = 1024
    memory = 2048
  }
  database = {}

  # Otherwise anybody who reaches the app may register.
  settings = { registerEnabled = "false" }

  mail = { support_email = "support@medplum.example.edu", domain = "medplum.example.edu" }
}

output "app_url" {
  description = "The web app."
  value       = module.medplum.app_url
}

output "first_login" {
  description = "The first administrator, and where the password is."
  value       = module.medplum.first_login
}

output "mail_dns_records" {
  description = "Records to create before SES sends mail."
  value       = module.medplum.mail_dns_records
}
