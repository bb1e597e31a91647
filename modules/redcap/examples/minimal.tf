# REDCap with a network, a database, backups and alarms of its own, under a name of yours.
# It sends no mail: see the complete example.
# Creates 228 resources.

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

# REDCap's name and its mail's domain belong to this zone. Delegate it in its parent domain before the first apply:
# certificates are issued only then.
resource "aws_route53_zone" "this" {
  name = "example.edu"
}

module "redcap" {
  source    = "../.."
  providers = { aws = aws, aws.us_east_1 = aws.us_east_1 }

  name    = "redcap"
  network = { availability_zones = ["us-east-1a", "us-east-1b"] }
  domain  = { name = "redcap.example.edu", zone = { id = aws_route53_zone.this.zone_id } }

  redcap_source = {
    kind = "community"
    # A secret of yours: {"username": …, "password": …} of the REDCap Community.
    credentials_secret_arn = "arn:aws:secretsmanager:us-east-1:111122223333:secret:redcap-community-AbCdEf"
  }

  application = {
    administrator_email = "redcap-admins@example.edu"
    institution         = "Example University Hospital"
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
