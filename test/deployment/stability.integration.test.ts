import prod from "../../envs/prod";
import { terraformEnvironment } from "../../tools/terraform";
import { type Inputs, plannedAddresses } from "./addresses";
import { changed, packed, problems, scalarsOf, withDefaults } from "./variants";

// Addresses are a contract: what changes its address is destroyed and made anew.

/** Production, with more of the optional inputs given, so that they can be changed. */
const base = withDefaults({
  ...prod.redcap,
  network: { cidr: "10.20.0.0/16", availabilityZones: ["us-east-1a", "us-east-1b"] },
  redcapSource: { kind: "s3", bucket: "example-redcap-sources", key: "redcap16.0.18.zip", versionId: "v1" },
  mail: { ...prod.redcap!.mail, domain: "mail.example.edu" },
  environments: { blue: { cnamePrefix: "redcap-prod-example", phpVersion: "8.4" } },
  web: { ec2Key: { name: "operators" } },
  database: {
    instanceClass: "db.r8g.large",
    engineVersion: "8.0.mysql_aurora.3.10.5",
    readers: { standby: { instanceClass: "db.r8g.large" } },
  },
});
const of = (key: string) => base[key] as Inputs;

/** What adds or removes something by its very meaning, and what that is. */
const meant: Readonly<Record<string, RegExp>> = {
  "network.natGateways": /^module\.network\[0\]\.aws_(eip\.nat|nat_gateway\.this|route\.app)\[/,
  "redcapSource.kind": /^module\.(bundles|source_bundle)\[0\]\./,
  "web.proxy": /^module\.beanstalk\.aws_cloudwatch_log_group\.logs\["(blue|green)\/var\/log\/(nginx|httpd)\//,
  "web.logVolumeSizeGb": /^module\.beanstalk\.aws_ebs_(volume\.blank|snapshot\.blank_copy)\[0\]$/,
  // See the beanstalk module's README: the two ways are two resources, so that only one ignores the version.
  applicationUpgrades:
    /^module\.beanstalk\.(aws_elastic_beanstalk_(application_version|environment)\.(this|self_upgrading)|aws_iam_role_policy\.self_upgrade)\[/,
  "database.monitoringIntervalSeconds": /^module\.database\.aws_iam_role(_policy_attachment)?\.monitoring/,
  "application.cron": /^module\.monitoring\.aws_cloudwatch_metric_alarm\.[a-z]+\["cron/,
  "backup.optIn": /^module\.backup\.aws_backup_region_settings\./,
  "files.accessKey.generation": /^module\.files\.aws_iam_access_key\.client\[/,
  "mail.transport":
    /smtp|^module\.email\[0\]\.(aws_cloudwatch_event_(rule|target)\.access_key_age|terraform_data\.access_key)\[/,
  deletionProtection: /^module\.secrets\.aws_secretsmanager_secret_policy\.deletion\[/,
};

const scalars = scalarsOf(base, {
  "domain.zone.name": "redcap.example.edu",
  "mail.zone.name": "mail.example.edu",
  "database.engineVersion": "8.0.mysql_aurora.3.12.0",
  "database.instanceClass": "db.r8g.xlarge",
  "database.readers.standby.instanceClass": "db.r8g.xlarge",
  "database.monitoringIntervalSeconds": 30,
});
const green = changed(base, ["environments"], {
  ...of("environments"),
  green: { cnamePrefix: "redcap-prod-green" },
});
const structural: Record<string, Inputs> = {
  base,
  zone: changed(base, ["network", "availabilityZones"], ["us-east-1a", "us-east-1b", "us-east-1c"]),
  reader: changed(base, ["database", "readers"], { ...(of("database")["readers"] as object), reports: {} }),
  no_reader: changed(base, ["database", "readers"], {}),
  colour: green,
  no_dmarc: changed(base, ["mail"], {
    ...of("mail"),
    dmarcPolicy: "unmanaged",
    dmarcReportAddress: undefined,
  }),
  irreversible_lock: changed(base, ["backup", "lock"], {
    mode: "compliance",
    minRetentionDays: 7,
    maxRetentionDays: 400,
    changeableForDays: 3,
    irreversible: true,
  }),
  no_scan: changed(base, ["malwareScan"], undefined),
  clamav: changed(base, ["malwareScan"], { clamav: {} }),
  active_colour: changed(green, ["activeEnvironment"], "green"),
};
const means = scalars.filter(({ path }) => meant[path.join(".")]);
const others = packed(
  base,
  scalars.filter((scalar) => !means.includes(scalar)),
);
const meaning = packed(base, means);

let planned: Record<string, string[]>;
beforeAll(async () => {
  const calls = {
    ...structural,
    ...Object.fromEntries(others.map(({ inputs }, i) => [`others_${i}`, inputs])),
    ...Object.fromEntries(meaning.map(({ inputs }, i) => [`meaning_${i}`, inputs])),
  };
  planned = await plannedAddresses("redcap", calls, await terraformEnvironment());
}, 900_000);

/** What a variant has and the base has not, and the reverse. */
const difference = (variant: string, from = "base") => ({
  added: planned[variant]!.filter((address) => !planned[from]!.includes(address)),
  removed: planned[from]!.filter((address) => !planned[variant]!.includes(address)),
});

test("a zone adds what is in it, and leaves every other address alone", () => {
  const { added, removed } = difference("zone");
  expect(removed).toEqual([]);
  expect(added.length).toBeGreaterThanOrEqual(10);
  expect(added.filter((address) => !address.endsWith('["us-east-1c"]'))).toEqual([]);
});

test("a reader adds itself, and leaves every other address alone", () => {
  expect(difference("reader")).toEqual({
    added: ['module.database.aws_rds_cluster_instance.reader["reports"]'],
    removed: [],
  });
  expect(difference("no_reader").added).toEqual([]);
  expect(difference("no_reader").removed.filter((address) => !address.includes("standby"))).toEqual([]);
});

test("a colour adds itself, and leaves every other address alone", () => {
  const { added, removed } = difference("colour");
  expect(removed).toEqual([]);
  expect(added.length).toBeGreaterThanOrEqual(10);
  expect(added.filter((address) => !address.includes("green"))).toEqual([]);
});

test("the address of REDCap moves to another colour without a change of any resource's address", () => {
  expect(difference("active_colour", "colour")).toEqual({ added: [], removed: [] });
});

test("an unmanaged DMARC policy leaves out its record, and nothing else", () => {
  expect(difference("no_dmarc")).toEqual({
    added: [],
    removed: ['module.email[0].aws_route53_record.domain_records["dmarc"]'],
  });
});

test.each([
  ["base", 9],
  ["clamav", 25],
])("a malware scan (%s) adds what is its own, and leaves every other address alone", (on, least) => {
  const { added, removed } = difference(on, "no_scan");
  expect(removed).toEqual([]);
  expect(added.length).toBeGreaterThanOrEqual(least);
  const own =
    /^module\.(malware_scan|scan_cluster)\[0\]\.|^module\.files\.aws_s3_bucket_notification\.events\[0\]$|^module\.monitoring\..*\["malware-/;
  expect(added.filter((address) => !own.test(address))).toEqual([]);
  expect(added.some((address) => address.startsWith("module.scan_cluster"))).toBe(on === "clamav");
});

describe("a scalar", () => {
  test("has another value to be tried with, whichever it is", () => {
    expect(scalars.length).toBeGreaterThan(60);
    const untried = scalars.filter(({ others: values }) => values.length === 0);
    // One is for another kind of source, one needs another colour (above); the lock's change together only (below), as do those of
    // Auto Scaling; a way to sign in needs its own settings; and the rest have no other value that a change of one letter makes.
    expect(untried.map(({ path }) => path.join("."))).toEqual([
      "redcapSource.redcapVersion",
      "redcapSource.previousVersion",
      "activeEnvironment",
      "web.autoscaling.periodMinutes",
      "web.autoscaling.breachMinutes",
      "web.egress.https.port",
      "application.authentication",
      "backup.lock.mode",
      "backup.lock.irreversible",
    ]);
    expect(difference("irreversible_lock")).toEqual({ added: [], removed: [] });
    expect(others.flatMap(({ inputs }) => problems(inputs))).toEqual([]);
  });

  test("that means no resource leaves every address alone", () => {
    const moved = others.map(({ changes }, i) => ({ changes, ...difference(`others_${i}`) }));
    expect(moved.filter(({ added, removed }) => added.length + removed.length > 0)).toEqual([]);
  });

  const movedBy = (i: number) => Object.values(difference(`meaning_${i}`)).flat();

  test.each(meaning.map(({ changes, paths }, i) => [changes.join(", "), i, paths] as const))(
    "%s add or remove what they mean, and nothing else",
    (_, i, paths) => {
      const patterns = paths.map((path) => meant[path.join(".")]!);
      expect(movedBy(i).filter((address) => !patterns.some((pattern) => pattern.test(address)))).toEqual([]);
    },
  );

  test.each(Object.entries(meant))("%s adds or removes something", (path, pattern) => {
    const sets = meaning.flatMap(({ paths }, i) => (paths.some((own) => own.join(".") === path) ? [i] : []));
    expect(sets.flatMap(movedBy).filter((address) => pattern.test(address))).not.toEqual([]);
  });
});
