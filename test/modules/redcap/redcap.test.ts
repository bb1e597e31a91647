import { pathPattern } from "../../../modules/firewall/paths";
import { exceptions, guardedPaths } from "../../../modules/redcap/firewall-profile";
import { Redcap } from "../../../modules/redcap";
import prod from "../../../envs/prod";
import { variablesOf } from "../../../lib/variables";
import { synthesize } from "../synthesis";

/** The parameters of REDCap's CloudFormation templates. */
const original = [
  "EC2KeyName",
  "AccessCidr",
  "EBEndpoint",
  "UseRoute53Boolean",
  "UseACMBoolean",
  "HostedZoneIda",
  "HostedZoneName",
  "DomainName",
  "SESUsername",
  "SESPassword",
  "SESRegion",
  "MultiAZDatabase",
  "DatabaseInstanceType",
  "DatabaseMasterPassword",
  "WebInstanceType",
  "WebAsgMax",
  "WebAsgMin",
  "PHPVersion",
  "S3orAPI",
  "RedcapUname",
  "RedcapPword",
  "Redcapver",
  "RedcapS3Bucket",
  "RedcapS3Key",
  "RedcapS3BucketRegion",
  "VPCcidr",
  "p1cidr",
  "p2cidr",
  "a1cidr",
  "a2cidr",
  "d1cidr",
  "d2cidr",
];

const { resource, output } = synthesize(Redcap);
const inputs = prod.redcap as Readonly<Record<string, unknown>>;
const problems = (changes: object) => Redcap.problems({ ...inputs, ...changes }, "");

test.each(original)("the original's parameter %s is named where its counterpart is described", (name) => {
  const variables = JSON.stringify(variablesOf(Redcap.definition as never).variable);
  expect(variables).toMatch(new RegExp(`\\b${name}\\b`));
});

test("production's inputs have no problems", () => {
  expect(problems({})).toEqual([]);
});

describe("bad input is refused before anything is made", () => {
  const s3 = { kind: "s3", bucket: "example-redcap-sources", key: "redcap.zip" };
  test.each<[string, object, RegExp]>([
    ["no network", { network: undefined }, /^network or existingNetwork must be given, exactly one/],
    [
      "a name, and no way to a certificate",
      { domain: { name: "redcap.example.edu" } },
      /^domain needs zoneId or zoneName/,
    ],
    ["neither name nor a reason for HTTP", { domain: undefined }, /^domain or plainHttp must be given/],
    [
      "both name and HTTP",
      { plainHttp: { reason: "a trial without patients" } },
      /^domain or plainHttp must be given/,
    ],
    ["no source", { redcapSource: undefined }, /^redcapSource is required/],
    [
      "a source of no kind",
      { redcapSource: { bucket: "example", key: "k" } },
      /^redcapSource\.kind is required/,
    ],
    [
      "both sources",
      {
        redcapSource: {
          ...s3,
          credentialsSecretArn: "arn:aws:secretsmanager:us-east-1:111122223333:secret:x",
        },
      },
      /^redcapSource with kind "s3" needs bucket and key, and takes no credentialsSecretArn/,
    ],
    [
      "a community source without a login",
      { redcapSource: { kind: "community" } },
      /needs credentialsSecretArn/,
    ],
    [
      "maximum below minimum",
      { environments: { blue: { minInstances: 3, maxInstances: 2 } } },
      /^environments\.blue must not have more minInstances/,
    ],
    [
      "an ended PHP",
      { environments: { blue: { phpVersion: "8.1" } } },
      /^environments\.blue\.phpVersion .*8\.1/,
    ],
    [
      "an ended engine",
      { database: { engineVersion: "5.7.mysql_aurora.2.11.5" } },
      /^database\.engineVersion must be a version of the engine under standard support/,
    ],
    [
      "a class that Aurora does not have",
      { database: { instanceClass: "db.t3.small" } },
      /^database\.instanceClass must be an Aurora instance class/,
    ],
    [
      "a colour that is not there",
      { activeEnvironment: "green" },
      /^activeEnvironment must be a colour of environments/,
    ],
    ["mail from nowhere", { mail: {} }, /^mail needs domain .* or existing/],
    [
      "a read replica without a reader",
      { database: { readReplica: true } },
      /^database\.readReplica needs a reader/,
    ],
    [
      "one zone",
      { network: { availabilityZones: ["us-east-1a"] } },
      /^network\.availabilityZones must have at least 2 items/,
    ],
    [
      "a network that is too small",
      { network: { availabilityZones: ["us-east-1a", "us-east-1b"], cidr: "10.0.0.0/24" } },
      /^network\.cidr must have a prefix/,
    ],
    [
      "a zone that cannot hold the name",
      { domain: { name: "redcap.example.edu", zoneName: "ample.edu" } },
      /^domain\.zoneName must be the name itself or a domain above it/,
    ],
    [
      "a zone that cannot hold the mail's domain",
      { mail: { domain: "example.edu", zoneName: "redcap.example.edu" } },
      /^mail\.zoneName must be the mail's domain itself or one above it/,
    ],
    [
      "a sender of another domain",
      { mail: { domain: "example.edu", fromAddress: "redcap@example.org" } },
      /^mail\.fromAddress must be an address of the domain/,
    ],
    [
      "reports about a record that is not made",
      { mail: { domain: "example.edu", dmarcReportAddress: "dmarc@example.edu" } },
      /^mail\.dmarcReportAddress needs a dmarcPolicy other than unmanaged/,
    ],
    [
      "a region that is not there",
      {
        mail: {
          fromAddress: "redcap@example.edu",
          existing: {
            region: "use-east-1",
            identityArn: "arn:aws:ses:us-east-1:111122223333:identity/example.edu",
          },
        },
      },
      /^mail\.existing\.region must be an AWS region/,
    ],
    [
      "one database user for two purposes",
      { database: { username: "redcap_user2" } },
      /^database\.username must differ from upgradeUsername and masterUsername/,
    ],
    [
      "no way to AWS's services",
      { web: { egress: { ldaps: { port: 636, cidr: "10.0.0.0/8" } } } },
      /^web\.egress must have a rule for port 443/,
    ],
    [
      "a directory that cannot be reached",
      { application: { ...(inputs["application"] as object), authentication: "ldap" } },
      /^web\.egress must have a rule for the directory's port/,
    ],
    [
      "a range that is none",
      { web: { egress: { https: { port: 443, cidr: "999.0.0.0/99" } } } },
      /^web\.egress\.https\.cidr must be an IPv4 range/,
    ],
    [
      "an upgrade button that leads to a closed page",
      { applicationUpgrades: "easy_upgrade", firewall: {} },
      /^applicationUpgrades must be terraform where firewall\.administratorCidrs is empty/,
    ],
    [
      "a self-upgrading colour on the first version",
      {
        applicationUpgrades: "easy_upgrade",
        environments: { blue: {}, green: {} },
      },
      /^environments must give every entry but one a versionLabel/,
    ],
    [
      "a deployment policy that easy upgrade cannot have",
      { applicationUpgrades: "easy_upgrade", web: { deploymentPolicy: "Immutable" } },
      /^web\.deploymentPolicy must be RollingWithAdditionalBatch with easy_upgrade/,
    ],
    [
      "thresholds that cross",
      { web: { autoscaling: { upperCpuPercent: 20, lowerCpuPercent: 80 } } },
      /^web\.autoscaling must have a lower threshold/,
    ],
    [
      "both lists of countries",
      { firewall: { allowCountries: ["US"], denyCountries: ["CA"] } },
      /^firewall\.denyCountries must be empty if allowCountries is given/,
    ],
    [
      "an exception for a rule that has one",
      {
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
      },
      /^firewall\.exceptions must not name a rule twice/,
    ],
    [
      "a vault that refuses the retention of its rules",
      { backup: { lock: { mode: "governance", minRetentionDays: 60, maxRetentionDays: 400 } } },
      /^backup\.lock must have minRetentionDays and maxRetentionDays around the retention/,
    ],
    [
      "a retention that Elastic Beanstalk does not know",
      { logRetentionDays: 1096 },
      /^logRetentionDays must be one of .*Elastic Beanstalk/,
    ],
    [
      "a time zone of another planet",
      { application: { ...(inputs["application"] as object), timezone: "Mars/Phobos" } },
      /^application\.timezone must be a time zone/,
    ],
    ["a misspelt input", { databse: {} }, /^databse is not an input; did you mean database\?/],
  ])("%s", (_, changes, message) => {
    expect(problems(changes)).toEqual([expect.stringMatching(message)]);
  });
});

