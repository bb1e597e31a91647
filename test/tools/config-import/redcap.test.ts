import * as fs from "node:fs";
import { environmentProblems } from "../../../app/environment";
import type { Parameter } from "../../../tools/config-import/parameter-file";
import { parameters } from "../../../tools/config-import/redcap";
import {
  complete,
  evaluate,
  golden,
  goldenMap,
  imported,
  type Options,
  problems,
  run,
  smtpSecret,
} from "./command";

const file = "parameters.json";

describe("the golden parameters", () => {
  test("hold every parameter of the template, which has 32", () => {
    expect(Object.keys(goldenMap()).sort()).toEqual(Object.keys(parameters).sort());
    expect(Object.keys(parameters)).toHaveLength(32);
  });

  test("have the template's defaults", () => {
    for (const [key, { default: value }] of Object.entries<Parameter>(parameters)) {
      const asked = ["UseRoute53Boolean", "UseACMBoolean"].includes(key);
      if (value !== undefined && !asked) expect([key, goldenMap()[key]]).toEqual([key, value]);
    }
  });

  test("become this environment, which is valid", () => {
    const environment = evaluate(run(fs.readFileSync(golden, "utf8")).text);
    expect(environment).toEqual({
      account: "111122223333",
      region: "us-east-1",
      redcap: {
        name: "example-redcap",
        network: {
          cidr: "10.1.0.0/16",
          availabilityZones: ["us-east-1a", "us-east-1b"],
          subnetCidrs: {
            "us-east-1a": { public: "10.1.0.0/24", app: "10.1.2.0/24", data: "10.1.4.0/24" },
            "us-east-1b": { public: "10.1.1.0/24", app: "10.1.3.0/24", data: "10.1.5.0/24" },
          },
        },
        domain: { name: "redcap.example.edu", zone: { id: "Z0123456789ABCDEFGHIJ" } },
        redcapSource: {
          kind: "community",
          redcapVersion: "latest",
          credentialsSecretArn: complete["community-secret-arn"],
        },
        environments: {
          blue: { minInstances: 2, maxInstances: 2, phpVersion: "8.4" },
        },
        web: { instanceTypes: ["t3.micro"], ec2Key: { name: "redcap-key" } },
        database: { instanceClass: "db.t4g.medium" },
        application: { administratorEmail: "admins@example.edu", institution: "Example University Hospital" },
        mail: {
          transport: "api",
          fromAddress: "redcap@example.edu",
          existing: { region: "us-west-2", identityArn: complete["mail-identity-arn"] },
        },
      },
    });
    expect(environmentProblems("hospital", environment)).toEqual([]);
  });

  test("say nothing else when all that have a default are left out", () => {
    const withDefault = Object.entries<Parameter>(parameters).filter(([, p]) => p.default !== undefined);
    const route53 = { UseRoute53Boolean: "true", UseACMBoolean: "true" };
    const fewer = { ...Object.fromEntries(withDefault.map(([key]) => [key, undefined])), ...route53 };
    expect(imported(fewer).environment).toEqual(imported({}).environment);
  });
});

