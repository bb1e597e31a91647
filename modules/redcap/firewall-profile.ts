const prefix = (path: string) => ({ match: "prefix" as const, path });
/** Below /redcap_v<version>/. Paths are compared in any case. */
const versioned = (what: string) => ({ match: "regex" as const, path: `^/redcap_v[0-9.]+/${what}` });

/**
 * Where people and devices enter data, and where designers write logic, labels and HTML. One list for every exception, since
 * the firewall's capacity is counted by lists.
 */
const paths = [
  prefix("/surveys"),
  prefix("/api"),
  // REDCap's newer pages are all routes of index.php.
  versioned("index\\.php"),
  versioned(
    "(dataentry|surveys|mobileapp|design|projectsetup|dataquality|alerts|reports|datatables|controlcenter|" +
      "externalmodules|projectgeneral|messenger|sendit)/",
  ),
];

/** What AWS's managed rules would block of REDCap's own traffic, and why each exception is made. */
export const exceptions = {
  "calculated-fields": {
    priority: 10,
    group: "AWSManagedRulesSQLiRuleSet",
    rule: "SQLi_BODY",
    paths,
    reason: "Calculated fields and branching logic such as if([item]='','','') look like SQL",
  },
  "calculated-fields-extended": {
    priority: 11,
    group: "AWSManagedRulesSQLiRuleSet",
    rule: "SQLiExtendedPatterns_BODY",
    paths,
    reason: "Calculated fields and branching logic such as if([item]='','','') look like SQL",
  },
  "record-names": {
    priority: 12,
    group: "AWSManagedRulesSQLiRuleSet",
    rule: "SQLi_QUERYARGUMENTS",
    paths,
    reason: "Record names such as id=1--1 look like an SQL comment",
  },
  "long-links": {
    priority: 23,
    group: "AWSManagedRulesCommonRuleSet",
    rule: "SizeRestrictions_QUERYSTRING",
    paths,
    reason:
      "Links that fill in a survey's fields exceed 2 KB; load balancer and proxy limit the request line",
  },
  "rich-text": {
    priority: 20,
    group: "AWSManagedRulesCommonRuleSet",
    rule: "CrossSiteScripting_BODY",
    paths,
    reason: "Field labels, survey instructions and e-mails are HTML, which REDCap itself filters",
  },
  "links-in-answers": {
    priority: 21,
    group: "AWSManagedRulesCommonRuleSet",
    rule: "GenericRFI_BODY",
    paths,
    reason: "Answers, labels and API calls may hold URLs",
  },
  "survey-self-check": {
    priority: 22,
    group: "AWSManagedRulesCommonRuleSet",
    rule: "NoUserAgent_HEADER",
    paths,
    reason: "REDCap's check of its own survey link, MyCap and API clients send no user agent",
  },
} as const;

/** Scripts, styles and images, of which a page has dozens. Their folder is REDCap's own; what PHP runs is not in it. */
export const staticFiles = { folders: ["/redcap_v[0-9.]+/Resources/"] } as const;

/** AWS's managed groups. Sizes are the one rule that is loosened everywhere. */
export const managedRuleGroups = {
  AWSManagedRulesAmazonIpReputationList: { priority: 10, overrides: {} },
  AWSManagedRulesKnownBadInputsRuleSet: { priority: 20, overrides: {} },
  AWSManagedRulesCommonRuleSet: {
    priority: 30,
    overrides: {
      SizeRestrictions_BODY: {
        action: "count",
        reason:
          "Files, long forms and API imports exceed 8 KB on most pages; uploads are limited by the instances",
      },
    },
  },
  AWSManagedRulesSQLiRuleSet: { priority: 40, overrides: {} },
  AWSManagedRulesLinuxRuleSet: { priority: 50, overrides: {} },
  AWSManagedRulesPHPRuleSet: { priority: 60, overrides: {} },
} as const;

/** Pages that install or change REDCap, or run its jobs. cron.php is refused by the instances, too, whoever calls it. */
export const guardedPaths = [
  prefix("/install.php"),
  prefix("/upgrade.php"),
  prefix("/cron.php"),
  versioned("upgrade(\\.php|/)"),
];