describe("the firewall's exceptions", () => {
  const match = (paths: readonly { match: string; path: string }[], url: string) =>
    paths.some(({ match: kind, path }) =>
      kind === "regex" ? new RegExp(path).test(url) : url.startsWith(path),
    );

  test("each say why", () => {
    for (const { reason } of Object.values(exceptions)) expect(reason.length).toBeGreaterThan(20);
  });

  test("cover saving a form with a calculated field, and nothing on the login page", () => {
    const { paths } = exceptions["calculated-fields"];
    expect(match(paths, "/redcap_v16.0.18/dataentry/index.php")).toBe(true);
    expect(match(paths, "/redcap_v16.0.18/design/edit_field.php")).toBe(true);
    // Where REDCap's newer pages save, by ?route=….
    expect(match(paths, "/redcap_v16.0.18/index.php")).toBe(true);
    expect(match(paths, "/index.php")).toBe(false);
    expect(match(paths, "/install.php")).toBe(false);
  });

  test("leave room for paths of the operator's in one regular expression", () => {
    for (const { paths } of Object.values(exceptions)) expect(pathPattern(paths).length).toBeLessThan(300);
  });

  test("cover REDCap's check of its survey link, which sends no user agent", () => {
    expect(match(exceptions["survey-self-check"].paths, "/surveys/index.php")).toBe(true);
  });

  test("leave installer, upgrade and cron to the guards", () => {
    expect(match(guardedPaths, "/install.php")).toBe(true);
    expect(match(guardedPaths, "/redcap_v16.0.18/upgrade.php")).toBe(true);
    expect(match(guardedPaths, "/redcap_v16.0.18/index.php")).toBe(false);
    expect(match(guardedPaths, "/cron.php")).toBe(true);
  });
});

test("composes other modules; of its own it has the name in DNS and one log group", () => {
  expect(Object.keys(resource).sort()).toEqual(["aws_cloudwatch_log_group", "aws_route53_record"]);
});

test("outputs no secret's value", () => {
  expect(JSON.stringify(output)).not.toMatch(
    /secret_string|random_password|ses_smtp_password|access_key\.[a-z]+\.secret/,
  );
});