describe("passwords and logins", () => {
  const made = { SESUsername: 1, SESPassword: 2, DatabaseMasterPassword: 3, RedcapUname: 4, RedcapPword: 5 };
  const values = Object.fromEntries(Object.entries(made).map(([key, n]) => [key, `tell-nobody-${n}`]));
  const smtp = { "mail-identity-arn": undefined, "smtp-secret-arn": smtpSecret };

  test.each<[string, Record<string, unknown>, Options]>([
    ["a good import", {}, {}],
    ["one with SMTP", {}, smtp],
    ["one that is printed", {}, { stdout: true }],
    [
      "one that lacks everything",
      { EBEndpoint: "", WebAsgMin: "x" },
      Object.fromEntries(Object.keys(complete).map((k) => [k, undefined])),
    ],
  ])("are neither written nor shown by %s", (_, changes, options) => {
    const { text, printed, reported, error } = run(
      { ...goldenMap(), ...values, ...changes },
      { ...complete, ...options },
    );
    expect(`${text}${printed}${reported}${error}`).not.toContain("tell-nobody");
  });

  test("the user is told to delete a file that holds them, and nothing where they are masked", () => {
    expect(imported({}).notes).toContain(
      `${file} contains SESUsername, SESPassword, DatabaseMasterPassword, RedcapUname, RedcapPword: delete it`,
    );
    const masked = Object.fromEntries(Object.keys(made).map((key) => [key, "****"]));
    expect(imported(masked).notes).not.toContain("delete it");
  });

  test("the login of the REDCap Community goes into a secret, by a command that does not hold it", () => {
    const [problem, ...others] = problems({}, { "community-secret-arn": undefined });
    expect(others).toEqual([]);
    expect(problem).toMatch(/^parameters.json: RedcapUname and RedcapPword are a login/);
    expect(problem).toContain('{"username": "…", "password": "…"}');
    expect(problem).toContain(
      "aws secretsmanager create-secret --region us-east-1 --name example-redcap-community",
    );
    expect(problem).toContain("--secret-string file://secret.json");
    expect(imported({}).notes).toContain("RedcapUname, RedcapPword: not in the file");
  });

  test("the login of SES is replaced by the instances' role, or goes into a secret", () => {
    const [problem, ...others] = problems({}, { "mail-identity-arn": undefined });
    expect(others).toEqual([]);
    expect(problem).toMatch(/^parameters.json: SESUsername and SESPassword are a login/);
    expect(problem).toContain("--mail-identity-arn ARN --from-address ADDRESS (recommended)");
    expect(problem).toContain('{"username": "…", "password": "…"}');
    expect(problem).toContain("--name example-redcap-smtp");
    expect(problem).toContain("--no-mail");
  });

  test("the database's master password needs nothing", () => {
    expect(imported({}).notes).toMatch(
      /DatabaseMasterPassword: no counterpart, nothing to do: RDS generates .* secret example-redcap\/admin/,
    );
  });
});

describe("mail", () => {
  test("by SMTP it names the secret, and SESRegion", () => {
    const { redcap, notes } = imported({}, { "mail-identity-arn": undefined, "smtp-secret-arn": smtpSecret });
    expect(redcap["mail"]).toEqual({
      transport: "smtp",
      fromAddress: "redcap@example.edu",
      existing: { region: "us-west-2", smtpSecretArn: smtpSecret },
    });
    expect(notes).toContain(
      "SESUsername, SESPassword: not in the file: they are read from the secret of --smtp-secret-arn",
    );
  });

  test("with --no-mail there is none, and the user is told so", () => {
    const { redcap, notes } = imported(
      {},
      { "mail-identity-arn": undefined, "from-address": undefined, "no-mail": true },
    );
    expect(redcap["mail"]).toBeUndefined();
    expect(notes).toContain("--no-mail: no mail is sent");
  });

  test("what it lacks or mixes up is said", () => {
    expect(problems({}, { "from-address": undefined })).toEqual([
      expect.stringMatching(/^--from-address is required/),
    ]);
    expect(problems({}, { "from-address": "nobody" })).toEqual([
      '--from-address must be an email address (got "nobody")',
    ]);
    expect(problems({}, { "smtp-secret-arn": smtpSecret })).toEqual([
      expect.stringContaining("cannot be combined"),
    ]);
    expect(problems({ SESRegion: "" })).toEqual([expect.stringMatching(/SESRegion is required/)]);
    expect(problems({ SESRegion: "us-wets-2" })).toContain(
      `${file}: SESRegion must be an AWS region; did you mean us-west-2? (got "us-wets-2")`,
    );
    expect(problems({ SESRegion: "eu-west-1" })).toEqual([
      expect.stringContaining(
        "--mail-identity-arn must be an identity in SESRegion, eu-west-1 (got arn:aws:ses:us-west-2",
      ),
    ]);
    expect(problems({}, { "mail-identity-arn": "arn:aws:sns:us-west-2:111122223333:topic" })).toEqual([
      expect.stringContaining("--mail-identity-arn must be an ARN like arn:aws:ses:"),
    ]);
  });
});

