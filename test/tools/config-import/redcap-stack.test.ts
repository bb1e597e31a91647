import { imported, problems } from "./command";

const file = "parameters.json";

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
    expect(problems({ EBEndpoint: "MyRedcap" }, { "keep-cname": true })).toEqual([
      "--keep-cname is for --final: the old environment has the name while it exists",
    ]);
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
    expect(problems({ EBEndpoint: "abc" }, { "keep-cname": true, final: true })).toEqual([
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
