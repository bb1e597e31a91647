resource "aws_route53_zone" "main" {
  name          = "example.org"
  force_destroy = true
}

resource "aws_acm_certificate" "main" {
  domain_name               = "app.example.org"
  subject_alternative_names = ["*.app.example.org"]
  validation_method         = "DNS"
  key_algorithm             = "EC_prime256v1"
  options {
    certificate_transparency_logging_preference = "ENABLED"
  }
  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_route53_record" "validation" {
  for_each = {
    for option in aws_acm_certificate.main.domain_validation_options : trimprefix(option.domain_name, "*.") => option...
  }
  zone_id         = aws_route53_zone.main.zone_id
  name            = each.value[0].resource_record_name
  type            = each.value[0].resource_record_type
  records         = [each.value[0].resource_record_value]
  ttl             = 60
  allow_overwrite = true
}

resource "aws_acm_certificate_validation" "main" {
  certificate_arn         = aws_acm_certificate.main.arn
  validation_record_fqdns = [for record in aws_route53_record.validation : record.fqdn]
}

resource "aws_route53_record" "application" {
  for_each = toset(["A", "AAAA"])
  zone_id  = aws_route53_zone.main.zone_id
  name     = "app.example.org"
  type     = each.key
  alias {
    name                   = aws_lb.main.dns_name
    zone_id                = aws_lb.main.zone_id
    evaluate_target_health = true
  }
}

resource "aws_route53_record" "text" {
  zone_id = aws_route53_zone.main.zone_id
  name    = "_dmarc.example.org"
  type    = "TXT"
  ttl     = 300
  records = ["v=DMARC1; p=quarantine; rua=mailto:postmaster@example.org"]
}

resource "aws_route53_zone" "private" {
  name = "internal.example.org"
  vpc {
    vpc_id = aws_vpc.main.id
  }
}