describe("the address", () => {
  const without = { UseRoute53Boolean: "false", UseACMBoolean: "false" };
  const certificate = "arn:aws:acm:us-east-1:111122223333:certificate/1234";

  test("is DomainName in the zone, by its ID where that is given, else by its name", () => {
    expect(
      imported({ HostedZoneIda: "", HostedZoneName: "Example.EDU.", DomainName: "RedCap" }).redcap["domain"],
    ).toEqual({
      name: "redcap.example.edu",
      zone: { name: "example.edu" },
    });
  });

  test("is HTTPS even where the original served HTTP in a zone, and the user is told so", () => {
    const { redcap, notes } = imported({ UseACMBoolean: "false" });
    expect(redcap["domain"]).toEqual({ name: "redcap.example.edu", zone: { id: "Z0123456789ABCDEFGHIJ" } });
    expect(notes).toMatch(
      /UseACMBoolean false: the template served HTTP in that case.*HTTPS, with a certificate that ACM issues/,
    );
  });

  test.each([
    [without, ""],
    [{ ...without, UseACMBoolean: "true" }, "UseACMBoolean true then has no effect: "],
  ])("is never HTTP silently: %j", (changes, explanation) => {
    const [problem, ...others] = problems(changes);
    expect(others).toEqual([]);
    expect(problem).toContain(
      `${file}: UseRoute53Boolean is false, and ${explanation}the template serves HTTP`,
    );
    for (const way of [
      "--domain NAME --certificate-arn ARN",
      "UseRoute53Boolean true with",
      '--plain-http "REASON"',
    ]) {
      expect(problem).toContain(way);
    }
  });

  test("may be a name of one's own with a certificate", () => {
    const { redcap, notes } = imported(without, {
      domain: "redcap.hospital.org",
      "certificate-arn": certificate,
    });
    expect(redcap["domain"]).toEqual({
      name: "redcap.hospital.org",
      existingCertificate: { arn: certificate },
    });
    expect(notes).toContain("create a DNS record that points redcap.hospital.org to the load balancer");
    expect(notes).toContain(
      "HostedZoneIda, HostedZoneName, DomainName: not used, because UseRoute53Boolean is false",
    );
  });

  test("may be the zone's own name, or several labels below it", () => {
    for (const domain of ["example.edu", "a.b.example.edu"]) {
      expect(imported({ DomainName: "" }, { domain }).redcap["domain"]).toEqual({
        name: domain,
        zone: { id: "Z0123456789ABCDEFGHIJ" },
      });
    }
  });

  test("is HTTP for a reason only", () => {
    const { redcap, notes } = imported(without, { "plain-http": "trial without patient data" });
    expect(redcap["plainHttp"]).toEqual({ reason: "trial without patient data" });
    expect(redcap["domain"]).toBeUndefined();
    expect(notes).toContain("--plain-http: REDCap is served without encryption");
    expect(problems(without, { "plain-http": "why not" })).toEqual([
      expect.stringMatching(/^--plain-http must have at least 10 characters/),
    ]);
    expect(problems(without, { "plain-http": "trial without patient data", domain: "a.org" })).toEqual([
      expect.stringMatching(/^--plain-http cannot be combined with --domain or --certificate-arn/),
    ]);
  });

  test("what it lacks or mixes up is said", () => {
    expect(problems({ DomainName: "" })).toEqual([
      expect.stringMatching(/DomainName and HostedZoneName must be given/),
    ]);
    expect(problems({ HostedZoneName: "", HostedZoneIda: "" })).toEqual([
      expect.stringMatching(/HostedZoneName or HostedZoneIda must be given with UseRoute53Boolean true/),
      expect.stringMatching(/DomainName and HostedZoneName must be given/),
    ]);
    expect(problems({ HostedZoneIda: "hosted" })).toEqual([
      `${file}: HostedZoneIda must be the ID of a Route 53 hosted zone, like Z0123456789ABCDEFGHIJ (got "hosted")`,
    ]);
    expect(problems({ DomainName: "red_cap" })).toEqual([
      expect.stringMatching(/DomainName must be a domain name in lower case/),
    ]);
    expect(problems({}, { domain: "redcap.example.org" })).toEqual([
      expect.stringMatching(/^--domain must be HostedZoneName, example.edu, or a name below it/),
    ]);
    expect(problems({}, { "certificate-arn": certificate.replace("us-east-1", "eu-west-1") })).toEqual([
      expect.stringMatching(/^--certificate-arn must be a certificate in us-east-1/),
    ]);
    expect(problems({ UseRoute53Boolean: "yes", UseACMBoolean: "no" })).toEqual([
      `${file}: UseRoute53Boolean must be true or false (got "yes")`,
      `${file}: UseACMBoolean must be true or false (got "no")`,
    ]);
  });
});

