import { partsRefused } from "../foundation/cases";
import type { Inputs } from "../synthesis";
import { changed, ipSet, secretArn, signIn } from "./inputs";

/** What Terraform says in words of its own, or of the variables of the composed modules. */
export const refusedAtSynth: Readonly<Record<string, readonly [Inputs, RegExp]>> = {
  "the ranges of 31 branches": [
    changed({
      allowedCidrs: Object.fromEntries(
        Array.from({ length: 31 }, (_, n) => [`branch-${n}`, `10.${n}.0.0/16`]),
      ),
    }),
    /^allowedCidrs must need no more rules than a security group has: .*: 62 of 60/,
  ],
  ...partsRefused(changed),
  "a database that the engine reserves": [
    changed({ database: { databaseName: "groups" } }),
    /^database\.databaseName must not be a word that the engine reserves/,
  ],
  "a network that is too small for the automatic layout": [
    changed({ network: { availabilityZones: ["us-east-1a", "us-east-1b"], cidr: "10.0.0.0/24" } }),
    /^network\.cidr must have a prefix between \/16 and \/22 without subnetCidrs/,
  ],
  "maximum below minimum": [
    changed({ environments: { blue: { minInstances: 3, maxInstances: 2 } } }),
    /^environments\.blue must not have more minInstances/,
  ],
  "an ended engine": [
    changed({ database: { engineVersion: "5.7.mysql_aurora.2.11.5" } }),
    /^database\.engineVersion must be a version of the engine under standard support/,
  ],
  "reports about a record that is not made": [
    changed({ mail: { domain: "example.edu", dmarcReportAddress: "dmarc@example.edu" } }),
    /^mail\.dmarcReportAddress requires a dmarcPolicy other than unmanaged/,
  ],
  "a self-upgrading colour on the first version": [
    changed({
      applicationUpgrades: "easy_upgrade",
      environments: { blue: {}, green: {} },
    }),
    /^environments must have a versionLabel in all entries but one/,
  ],
  "a deployment policy that easy upgrade cannot have": [
    changed({ applicationUpgrades: "easy_upgrade", web: { deploymentPolicy: "Immutable" } }),
    /^web\.deploymentPolicy must be RollingWithAdditionalBatch with easy_upgrade/,
  ],
  "a set-up that takes days": [changed({ setupHours: 48 }), /^setupHours must be at most 24/],
  "a variable of REDCap's own": [
    changed({ web: { environmentVariables: { REDCAP_CRON: "off" } } }),
    /^web\.environmentVariables must not begin with REDCAP_/,
  ],
  "a secret variable of REDCap's own": [
    changed({ web: { environmentSecrets: { REDCAP_SALT: `${secretArn}:salt` } } }),
    /^web\.environmentSecrets must not begin with REDCAP_/,
  ],
  "an administrator whose address is a command": [
    signIn({ administratorEmail: "a$(id)@example.edu" }),
    /^application\.administratorEmail must be an email address/,
  ],
  "an institution with a second line": [
    signIn({ institution: "Example\u0007University" }),
    /^application\.institution must be text on one line/,
  ],
  "a salt whose ARN is a command": [
    signIn({ existingSalt: { secretArn: `${secretArn}$(id)` } }),
    /^application\.existingSalt\.secretArn must be an ARN like arn:aws:secretsmanager/,
  ],
  "a configuration set that is a command": [
    changed({
      mail: {
        transport: "api",
        fromAddress: "redcap@example.edu",
        existing: {
          identityArn: "arn:aws:ses:us-east-1:111122223333:identity/example.edu",
          configurationSetName: "x; id",
        },
      },
    }),
    /^mail\.existing\.configurationSetName must be 1 to 64 letters/,
  ],
  "both lists of countries": [
    changed({ firewall: { allowCountries: ["US"], denyCountries: ["CA"] } }),
    /^firewall\.denyCountries must be empty if allowCountries is given/,
  ],
  "an exception for a rule that has one": [
    changed({
      firewall: {
        exceptions: {
          mine: {
            priority: 50,
            group: "AWSManagedRulesSQLiRuleSet",
            rule: "SQLi_BODY",
            paths: [{ path: "/plugins" }],
            reason: "Plugins of ours take SQL",
          },
        },
      },
    }),
    /^firewall\.exceptions\.(calculated-fields|mine) must not name the rule of another exception/,
  ],
  "an IP set of a region for CloudFront": [
    changed({ edge: {}, firewall: { denyIpSetArns: { abuse: ipSet("regional") } } }),
    /^firewall\.denyIpSetArns\.abuse must be an IP set of the web ACL's scope/,
  ],
  "a vault that refuses the retention of its rules": [
    changed({ backup: { lock: { mode: "governance", minRetentionDays: 7, maxRetentionDays: 100 } } }),
    /^backup\.rules\.monthly must have retentionDays within minRetentionDays and maxRetentionDays of the lock/,
  ],
  "no source": [changed({ redcapSource: undefined }), /^redcapSource is required/],
  "a source of no kind": [
    changed({ redcapSource: { bucket: "example", key: "k" } }),
    /^redcapSource\.kind is required/,
  ],
  "a misspelt input": [changed({ databse: {} }), /^databse is not an input; did you mean database\?/],
};
