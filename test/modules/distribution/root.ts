import { generateKeyPairSync } from "node:crypto";

const { publicKey } = generateKeyPairSync("rsa", {
  modulusLength: 2048,
  publicKeyEncoding: { type: "spki", format: "pem" },
  privateKeyEncoding: { type: "pkcs8", format: "pem" },
});

/** Two internal load balancers, in a VPC that is connected to the internet. */
export const ofPrivate = {
  variable: { moved: { type: "bool", default: false } },
  locals: { serving: '${aws_lb.private[var.moved ? "green" : "blue"]}' },
};

const validation = "tolist(aws_acm_certificate.site.domain_validation_options)[0]";
/** What the distributions serve, and are served with. */
export const root = {
  resource: {
    aws_s3_bucket: { files: { bucket: "distribution-files" } },
    aws_vpc: { private: { cidr_block: "10.0.0.0/16" } },
    aws_internet_gateway: { private: { vpc_id: "${aws_vpc.private.id}" } },
    aws_subnet: {
      private: {
        for_each: { "us-east-1a": "10.0.0.0/24", "us-east-1b": "10.0.1.0/24" },
        vpc_id: "${aws_vpc.private.id}",
        availability_zone: "${each.key}",
        cidr_block: "${each.value}",
      },
    },
    aws_lb: {
      private: {
        for_each: '${toset(["blue", "green"])}',
        name: "${each.key}",
        internal: true,
        subnets: "${values(aws_subnet.private)[*].id}",
        depends_on: ["aws_internet_gateway.private"],
      },
    },
    aws_route53_zone: { site: { name: "example.org" } },
    aws_acm_certificate: { site: { domain_name: "*.example.org", validation_method: "DNS" } },
    aws_route53_record: {
      validation: {
        zone_id: "${aws_route53_zone.site.zone_id}",
        name: `\${${validation}.resource_record_name}`,
        type: `\${${validation}.resource_record_type}`,
        records: [`\${${validation}.resource_record_value}`],
        ttl: 300,
      },
    },
    aws_acm_certificate_validation: {
      site: {
        certificate_arn: "${aws_acm_certificate.site.arn}",
        validation_record_fqdns: ["${aws_route53_record.validation.fqdn}"],
      },
    },
    aws_wafv2_web_acl: {
      site: {
        name: "site",
        scope: "CLOUDFRONT",
        default_action: { allow: {} },
        visibility_config: {
          cloudwatch_metrics_enabled: true,
          metric_name: "site",
          sampled_requests_enabled: true,
        },
      },
    },
    aws_cloudfront_public_key: { files: { name: "files", encoded_key: publicKey } },
    aws_cloudfront_key_group: { files: { name: "files", items: ["${aws_cloudfront_public_key.files.id}"] } },
  },
};
