/**
 * What AWS's managed rules would block of REDCap's own traffic, and why each exception is made. Paths are compared in
 * lower case; REDCap's pages lie below /redcap_v<version>/.
 */
const page = (...folders: string[]) => ({
  match: "regex" as const,
  path: `^/redcap_v[0-9.]+/(${folders.join("|")})/`,
});
const prefix = (path: string) => ({ match: "prefix" as const, path });

/** Where people and devices enter data: forms, surveys, the API and the mobile apps. */
const entry = [page("dataentry", "surveys", "mobileapp"), prefix("/surveys"), prefix("/api")];
/** Where designers write logic, labels and HTML. */
const design = [
  page(
    "design",
    "projectsetup",
    "dataquality",
    "alerts",
    "reports",
    "datatables",
    "controlcenter",
    "externalmodules",
    "projectgeneral",
  ),
];

export const exceptions = {
  "calculated-fields": {
    priority: 10,
    group: "AWSManagedRulesSQLiRuleSet",
    rule: "SQLi_BODY",
    paths: [...entry, ...design],
    reason: "Calculated fields and branching logic such as if([item]='','','') look like SQL",
  },
  "calculated-fields-extended": {
    priority: 11,
    group: "AWSManagedRulesSQLiRuleSet",
    rule: "SQLiExtendedPatterns_BODY",
    paths: [...entry, ...design],
    reason: "Calculated fields and branching logic such as if([item]='','','') look like SQL",
  },
  "record-names": {
    priority: 12,
    group: "AWSManagedRulesSQLiRuleSet",
    rule: "SQLi_QUERYARGUMENTS",
    paths: [...entry, ...design],
    reason: "Record names such as id=1--1 look like an SQL comment",
  },
  "rich-text": {
    priority: 20,
    group: "AWSManagedRulesCommonRuleSet",
    rule: "CrossSiteScripting_BODY",
    paths: [...entry, ...design],
    reason: "Field labels, survey instructions and e-mails are HTML, which REDCap itself filters",
  },
  "links-in-answers": {
    priority: 21,
    group: "AWSManagedRulesCommonRuleSet",
    rule: "GenericRFI_BODY",
    paths: [...entry, ...design],
    reason: "Answers, labels and API calls may hold URLs",
  },
  "survey-self-check": {
    priority: 22,
    group: "AWSManagedRulesCommonRuleSet",
    rule: "NoUserAgent_HEADER",
    paths: [prefix("/surveys"), prefix("/api"), page("surveys", "mobileapp")],
    reason: "REDCap's check of its own survey link, MyCap and API clients send no user agent",
  },
} as const;

/** The managed groups. Sizes are the one rule that is loosened everywhere. */
export const sizeOverride = {
  SizeRestrictions_BODY: {
    action: "count",
    reason:
      "Files, long forms and API imports exceed 8 KB on most pages; uploads are limited by the instances",
  },
} as const;

/** Pages that install or change REDCap. cron.php runs on the instances only, so that nobody needs it from outside. */
export const guardedPaths = {
  administration: [prefix("/install.php"), prefix("/upgrade.php"), page("upgrade")],
  cron: [prefix("/cron.php")],
} as const;