describe("the source", () => {
  const s3 = {
    S3orAPI: "Provide in S3",
    RedcapS3Bucket: "example-sources",
    RedcapS3Key: "redcap16.0.18.zip",
  };
  const noLogin = { "community-secret-arn": undefined };

  test("is the REDCap Community's download with the version", () => {
    const { redcap, notes } = imported({ Redcapver: "16.0.18", RedcapS3Key: "left-over.zip" });
    expect(redcap["redcapSource"]).toMatchObject({ kind: "community", redcapVersion: "16.0.18" });
    expect(notes).toContain('RedcapS3Key: not used, because S3orAPI is "Download using REDCap API"');
    expect(notes).not.toContain("Redcapver latest");
    expect(imported({}).notes).toContain("Redcapver latest: each build takes the newest");
  });

  test("is an object in S3, with the bucket's region where that is another", () => {
    expect(imported(s3, noLogin).redcap["redcapSource"]).toEqual({
      kind: "s3",
      bucket: "example-sources",
      key: "redcap16.0.18.zip",
    });
    const { redcap, notes } = imported({ ...s3, RedcapS3BucketRegion: "us-west-2" }, noLogin);
    expect(redcap["redcapSource"]).toMatchObject({ otherRegion: { name: "us-west-2" } });
    expect(notes).toContain("RedcapUname, RedcapPword, Redcapver: not used");
  });

  test("what it lacks or mixes up is said", () => {
    expect(problems({ ...s3, RedcapS3Bucket: "", RedcapS3Key: "" }, noLogin)).toEqual([
      `${file}: RedcapS3Bucket is required with S3orAPI "Provide in S3"`,
      `${file}: RedcapS3Key is required with S3orAPI "Provide in S3"`,
    ]);
    expect(problems({ ...s3, RedcapS3Bucket: "No_Bucket" }, noLogin)).toEqual([
      expect.stringMatching(/^parameters.json: RedcapS3Bucket must be a bucket name.*got "No_Bucket"/),
    ]);
    expect(problems(s3)).toEqual([expect.stringMatching(/^--community-secret-arn is for S3orAPI "Download/)]);
    expect(problems({ S3orAPI: "S3" })).toEqual([
      `${file}: S3orAPI must be "Download using REDCap API" or "Provide in S3" (got "S3")`,
    ]);
    expect(problems({ Redcapver: "16" })).toEqual([
      expect.stringMatching(/Redcapver must be latest or a version like/),
    ]);
    expect(problems({}, { region: "us-west-2" })).toEqual([
      "--community-secret-arn must be a secret in us-west-2 (got one in us-east-1)",
    ]);
  });
});

describe("the web tier", () => {
  test.each(["5.6", "7.4", "8.0", "8.1", "8.2"])("PHP %s becomes 8.4, and the user is told so", (version) => {
    const { redcap, notes } = imported({ PHPVersion: version });
    expect(redcap).toMatchObject({ environments: { blue: { phpVersion: "8.4" } } });
    expect(notes).toContain(`PHPVersion ${version}: now 8.4`);
  });

  test.each(["8.3", "8.5"])("PHP %s stays", (version) => {
    const { redcap, notes } = imported({ PHPVersion: version });
    expect(redcap).toMatchObject({ environments: { blue: { phpVersion: version } } });
    expect(notes).not.toContain("PHPVersion");
  });

  test("a minimum of no instances becomes one, and the user is told so", () => {
    const { redcap, notes } = imported({ WebAsgMin: "0", WebAsgMax: "5" });
    expect(redcap).toMatchObject({ environments: { blue: { minInstances: 1, maxInstances: 5 } } });
    expect(notes).toContain("WebAsgMin 0: now 1");
  });

  test("EBEndpoint becomes the prefix of names, where it can be one", () => {
    expect(imported({ EBEndpoint: "MyRedcap" }).redcap).toMatchObject({ name: "myredcap" });
    const { redcap, notes } = imported({ EBEndpoint: "2026-hospital-redcap-of-the-university" });
    expect(redcap).toMatchObject({ name: "redcap-hospital" });
    expect(notes).toContain("the prefix is redcap-hospital");
  });

  test("EBEndpoint stays the old environment's CNAME, unless that is gone", () => {
    const { redcap, notes } = imported({ EBEndpoint: "MyRedcap" });
    expect(redcap).not.toHaveProperty("environments.blue.cnamePrefix");
    expect(notes).toContain("EBEndpoint: its name belongs to the old environment while that exists");
    const kept = imported({ EBEndpoint: "MyRedcap" }, { "keep-cname": true });
    expect(kept.redcap).toMatchObject({ environments: { blue: { cnamePrefix: "MyRedcap" } } });
    expect(kept.notes).not.toContain("belongs to the old environment");
  });

  test("the key pair is kept with a note, and is not missed", () => {
    expect(imported({}).notes).toContain("EC2KeyName: kept. Session Manager");
    expect(imported({ EC2KeyName: "" }).redcap["web"]).toEqual({ instanceTypes: ["t3.micro"] });
  });

  test("the smallest instance types are kept with a note, others without", () => {
    expect(imported({}).notes).toContain("WebInstanceType t3.micro: kept");
    const { redcap, notes } = imported({ WebInstanceType: "m5.large" });
    expect(redcap).toMatchObject({ web: { instanceTypes: ["m5.large"] } });
    expect(notes).not.toContain("WebInstanceType");
  });

  test("what it lacks or mixes up is said", () => {
    expect(problems({ WebAsgMin: "3", WebAsgMax: "2" })).toEqual([
      `${file}: WebAsgMin must not exceed WebAsgMax (got WebAsgMin "3", WebAsgMax "2")`,
    ]);
    expect(problems({ WebAsgMin: "3", WebAsgMax: undefined })).toEqual([
      `${file}: WebAsgMin must not exceed WebAsgMax (got WebAsgMin "3", WebAsgMax "2", the template's default)`,
    ]);
    expect(problems({ WebAsgMin: "two", WebAsgMax: "-1" })).toEqual([
      `${file}: WebAsgMin must be a whole number, 0 to 10 (got "two")`,
      `${file}: WebAsgMax must be a whole number, 1 to 30 (got "-1")`,
    ]);
    expect(problems({ WebAsgMin: "0", WebAsgMax: "0" })).toEqual([
      `${file}: WebAsgMax must be a whole number, 1 to 30 (got "0")`,
    ]);
    expect(problems({ WebInstanceType: "t3.mciro" })).toEqual([
      `${file}: WebInstanceType must be an EC2 instance type such as t3.small or m5.large (got "t3.mciro")`,
    ]);
    expect(problems({ PHPVersion: "latest" })).toEqual([
      expect.stringMatching(/PHPVersion must be one of 8.3 .*got "latest"/),
    ]);
    expect(problems({ EBEndpoint: "abc" }, { "keep-cname": true })).toEqual([
      expect.stringMatching(/EBEndpoint must be 4 to 40 letters.*got "abc"/),
    ]);
    expect(problems({ EBEndpoint: undefined })).toEqual([expect.stringMatching(/EBEndpoint is required/)]);
  });
});

describe("the database", () => {
  test.each([
    ["db.t2.small", "db.t4g.medium"],
    ["db.t3.small", "db.t4g.medium"],
    ["db.t3.medium", "db.t4g.medium"],
    ["db.t3.large", "db.t4g.large"],
    ["db.r4.16xlarge", "db.r5.16xlarge"],
  ])("class %s becomes %s, and the user is told so", (given, expected) => {
    const { redcap, notes } = imported({ DatabaseInstanceType: given });
    expect(redcap).toMatchObject({ database: { instanceClass: expected } });
    expect(notes).toContain(`DatabaseInstanceType ${given}: now ${expected}`);
  });

  test.each(["db.r5.large", "db.r5.24xlarge", "db.t4g.medium"])("class %s stays", (given) => {
    const { redcap, notes } = imported({ DatabaseInstanceType: given });
    expect(redcap).toMatchObject({ database: { instanceClass: given } });
    expect(notes).not.toContain("DatabaseInstanceType");
  });

  test("Multi-AZ becomes a reader to fail over to", () => {
    expect(imported({ MultiAZDatabase: "true" }).redcap).toMatchObject({
      database: { readers: { standby: {} } },
    });
    expect(imported({}).redcap["database"]).not.toHaveProperty("readers");
  });

  test("the user is told that Aurora 5.7 has ended", () => {
    expect(imported({}).notes).toContain(
      "Aurora MySQL 5.7: the template's engine version has reached its end of life",
    );
  });

  test("what it mixes up is said", () => {
    expect(problems({ DatabaseInstanceType: "db.m5.large", MultiAZDatabase: "2" })).toEqual([
      `${file}: MultiAZDatabase must be true or false (got "2")`,
      expect.stringMatching(
        /^parameters.json: DatabaseInstanceType must be an Aurora instance class.*got "db.m5.large"/,
      ),
    ]);
  });
});

describe("the network", () => {
  test("an access range is admitted alone; any address is the default", () => {
    expect(imported({ AccessCidr: "192.0.2.0/24" }).redcap["allowedCidrs"]).toEqual({
      access: "192.0.2.0/24",
    });
    expect(imported({}).redcap).not.toHaveProperty("allowedCidrs");
  });

  test("ranges are written as AWS stores them, and the user is told so", () => {
    const { redcap, notes } = imported({ AccessCidr: "192.0.2.77/24", VPCcidr: "10.1.3.4/16" });
    expect(redcap).toMatchObject({
      allowedCidrs: { access: "192.0.2.0/24" },
      network: { cidr: "10.1.0.0/16" },
    });
    expect(notes).toContain("AccessCidr 192.0.2.77/24: now 192.0.2.0/24");
  });

  test("the zones are a and b of the region, as in the template", () => {
    const options = {
      region: "eu-west-1",
      "community-secret-arn": complete["community-secret-arn"].replace("us-east-1", "eu-west-1"),
    };
    const { redcap } = imported({}, options);
    expect(redcap).toMatchObject({ network: { availabilityZones: ["eu-west-1a", "eu-west-1b"] } });
    expect(Object.keys((redcap["network"] as unknown as { subnetCidrs: object }).subnetCidrs)).toEqual([
      "eu-west-1a",
      "eu-west-1b",
    ]);
  });

  test("subnets that the module would lay out the same way are not written", () => {
    const { redcap } = imported({
      VPCcidr: "10.8.0.0/16",
      p1cidr: "10.8.0.0/21",
      p2cidr: "10.8.8.0/21",
      a1cidr: "10.8.64.0/21",
      a2cidr: "10.8.72.0/21",
      d1cidr: "10.8.128.0/21",
      d2cidr: "10.8.136.0/21",
    });
    expect(redcap["network"]).toEqual({
      cidr: "10.8.0.0/16",
      availabilityZones: ["us-east-1a", "us-east-1b"],
    });
  });

  test("each range that is wrong is named by its parameter", () => {
    expect(
      problems({ AccessCidr: "everyone", VPCcidr: "10.1.0.0/15", p1cidr: "10.1.0.0/28", d2cidr: "10.1.5.0" }),
    ).toEqual([
      expect.stringMatching(
        /^parameters.json: VPCcidr must have a prefix between \/16 and \/22 \(got "10.0.0.0\/15"\)/,
      ),
      expect.stringMatching(
        /^parameters.json: p1cidr must have a prefix between \/16 and \/27 \(got "10.1.0.0\/28"\)/,
      ),
      expect.stringMatching(/^parameters.json: d2cidr must be an IPv4 range.*got "10.1.5.0"/),
      expect.stringMatching(/^parameters.json: d2cidr must have a prefix between \/16 and \/28/),
      expect.stringMatching(/^parameters.json: AccessCidr must be an IPv4 range.*got "everyone"/),
    ]);
    expect(problems({ a1cidr: "10.9.0.0/24", a2cidr: "10.1.0.128/25" })).toEqual([
      `${file}: a1cidr must be within VPCcidr (got a1cidr "10.9.0.0/24"; VPCcidr "10.1.0.0/16")`,
      `${file}: p1cidr must not overlap a2cidr (got p1cidr "10.1.0.0/24"; a2cidr "10.1.0.128/25")`,
    ]);
  });
});

describe("the options", () => {
  test("everything that is missing is listed at once, with what it is for", () => {
    const nothing = Object.fromEntries(Object.keys(complete).map((key) => [key, undefined]));
    const listed = problems({}, nothing);
    expect(listed.map((problem) => problem.split("\n")[0])).toEqual([
      "--name is required: the environment's name, such as prod",
      expect.stringContaining("--community-secret-arn is required"),
      expect.stringContaining("SESUsername and SESPassword are a login"),
      "--account is required: AWS account number, 12 digits.",
      "--administrator-email is required: Address of REDCap's first administrator.",
      "--institution is required: Name of the institution, shown on REDCap's pages.",
    ]);
  });

  test("without --region the user is told which one is taken", () => {
    expect(imported({}, { region: undefined }).notes).toContain("--region: not given, so it is us-east-1");
  });

  test("mistakes are said in the options' words", () => {
    expect(problems({}, { region: "use-east-1" })).toEqual([
      "--region must be an AWS region; did you mean us-east-1? (got use-east-1)",
    ]);
    expect(problems({}, { account: "1234", name: "Prod" })).toEqual([
      expect.stringMatching(/^--account must be an AWS account number.*got "1234"/),
      expect.stringMatching(/^--name must be 1 to 31 lower-case letters.*got Prod/),
    ]);
    expect(problems({}, { acount: "1", force: true, institution: "--stdout" })).toEqual([
      "--institution requires a value: Name of the institution, shown on REDCap's pages.",
      "--acount is not an option; did you mean --account?",
      expect.stringMatching(/^too many arguments: 1/),
      expect.stringMatching(/^--institution must/),
    ]);
  });

  test("--help shows the usage, which names every option", () => {
    const { printed, error } = run({}, { help: true });
    expect(error).toBe("");
    for (const option of Object.keys(complete)) expect(printed).toContain(`--${option} `);
  });
});
