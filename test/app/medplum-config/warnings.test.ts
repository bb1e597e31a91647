import { staging, translated } from "./example";

const account = staging["accountNumber"] as string;

describe("warnings and notes", () => {
  test("the example has three warnings", () => {
    const { warnings } = translated({});
    expect(warnings.map((text) => /^\w+/.exec(text)?.[0])).toEqual([
      "serverImage",
      "serverMemory",
      "serverCpu",
    ]);
    expect(warnings[1]).toContain("use serverMemory 2048 with serverCpu 1024");
  });

  test.each<[string, object, string]>([
    [
      "a version of a line that has ended",
      { rdsInstanceVersion: "12.9" },
      "rdsInstanceVersion: 12.9 is not on the reviewed list",
    ],
    [
      "a database whose place the file does not say",
      { rdsSecretsArn: `arn:aws:secretsmanager:us-east-1:${account}:secret:db-AbCdEf` },
      "rdsSecretsArn: the tasks may connect to port 5432 of any address",
    ],
    [
      "a signing key by ID alone",
      { storagePublicKey: undefined, signingKeyId: "K2JCJMDEHXQW5F" },
      "signingKeyId has no effect",
    ],
    [
      "migrations that nobody does",
      { workers: { enabled: ["subscription"] } },
      "workers.enabled: post-deploy-migration is enabled nowhere",
    ],
    [
      "a small worker",
      {
        serverCpu: 1024,
        serverMemory: 2048,
        workerServices: [{ id: "a", serverCpu: 256, serverMemory: 512 }],
      },
      "workerServices[0].serverMemory: with 512 MiB",
    ],
  ])("%s is warned of, and accepted", (_what, changes, message) => {
    const { warnings, problems } = translated(changes);
    expect(problems).toEqual([]);
    expect(warnings.filter((text) => text.startsWith(message))).toHaveLength(1);
  });

  test.each<[string, object, string]>([
    [
      "a class without db.",
      { rdsInstanceType: "r6g.large" },
      "rdsInstanceType: r6g.large becomes db.r6g.large.",
    ],
    [
      "a version of a line with reviewed ones",
      { rdsInstanceVersion: "16.4" },
      "rdsInstanceVersion: 16.4 is not on the reviewed list and becomes 16.8, the next one that is.",
    ],
    [
      "Redis 6",
      { cacheEngineVersion: "6.2" },
      "cacheEngineVersion: 6.2 is not on the reviewed list and becomes 7.1.",
    ],
    ["a bucket with dots", { storageBucketName: "files.medplum.com" }, "storageBucketName: a name with dots"],
    [
      "a name with capitals",
      { name: "Staging" },
      "name: Staging becomes staging in the names of AWS resources",
    ],
    [
      "a node type that is not on the list",
      { cacheNodeType: "r4.xlarge" },
      "cacheNodeType: r4.xlarge is not on the reviewed list and becomes cache.r7g.xlarge, the nearest that is.",
    ],
    [
      "all zones",
      { maxAzs: 99 },
      "maxAzs: the zones are us-east-1a, us-east-1b, us-east-1c, us-east-1d, us-east-1f, all that accounts usually see",
    ],
    [
      "a worker of a later version",
      { workers: { enabled: ["*", "telepathy"] } },
      "workers.enabled[1]: telepathy is not a known worker",
    ],
    [
      "an id that AWS would not take",
      { workerServices: [{ id: "bulk_export" }] },
      "workerServices[0].id: bulk_export becomes bulkexport",
    ],
    [
      "keys of a cluster with an existing database",
      { rdsInstances: 2, rdsSecretsArn: `arn:aws:secretsmanager:us-east-1:${account}:secret:db-AbCdEf` },
      "rdsInstances has no effect",
    ],
    [
      "a class with NVMe",
      { rdsInstanceType: "db.r6gd.xlarge" },
      "rdsInstanceType: db.r6gd.xlarge has local NVMe storage",
    ],
    [
      "a fixed number of tasks in addition to scaling",
      { fargateAutoScaling: { minCapacity: 1, maxCapacity: 2 } },
      "desiredServerCount has no effect",
    ],
    [
      "a scan that lets unscanned files be read",
      {},
      "clamscanEnabled: files can be read until they are tagged as bad",
    ],
    [
      "a scan that does not",
      { clamscanEnabled: false, guardDutyMalwareProtectionEnabled: true },
      "guardDutyMalwareProtectionEnabled: files cannot be read until they are scanned",
    ],
    [
      "scans on request without GuardDuty",
      { guardDutyMalwareProtectionOnDemandOnly: true },
      "guardDutyMalwareProtectionOnDemandOnly has no effect without guardDutyMalwareProtectionEnabled",
    ],
    ["a router that is off", { fireLens: { enabled: false } }, "fireLens is not enabled"],
  ])("%s is accepted with a note", (_what, changes, message) => {
    const { notes, problems } = translated(changes);
    expect(problems).toEqual([]);
    expect(notes.filter((text) => text.startsWith(message))).toHaveLength(1);
  });

  test("the server's size, which a worker takes as well, is warned of once", () => {
    const { warnings } = translated({ workerServices: [{ id: "jobs" }] });
    expect(warnings).toEqual(translated({}).warnings);
  });

  test("bigger tasks of a named version have no warning", () => {
    const changes = { serverImage: "medplum/medplum-server:5.1.12", serverMemory: 2048, serverCpu: 1024 };
    expect(translated(changes).warnings).toEqual([]);
  });
});
