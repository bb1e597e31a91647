# Every resource of both stand-ins; providers.integration.test.ts applies it.
terraform {
  required_providers {
    random = {
      source  = "hashicorp/random"
      version = "3.7.2"
    }
    tls = {
      source  = "hashicorp/tls"
      version = "4.1.0"
    }
  }
}

variable "keeper" {
  type    = string
  default = "first"
}

variable "more_keepers" {
  type    = map(string)
  default = {}
}

variable "early_renewal_hours" {
  type    = number
  default = 0
}

# Length that the check block expects of the ephemeral password.
variable "ephemeral_length" {
  type    = number
  default = 20
}

resource "random_password" "plain" {
  length = 64
}

resource "random_password" "other" {
  length = 64
}

resource "random_password" "restricted" {
  length           = 24
  upper            = false
  min_numeric      = 8
  min_special      = 8
  override_special = ".~"
}

resource "random_string" "digits" {
  length  = 12
  upper   = false
  lower   = false
  special = false
}

resource "random_password" "kept" {
  length  = 16
  keepers = merge({ version = var.keeper }, var.more_keepers)
}

resource "random_id" "kept" {
  byte_length = 8
  prefix      = "app-"
  keepers     = { version = var.keeper }
}

resource "random_uuid" "kept" {
  keepers = { version = var.keeper }
}

resource "tls_private_key" "rsa" {
  algorithm = "RSA"
}

resource "tls_private_key" "ecdsa" {
  algorithm   = "ECDSA"
  ecdsa_curve = "P384"
}

resource "tls_private_key" "p224" {
  algorithm = "ECDSA"
}

resource "tls_private_key" "ed25519" {
  algorithm = "ED25519"
}

data "tls_public_key" "pem" {
  private_key_pem = tls_private_key.rsa.private_key_pem
}

data "tls_public_key" "openssh" {
  private_key_openssh = tls_private_key.ed25519.private_key_openssh
}

resource "tls_self_signed_cert" "site" {
  private_key_pem       = tls_private_key.rsa.private_key_pem
  validity_period_hours = 48
  early_renewal_hours   = var.early_renewal_hours
  allowed_uses          = ["key_encipherment", "digital_signature", "server_auth"]
  dns_names             = ["redcap.example.org", "www.redcap.example.org"]
  ip_addresses          = ["192.0.2.7"]
  subject {
    common_name    = "redcap.example.org"
    organization   = "Example Hospital"
    street_address = ["1 Main Street"]
  }
}

resource "tls_cert_request" "site" {
  private_key_pem = tls_private_key.ecdsa.private_key_pem
  dns_names       = ["redcap.example.org"]
  subject {
    common_name = "redcap.example.org"
  }
}

ephemeral "random_password" "fleeting" {
  length    = 20
  special   = false
  min_upper = 3
}

ephemeral "tls_private_key" "fleeting" {
  algorithm = "ED25519"
}

check "ephemeral_values" {
  assert {
    condition     = can(regex("^[A-Za-z0-9]{${var.ephemeral_length}}$", ephemeral.random_password.fleeting.result))
    error_message = "The ephemeral password is not one."
  }
  assert {
    condition     = startswith(ephemeral.tls_private_key.fleeting.private_key_openssh, "-----BEGIN OPENSSH")
    error_message = "The ephemeral key is not one."
  }
}

output "password" {
  value     = random_password.plain.result
  sensitive = true
}

output "other_password" {
  value     = random_password.other.result
  sensitive = true
}

output "restricted" {
  value     = random_password.restricted.result
  sensitive = true
}

output "digits" {
  value = random_string.digits.result
}

output "bcrypt_hash" {
  value     = random_password.plain.bcrypt_hash
  sensitive = true
}

output "id" {
  value = random_id.kept.id
}

output "id_hex" {
  value = random_id.kept.hex
}

output "id_b64_url" {
  value = random_id.kept.b64_url
}

output "id_b64_std" {
  value = random_id.kept.b64_std
}

output "id_dec" {
  value = random_id.kept.dec
}

output "uuid" {
  value = random_uuid.kept.result
}

output "rsa_pem" {
  value     = tls_private_key.rsa.private_key_pem
  sensitive = true
}

output "rsa_pkcs8" {
  value     = tls_private_key.rsa.private_key_pem_pkcs8
  sensitive = true
}

output "rsa_openssh" {
  value     = tls_private_key.rsa.private_key_openssh
  sensitive = true
}

output "rsa_public" {
  value = tls_private_key.rsa.public_key_pem
}

output "rsa_public_openssh" {
  value = tls_private_key.rsa.public_key_openssh
}

output "rsa_sha256" {
  value = tls_private_key.rsa.public_key_fingerprint_sha256
}

output "rsa_md5" {
  value = tls_private_key.rsa.public_key_fingerprint_md5
}

output "ecdsa_pem" {
  value     = tls_private_key.ecdsa.private_key_pem
  sensitive = true
}

output "ed25519_pem" {
  value     = tls_private_key.ed25519.private_key_pem
  sensitive = true
}

output "ed25519_public" {
  value = tls_private_key.ed25519.public_key_pem
}

output "p224_pem" {
  value     = tls_private_key.p224.private_key_pem
  sensitive = true
}

output "p224_openssh" {
  value     = tls_private_key.p224.private_key_openssh
  sensitive = true
}

output "read_from_pem" {
  value = data.tls_public_key.pem.public_key_pem
}

output "read_from_openssh" {
  value = data.tls_public_key.openssh.public_key_pem
}

output "certificate" {
  value = tls_self_signed_cert.site.cert_pem
}

output "request" {
  value = tls_cert_request.site.cert_request_pem
}
