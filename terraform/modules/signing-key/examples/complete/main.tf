# Two keys during a rotation: URLs of the old one stay valid while the application signs with the new one,
# whose private key Terraform never sees.
# Creates 4 resources.

terraform {
  required_version = ">= 1.11"
  required_providers {
    aws = { source = "hashicorp/aws", version = ">= 5.100, < 7.0" }
  }
}

provider "aws" {
  region = "us-east-1"
}

module "signing_key" {
  source = "../.."

  name = "images"

  keys = {
    # Goes once its last URL has expired.
    a = {}
    b = {
      own = {
        public_key = <<-EOT
          -----BEGIN PUBLIC KEY-----
          MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEA2NwtWMHiUQcpkPl5vTvq
          ktvUsF0y70yVqzWFoiyVVeFqzqW/E+7OguwP9EpQl0vFZvfEBHb/wuOx6un5jniv
          ns3FAv16gaKQvGuWXOYaIponmKVDp4ElGdLgG0yG+6EM8OjUgdnAbuksEAs48o8b
          2TxHl8k+kiMYUOFDS5SezXqXGF/qvqk/25KvbRhblsT62/t4fuaGW3MNtk7KB7lU
          xG/ggmOTBWsK6Ie4BnpEfAPu3u6iOiLYcA5XL9fP6azrgwfpZjZgAmtXM1U+KK4r
          1UoyGzV0vs9Dhy5mAnfSlMWx7qqii2hWRz9KTDwZHxOUi5QpW+P0nzI4hcaQ9vHS
          bwIDAQAB
          -----END PUBLIC KEY-----
        EOT
      }
    }
  }
  active_key = "b"
}

output "key_group_id" {
  description = "One of a distribution's trusted_key_group_ids."
  value       = module.signing_key.key_group_id
}

output "active_key_id" {
  description = "The Key-Pair-Id of new URLs."
  value       = module.signing_key.active_key_id
}
