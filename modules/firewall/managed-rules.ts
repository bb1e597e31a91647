/** When the table below was last compared with AWS's list of managed rules, and where that is. */
export const reviewed = {
  on: "2026-11-22",
  source: "https://docs.aws.amazon.com/waf/latest/developerguide/aws-managed-rule-groups-list.html",
} as const;

interface ManagedRuleGroup {
  /** Part of its labels after `awswaf:managed:aws:`. */
  readonly namespace: string;
  /** Capacity units (WCU) that it takes from the web ACL's budget. */
  readonly capacity: number;
  /** Names of its rules. A name that is not here is a spelling mistake: AWS would accept and ignore it. */
  readonly rules: readonly string[];
}

const at = (rule: string, ...places: string[]): string[] => places.map((place) => `${rule}_${place}`);

/** AWS's baseline and use-case rule groups without extra fees. Others can be used; their rule names are not checked. */
export const managedRuleGroups: Readonly<Record<string, ManagedRuleGroup>> = {
  AWSManagedRulesCommonRuleSet: {
    namespace: "core-rule-set",
    capacity: 700,
    rules: [
      "NoUserAgent_HEADER",
      "UserAgent_BadBots_HEADER",
      ...at("SizeRestrictions", "QUERYSTRING", "Cookie_HEADER", "BODY", "URIPATH"),
      ...at("EC2MetaDataSSRF", "BODY", "COOKIE", "URIPATH", "QUERYARGUMENTS"),
      ...at("GenericLFI", "QUERYARGUMENTS", "URIPATH", "BODY"),
      ...at("RestrictedExtensions", "URIPATH", "QUERYARGUMENTS"),
      ...at("GenericRFI", "QUERYARGUMENTS", "BODY", "URIPATH"),
      ...at("CrossSiteScripting", "COOKIE", "QUERYARGUMENTS", "BODY", "URIPATH"),
    ],
  },
  AWSManagedRulesKnownBadInputsRuleSet: {
    namespace: "known-bad-inputs",
    capacity: 200,
    rules: [
      ...at("JavaDeserializationRCE", "BODY", "URIPATH", "QUERYSTRING", "HEADER"),
      "Host_localhost_HEADER",
      "PROPFIND_METHOD",
      "ExploitablePaths_URIPATH",
      ...at("Log4JRCE", "QUERYSTRING", "BODY", "URIPATH", "HEADER"),
      "ReactJSRCE_BODY",
    ],
  },
  AWSManagedRulesSQLiRuleSet: {
    namespace: "sql-database",
    capacity: 200,
    rules: [
      ...at("SQLi", "QUERYARGUMENTS", "BODY", "COOKIE", "URIPATH"),
      ...at("SQLiExtendedPatterns", "QUERYARGUMENTS", "BODY"),
    ],
  },
  AWSManagedRulesLinuxRuleSet: {
    namespace: "linux-os",
    capacity: 200,
    rules: at("LFI", "URIPATH", "QUERYSTRING", "HEADER"),
  },
  AWSManagedRulesUnixRuleSet: {
    namespace: "posix-os",
    capacity: 100,
    rules: at("UNIXShellCommandsVariables", "QUERYSTRING", "BODY", "HEADER"),
  },
  AWSManagedRulesPHPRuleSet: {
    namespace: "php-app",
    capacity: 100,
    rules: at("PHPHighRiskMethodsVariables", "HEADER", "QUERYSTRING", "BODY"),
  },
  AWSManagedRulesAdminProtectionRuleSet: {
    namespace: "admin-protection",
    capacity: 100,
    rules: ["AdminProtection_URIPATH"],
  },
  AWSManagedRulesAmazonIpReputationList: {
    namespace: "amazon-ip-list",
    capacity: 25,
    rules: ["AWSManagedIPReputationList", "AWSManagedReconnaissanceList", "AWSManagedIPDDoSList"],
  },
  AWSManagedRulesAnonymousIpList: {
    namespace: "anonymous-ip-list",
    capacity: 50,
    rules: ["AnonymousIPList", "HostingProviderIPList"],
  },
};

/** Where a label is spelt differently from its rule beyond the usual endings. */
const irregular: Readonly<Record<string, string>> = {
  UserAgent_BadBots_HEADER: "BadBots_Header",
  Host_localhost_HEADER: "Host_Localhost_Header",
  PROPFIND_METHOD: "Propfind_Method",
};

const endings: Readonly<Record<string, string>> = {
  HEADER: "Header",
  BODY: "Body",
  COOKIE: "Cookie",
  URIPATH: "URIPath",
  QUERYSTRING: "QueryString",
  QUERYARGUMENTS: "QueryArguments",
};

/** The label that a managed rule puts on a request, also when it only counts. */
export function labelOf(group: string, rule: string): string | undefined {
  const known = managedRuleGroups[group];
  if (!known?.rules.includes(rule)) return undefined;
  const name =
    irregular[rule] ??
    rule.replace(/_([A-Z]+)$/, (text, ending: string) => (endings[ending] ? `_${endings[ending]}` : text));
  return `awswaf:managed:aws:${known.namespace}:${name}`;
}

/**
 * One rule of each group, the first, whose own action is to block. The module states that action: the provider shows a
 * managed group without any override as removed and added again whenever another rule of the web ACL changes.
 */
export const anchors: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(managedRuleGroups).map(([group, { rules }]) => [group, rules[0]!]),
);

/** Every label by group and rule. */
export const labels: Readonly<Record<string, Readonly<Record<string, string>>>> = Object.fromEntries(
  Object.entries(managedRuleGroups).map(([group, { rules }]) => [
    group,
    Object.fromEntries(rules.map((rule) => [rule, labelOf(group, rule)!])),
  ]),
);
