import { Firewall } from "../../../modules/firewall";
import { anchors, labelOf, labels, managedRuleGroups } from "../../../modules/firewall/managed-rules";
import { pathPattern } from "../../../modules/firewall/paths";
import { synthesize } from "../synthesis";
import { checkedAtSynth } from "../inputs";
import * as cases from "./cases";

const { resource } = synthesize(Firewall);
const block = (type: string, name: string) => resource[type]![name]!;

checkedAtSynth(Firewall, cases);

test("the log is encrypted, kept for a while, and named as AWS demands", () => {
  expect(block("aws_cloudwatch_log_group", "log")).toMatchObject({
    name: "aws-waf-logs-${var.name}",
    kms_key_id: "${var.kms_key_arn}",
    retention_in_days: "${var.log_retention_days}",
  });
});

test("sets exist by the lists that have ranges; only their addresses depend on what the ranges are", () => {
  expect(block("aws_wafv2_ip_set", "addresses")).toEqual({
    name: "${var.name}-${each.key}",
    description: "Addresses of ${var.name}",
    scope: "${var.scope}",
    ip_address_version: "${upper(each.value.family)}",
    addresses:
      '${[for cidr in local.address_lists[each.value.list] : cidr if strcontains(cidr, ":") == (each.value.family == "ipv6")]}',
    for_each: "${local.ip_sets}",
    // Without it, Terraform deletes a set before it updates the web ACL that refers to it, which WAF refuses.
    lifecycle: { create_before_destroy: true },
  });
});

test("no rule's priority depends on how many others there are", () => {
  const { rule } = block("aws_wafv2_web_acl", "this")["dynamic"] as {
    rule: { content: { priority: unknown } }[];
  };
  for (const { content } of rule) {
    expect(String(content.priority)).toMatch(
      /^(\d+|\$\{\d+ \+ (rule\.value|var\.exceptions\[rule\.key\])\.priority\})$/,
    );
  }
});

test.each([
  ["AWSManagedRulesCommonRuleSet", "SizeRestrictions_BODY", "core-rule-set:SizeRestrictions_Body"],
  ["AWSManagedRulesCommonRuleSet", "NoUserAgent_HEADER", "core-rule-set:NoUserAgent_Header"],
  ["AWSManagedRulesCommonRuleSet", "UserAgent_BadBots_HEADER", "core-rule-set:BadBots_Header"],
  [
    "AWSManagedRulesCommonRuleSet",
    "SizeRestrictions_Cookie_HEADER",
    "core-rule-set:SizeRestrictions_Cookie_Header",
  ],
  ["AWSManagedRulesCommonRuleSet", "GenericLFI_URIPATH", "core-rule-set:GenericLFI_URIPath"],
  ["AWSManagedRulesSQLiRuleSet", "SQLi_QUERYARGUMENTS", "sql-database:SQLi_QueryArguments"],
  ["AWSManagedRulesKnownBadInputsRuleSet", "PROPFIND_METHOD", "known-bad-inputs:Propfind_Method"],
  ["AWSManagedRulesAmazonIpReputationList", "AWSManagedIPDDoSList", "amazon-ip-list:AWSManagedIPDDoSList"],
])("the label of %s/%s", (group, rule, label) => {
  expect(labelOf(group, rule)).toBe(`awswaf:managed:aws:${label}`);
});

test("labels differ, and each group has an anchor", () => {
  const all = Object.values(labels).flatMap((group) => Object.values(group));
  expect(new Set(all).size).toBe(all.length);
  expect(Object.keys(anchors)).toEqual(Object.keys(managedRuleGroups));
});

test("the default groups leave room in the included capacity", () => {
  const names = [
    "AmazonIpReputationList",
    "KnownBadInputsRuleSet",
    "CommonRuleSet",
    "SQLiRuleSet",
    "LinuxRuleSet",
  ];
  const used = names
    .map((name) => managedRuleGroups[`AWSManagedRules${name}`]!.capacity)
    .reduce((a, b) => a + b);
  expect(used).toBe(1325);
});

describe("a path", () => {
  const matches = (path: Parameters<typeof pathPattern>[0][number], url: string) =>
    new RegExp(pathPattern([path])).test(url);

  test("as a prefix covers what follows it, and nothing before", () => {
    expect(matches({ path: "/Install.php" }, "/install.php/x")).toBe(true);
    expect(matches({ path: "/install.php" }, "/redcap/install.php")).toBe(false);
    expect(matches({ path: "/install.php" }, "/installxphp")).toBe(false);
  });

  test("as it is covers itself only", () => {
    expect(matches({ match: "exact", path: "/a+(b)" }, "/a+(b)")).toBe(true);
    expect(matches({ match: "exact", path: "/a" }, "/ab")).toBe(false);
  });

  test("as an expression is taken as it is", () => {
    expect(matches({ match: "regex", path: "/redcap_v[0-9.]+/upgrade" }, "/redcap_v14.0.1/upgrade.php")).toBe(
      true,
    );
  });
});
