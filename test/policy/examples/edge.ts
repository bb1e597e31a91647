import type { Json } from "../../../plan/format";
import { type Examples, ref, unread } from "../example";

const redirect = {
  type: "redirect",
  redirect: [{ protocol: "HTTPS", port: "443", status_code: "HTTP_301" }],
};
const forward = { type: "forward", target_group_arn: "arn" };
const acl = ref("aws_wafv2_web_acl.acl.arn");

/** A web ACL with one rule. */
const ruled = (name: string, action: Readonly<Record<string, Json>>) => ({
  "aws_wafv2_web_acl.acl": { rule: [{ name, action: [], override_action: [], ...action }] },
});
const counts = { override_action: [{ count: [{}], none: [] }] };
const blocks = { override_action: [{ count: [], none: [{}] }] };
const distribution = (version: string, policy: string) => ({
  "aws_cloudfront_distribution.site": {
    viewer_certificate: [{ minimum_protocol_version: version }],
    default_cache_behavior: [{ viewer_protocol_policy: policy }],
    ordered_cache_behavior: [],
  },
});

export const edge: Examples = {
  "load-balancer-drops-invalid-headers": {
    good: [
      { "aws_lb.web": { drop_invalid_header_fields: true } },
      { "aws_lb.web": { load_balancer_type: "network", drop_invalid_header_fields: false } },
    ],
    bad: [{ "aws_lb.web": { drop_invalid_header_fields: false } }, { "aws_lb.web": {} }],
  },
  "load-balancer-logged": {
    good: [{ "aws_lb.web": { access_logs: [{ enabled: true, bucket: ref("aws_s3_bucket.logs.id") }] } }],
    bad: [{ "aws_lb.web": { access_logs: [{ enabled: false, bucket: "logs" }] } }, { "aws_lb.web": {} }],
    unjudged: [{ "aws_lb.web": { access_logs: [{ enabled: unread, bucket: "logs" }] } }],
  },
  "load-balancer-protected": {
    good: [{ "aws_lb.web": { enable_deletion_protection: true } }],
    bad: [{ "aws_lb.web": { enable_deletion_protection: false } }],
    unjudged: [{ "aws_lb.web": { enable_deletion_protection: unread } }],
  },
  "load-balancer-zones": {
    good: [
      { "aws_lb_target_group.web": { load_balancing_cross_zone_enabled: "use_load_balancer_configuration" } },
      { "aws_lb_target_group.web": {} },
    ],
    bad: [{ "aws_lb_target_group.web": { load_balancing_cross_zone_enabled: "false" } }],
  },
  "listener-encrypted": {
    good: [
      { "aws_lb_listener.https": { protocol: "HTTPS", default_action: [forward] } },
      { "aws_lb_listener.http": { protocol: "HTTP", default_action: [redirect] } },
      {
        "aws_lb_listener.https": { protocol: "HTTPS", default_action: [forward] },
        "aws_lb_listener_rule.app": { listener_arn: ref("aws_lb_listener.https.arn"), action: [forward] },
      },
    ],
    bad: [
      { "aws_lb_listener.http": { protocol: "HTTP", default_action: [forward] } },
      { "aws_lb_listener.tcp": { protocol: "TCP", default_action: [forward] } },
      {
        "aws_lb_listener.http": {
          protocol: "HTTP",
          default_action: [{ type: "redirect", redirect: [{ protocol: "HTTP", status_code: "HTTP_301" }] }],
        },
      },
      // The default redirects, a rule of the same listener does not.
      {
        "aws_lb_listener.http": { protocol: "HTTP", default_action: [redirect] },
        "aws_lb_listener_rule.app": { listener_arn: ref("aws_lb_listener.http.arn"), action: [forward] },
      },
    ],
    unjudged: [{ "aws_lb_listener.http": { protocol: unread, default_action: [forward] } }],
  },
  "listener-certificate": {
    good: [
      { "aws_lb_listener.https": { protocol: "HTTPS", certificate_arn: ref("aws_acm_certificate.web.arn") } },
    ],
    bad: [{ "aws_lb_listener.https": { protocol: "HTTPS" } }],
  },
  "listener-tls-version": {
    good: [
      {
        "aws_lb_listener.https": { protocol: "HTTPS", ssl_policy: "ELBSecurityPolicy-TLS13-1-2-Res-2021-06" },
      },
      { "aws_lb_listener.https": { protocol: "HTTPS", ssl_policy: "ELBSecurityPolicy-FS-1-2-Res-2020-10" } },
    ],
    bad: [
      { "aws_lb_listener.https": { protocol: "HTTPS", ssl_policy: "ELBSecurityPolicy-2016-08" } },
      { "aws_lb_listener.https": { protocol: "HTTPS", ssl_policy: "ELBSecurityPolicy-TLS13-1-1-2021-06" } },
      { "aws_lb_listener.https": { protocol: "HTTPS" } },
    ],
  },
  "firewall-logged": {
    good: [
      {
        "aws_wafv2_web_acl.acl": {},
        "aws_wafv2_web_acl_logging_configuration.log": { resource_arn: acl },
      },
    ],
    bad: [{ "aws_wafv2_web_acl.acl": {} }],
    unjudged: [
      {
        "aws_wafv2_web_acl.acl": {},
        "aws_wafv2_web_acl_logging_configuration.log": { resource_arn: unread },
      },
    ],
  },
  "behind-firewall": {
    good: [
      {
        "aws_lb.web": { internal: false },
        "aws_wafv2_web_acl_association.web": { resource_arn: ref("aws_lb.web.arn"), web_acl_arn: acl },
      },
      { "aws_lb.inner": { internal: true } },
      { "aws_cloudfront_distribution.site": { web_acl_id: acl } },
    ],
    bad: [{ "aws_lb.web": { internal: false } }, { "aws_cloudfront_distribution.site": {} }],
  },
  "firewall-blocks": {
    good: [
      ruled("AWSManagedRulesCommonRuleSet", blocks),
      // Until the day itself.
      ruled("AWSManagedRulesPHPRuleSet", counts),
      ruled("guard-administration", { action: [{ count: [{}] }] }),
      // It counts because its group does.
      ruled("except-fields", { action: [{ count: [{}] }] }),
    ],
    bad: [
      ruled("AWSManagedRulesCommonRuleSet", counts),
      ruled("AWSManagedRulesSQLiRuleSet", counts),
      ruled("rate-limit", { action: [{ count: [{}] }] }),
      ruled("nobody-knows", { action: [{ count: [{}] }] }),
    ],
    unjudged: [{ "aws_wafv2_web_acl.acl": { rule: unread } }],
    variables: {
      managed_rule_groups: {
        AWSManagedRulesPHPRuleSet: { mode: "observe", observe_until: "2026-11-28" },
        AWSManagedRulesSQLiRuleSet: { mode: "observe", observe_until: "2026-11-27" },
        AWSManagedRulesCommonRuleSet: { mode: "observe", observe_until: null },
      },
      guarded_paths: { administration: { mode: "observe", observe_until: "2027-01-31" } },
      rate_limit: { mode: "observe" },
    },
  },
  "distribution-tls": {
    good: [distribution("TLSv1.2_2021", "redirect-to-https"), distribution("TLSv1.3_2025", "https-only")],
    bad: [
      distribution("TLSv1.1_2016", "https-only"),
      distribution("TLSv1.2_2021", "allow-all"),
      distribution("TLSv1", "https-only"),
    ],
  },
  "distribution-logged": {
    good: [
      {
        "aws_cloudfront_distribution.site": {},
        "aws_cloudwatch_log_delivery_source.site": {
          resource_arn: ref("aws_cloudfront_distribution.site.arn"),
        },
      },
      { "aws_cloudfront_distribution.site": { logging_config: [{ bucket: "logs" }] } },
    ],
    bad: [{ "aws_cloudfront_distribution.site": {} }],
  },
  "mail-tls": {
    good: [{ "aws_sesv2_configuration_set.mail": { delivery_options: [{ tls_policy: "REQUIRE" }] } }],
    bad: [
      { "aws_sesv2_configuration_set.mail": { delivery_options: [{ tls_policy: "OPTIONAL" }] } },
      { "aws_sesv2_configuration_set.mail": {} },
    ],
  },
};
