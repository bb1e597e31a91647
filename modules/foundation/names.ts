// What every application's callers may say of these modules, by the modules' names for it. An application adds what it needs beyond.

export const ofDatabase = [
  "engineVersion",
  "instanceClass",
  "serverlessV2Scaling",
  "readers",
  "snapshot",
  "backupRetentionDays",
  "backupWindow",
  "maintenanceWindow",
  "skipFinalSnapshot",
  "applyImmediately",
  "allowMajorVersionUpgrade",
  "autoMinorVersionUpgrade",
  "extendedSupport",
  "logTypes",
  "monitoringIntervalSeconds",
  "performanceInsights",
  "masterUsername",
  "databaseName",
] as const;

export const ofFiles = ["bucketName", "noncurrentVersionDays", "archive", "replication"] as const;

export const ofMail = [
  "domain",
  "mailFromSubdomain",
  "dmarcPolicy",
  "dmarcReportAddress",
  "subscriptions",
] as const;

export const ofFirewall = [
  "admitOnly",
  "allowCidrs",
  "allowIpSetArns",
  "denyCidrs",
  "denyIpSetArns",
  "allowCountries",
  "denyCountries",
  "exceptions",
] as const;
