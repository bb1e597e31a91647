import type { InputsOf } from "../../../lib/module";
import type { inputs } from "../../../modules/firewall/inputs";

const common = {
  name: "redcap",
  defaultAction: "allow",
  denyCidrs: ["203.0.113.0/24", "2001:db8:bad::/48"],
  allowCidrs: ["192.0.2.0/24"],
  guardedPaths: {
    install: {
      priority: 10,
      paths: [
        { match: "prefix", path: "/Install.php" },
        { match: "exact", path: "/upgrade.php" },
        { match: "regex", path: "^/redcap_v[0-9.]+/upgrade" },
      ],
      allowedCidrs: ["10.0.0.0/8", "2001:db8::/32"],
      mode: "block",
      observeUntil: "2037-01-31",
    },
    cron: { priority: 20, paths: [{ path: "/cron.php" }], mode: "observe" },
  },
  managedRuleGroups: {
    AWSManagedRulesAmazonIpReputationList: { priority: 10 },
    AWSManagedRulesKnownBadInputsRuleSet: { priority: 20, version: "Version_1.20" },
    AWSManagedRulesCommonRuleSet: {
      priority: 30,
      vendor: "AWS",
      version: "Version_1.10",
      mode: "block",
      observeUntil: "2037-01-31",
      overrides: { GenericRFI_BODY: { action: "captcha", reason: "Answers may hold links" } },
      skip: {
        paths: [{ match: "prefix", path: "/mycap/" }],
        reason: "MyCap speaks a protocol of its own",
      },
    },
    AWSManagedRulesSQLiRuleSet: { priority: 40, mode: "observe" },
    AWSManagedRulesPHPRuleSet: { priority: 50 },
  },
  exceptions: {
    calculations: {
      priority: 10,
      group: "AWSManagedRulesSQLiRuleSet",
      rule: "SQLi_BODY",
      label: "awswaf:managed:aws:sql-database:SQLi_Body",
      paths: [{ match: "prefix", path: "/redcap_v" }],
      reason: "Calculated fields look like SQL",
    },
    uploads: {
      priority: 20,
      group: "AWSManagedRulesCommonRuleSet",
      rule: "SizeRestrictions_BODY",
      paths: [{ path: "/api/" }],
      reason: "Uploads are larger than 8 KB",
    },
    scripts: {
      priority: 30,
      group: "AWSManagedRulesPHPRuleSet",
      rule: "PHPHighRiskMethodsVariables_BODY",
      paths: [{ path: "/api/" }],
      reason: "Uploads may be of any kind",
    },
  },
  kmsKeyArn: "arn:aws:kms:us-east-1:123456789012:key/11111111-2222-3333-4444-555555555555",
  logRetentionDays: 400,
  forceDestroyLogs: true,
  logged: "blocked_and_counted",
  redactedHeaders: ["authorization", "cookie"],
  redactQueryString: true,
  sampledRequests: false,
} as const;

/** Existing IP sets, in three places. */
const addressesOf = (kind: "regional" | "global") => {
  const set = (name: string) =>
    `arn:aws:wafv2:us-east-1:123456789012:${kind}/ipset/${name}/11111111-2222-3333-4444-555555555555`;
  return {
    rateLimit: {
      requests: 3000,
      windowSeconds: 600,
      mode: "block",
      observeUntil: "2037-01-31",
      staticFiles: { folders: ["/assets/"], extensions: ["css", "js"] },
      known: { cidrs: ["198.18.0.0/24"], ipSetArns: { clinic: set("clinic") }, requests: 60_000 },
    },
    denyIpSetArns: { abuse: set("abuse") },
    allowIpSetArns: { partners: set("partners"), scanner: set("scanner") },
    admitOnly: {
      cidrs: ["192.0.2.0/24", "198.51.100.0/24", "2001:db8:1::/48"],
      ipSetArns: { office: set("office") },
      mode: "block",
      observeUntil: "2037-01-31",
    },
  } as const;
};

/** Every input and attribute that can be given, in as few calls as exclude nothing. */
export const completes = {
  regional: {
    ...common,
    scope: "REGIONAL",
    ...addressesOf("regional"),
    denyCountries: ["KP", "IR"],
    resourceArns: {
      app: "arn:aws:elasticloadbalancing:us-east-1:123456789012:loadbalancer/app/app/1234567890abcdef",
    },
  },
  cloudfront: {
    ...common,
    scope: "CLOUDFRONT",
    ...addressesOf("global"),
    allowCountries: ["US", "CA"],
    bodyInspectionKb: 32,
  },
} as const satisfies Record<string, InputsOf<typeof inputs>>;
