# Every AWS service that the modules use, with settings as in production, one file a service. One root, so that the provider's fixed
# waits (Aurora instance, load balancer, Route 53) run side by side. It is also the proof that a profile is all it takes to reach the local cloud.
terraform {
  required_version = ">= 1.11"
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "5.100.0"
    }
  }
  backend "s3" {
    bucket                   = "services-state"
    key                      = "terraform.tfstate"
    region                   = "us-east-1"
    dynamodb_table           = "services-state-lock"
    use_lockfile             = true
    encrypt                  = true
    profile                  = "local"
    shared_config_files      = ["../cloud/config"]
    shared_credentials_files = ["../cloud/credentials"]
  }
}

provider "aws" {
  region                   = "us-east-1"
  profile                  = "local"
  shared_config_files      = ["../cloud/config"]
  shared_credentials_files = ["../cloud/credentials"]
  max_retries              = 5
  allowed_account_ids      = ["123456789012"]

  default_tags {
    tags = {
      Environment = "local"
      ManagedBy   = "terraform"
    }
  }
}

data "aws_caller_identity" "current" {}
data "aws_partition" "current" {}
data "aws_region" "current" {}
data "aws_availability_zones" "available" {
  state = "available"
}

locals {
  account   = data.aws_caller_identity.current.account_id
  partition = data.aws_partition.current.partition
  zones     = slice(data.aws_availability_zones.available.names, 0, 2)
}
