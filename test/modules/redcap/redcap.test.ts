import { exceptions, guardedPaths } from "../../../modules/redcap/firewall-profile";
import { Redcap } from "../../../modules/redcap";
import prod from "../../../envs/prod";
import { variablesOf } from "../../../lib/module-folder";
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
  const variables = JSON.stringify(variablesOf(Redcap.definition as never));
  expect(variables).toMatch(new RegExp(`\\b${name}\\b`));
});

test("production's inputs have no problems", () => {
  expect(problems({})).toEqual([]);
});

describe("bad input is refused before anything is made", () => {
  const s3 = { kind: "s3", bucket: "example-redcap-sources", key: "redcap.zip" };
  test.each<[string, object, RegExp]>([
    ["no network", { network: undefined }, /^network or existing_network must be given, exactly one/],
    [
      "a name, and no way to a certificate",
      { domain: { name: "redcap.example.edu" } },
      /^domain needs zone_id or zone_name/,
    ],
    ["neither name nor a reason for HTTP", { domain: undefined }, /^domain or plain_http must be given/],
    [
      "both name and HTTP",
      { plainHttp: { reason: "a trial without patients" } },
      /^domain or plain_http must be given/,
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
      /^redcapSource with kind bundle or s3 needs bucket and key and no credentialsSecretArn/,
    ],
    [
      "a community source without a login",
      { redcapSource: { kind: "community" } },
      /needs credentialsSecretArn/,
    ],
    [
      "maximum below minimum",
      { environments: { blue: { minInstances: 3, maxInstances: 2 } } },
      /^environments\.blue must not have more min_instances/,
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
    ["a read replica without a reader", { database: { readReplica: true } }, /^database needs a reader/],
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
    expect(match(paths, "/index.php")).toBe(false);
    expect(match(paths, "/install.php")).toBe(false);
  });

  test("cover REDCap's check of its survey link, which sends no user agent", () => {
    expect(match(exceptions["survey-self-check"].paths, "/surveys/index.php")).toBe(true);
  });

  test("leave installer, upgrade and cron to the guards", () => {
    expect(match(guardedPaths.administration, "/install.php")).toBe(true);
    expect(match(guardedPaths.administration, "/redcap_v16.0.18/upgrade/index.php")).toBe(true);
    expect(match(guardedPaths.cron, "/cron.php")).toBe(true);
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
