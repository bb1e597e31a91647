import { checkedAtSynth } from "../../inputs";
import { accepted, Parameters, plain, PlainParameters, refused } from "./cases";
import {
  deadKeys,
  leftOutWhenFalse,
  misread,
  nearestKey,
  parsedSwitches,
  refusedWhenFalse,
  secretKeys,
  secretSections,
  settingProblems,
  settings,
  unwritable,
} from "../../../../modules/medplum/settings";

/** The parameters of a server that works. */
const good = {
  baseUrl: "https://api.example.org/",
  appBaseUrl: "https://app.example.org",
  DatabaseSecrets: "arn:aws-us-gov:secretsmanager:us-gov-west-1:123456789012:secret:db-AbCdEf",
};

test("the server parses these booleans and no others", () => {
  expect([...parsedSwitches].sort()).toEqual([
    "botCustomFunctionsEnabled",
    "database.disableConnectionConfiguration",
    "database.disableRunPostDeployMigrations",
    "database.runMigrations",
    "database.ssl.rejectUnauthorized",
    "database.ssl.require",
    "fhirSearchDiscourageSeqScan",
    "logAuditEvents",
    "logRequests",
    "mcpEnabled",
    "readonlyDatabase.disableConnectionConfiguration",
    "readonlyDatabase.ssl.rejectUnauthorized",
    "readonlyDatabase.ssl.require",
    "redactAuditEvents",
    "registerEnabled",
  ]);
});

test.each(parsedSwitches)("%s arrives as true or false, and may be nothing else", (key) => {
  expect([misread(key, "true"), misread(key, "false")]).toEqual([undefined, undefined]);
  for (const value of ["False", "1", "yes"])
    expect(misread(key, value)).toBe(`must be true or false (got ${value})`);
});

test.each(leftOutWhenFalse)("%s is said to be false by leaving it out", (key) => {
  expect(misread(key, "true")).toBeUndefined();
  expect(misread(key, "false")).toBe(
    "must be left out or true: the server does not parse it, and takes any text as true (got false)",
  );
});

test.each(refusedWhenFalse)("%s cannot be false", (key) => {
  expect(misread(key, "true")).toBeUndefined();
  expect(misread(key, "false")).toMatch(/^can only be true: /);
});

test("each switch is in one of three lists", () => {
  const lists = [...parsedSwitches, ...leftOutWhenFalse, ...refusedWhenFalse];
  const switches = Object.keys(settings).filter((key) =>
    [settings[key]!.parsing, settings[key]!.meaning].includes("boolean"),
  );
  expect(lists.sort()).toEqual(switches.sort());
  expect(leftOutWhenFalse).toContain("vmContextBotsEnabled");
  expect(refusedWhenFalse).toEqual(expect.arrayContaining(["autoDownloadEnabled", "heartbeatEnabled"]));
});

test.each(unwritable)("%s is no parameter, whatever it holds", (key) => {
  for (const value of ["{}", '{"require":true}', "true"])
    expect(misread(key, value)).toMatch(
      /^would stay text: the server does not parse it as a parameter\. \w.*\.$/,
    );
});

test("objects are unwritable that the server's parser leaves alone, and those alone", () => {
  for (const key of [
    "database",
    "database.ssl",
    "redis",
    "redis.tls",
    "cacheRedis.tls",
    "bullmq",
    "bullmq.removeOnFail",
    "fission",
  ])
    expect(unwritable).toContain(key);
  for (const key of [
    "smtp",
    "workers",
    "workers.enabled",
    "workers.bullmq",
    "defaultProjectFeatures",
    "externalAuthProviders",
  ])
    expect([settings[key]!.parsing, unwritable.includes(key)]).toEqual(["json", false]);
});

test.each(deadKeys)("%s is refused with the reason", (key) => {
  expect(misread(key, "x")).toMatch(/^has no effect: the server does not read it\. \w.*\.$/);
});

test.each(Object.keys(secretSections))("%s must be the ARN of a secret", (key) => {
  expect(misread(key, good.DatabaseSecrets)).toBeUndefined();
  expect(misread(key, "arn:aws:ssm:us-east-1:123456789012:parameter/db")).toMatch(
    /^must be the ARN of a secret /,
  );
});

test.each(Object.keys(settings).filter((key) => settings[key]!.parsing === "integer"))(
  "%s must be a whole number",
  (key) => {
    expect([misread(key, "8"), misread(key, "-1")]).toEqual([undefined, undefined]);
    for (const value of ["8.5", "eight", "1e3", "8 "])
      expect(misread(key, value)).toBe(`must be a whole number (got ${value})`);
  },
);

test.each(Object.keys(settings).filter((key) => settings[key]!.parsing === "json"))(
  "%s must be JSON",
  (key) => {
    expect([misread(key, "{}"), misread(key, '["*"]')]).toEqual([undefined, undefined]);
    for (const value of ["{", "true", '"text"', "null"])
      expect(misread(key, value)).toMatch(/^must be a JSON object or list/);
  },
);

test.each(Object.keys(settings).filter((key) => !deadKeys.includes(key) && !unwritable.includes(key)))(
  "%s may not be empty, since Parameter Store takes nothing empty",
  (key) => expect(misread(key, "")).toBe("must not be empty, which Parameter Store refuses: leave it out"),
);

test.each([
  ["baseUrl", "https://api.example.org/", "https://api.example.org"],
  ["baseUrl", "https://example.org/fhir/", "https://example.org/fhir"],
  ["appBaseUrl", "https://app.example.org", "app.example.org"],
  ["binaryStorage", "s3:storage.example.org", "s3:Storage"],
  ["binaryStorage", "s3:storage", "file:./binary"],
])("%s may be %s and not %s", (key, right, wrong) => {
  expect(misread(key, right)).toBeUndefined();
  expect(misread(key, wrong)).toMatch(/^must be .+ \(got .+\)$/);
});

test("patterns are regular expressions that Terraform reads, too: RE2 has no look-around and no back-references", () => {
  for (const { pattern, mustBe } of Object.values(settings)) {
    expect(pattern ?? "").not.toMatch(/\(\?[=!<]|\\\d/);
    expect(pattern === undefined).toBe(mustBe === undefined);
  }
});

test("a set of parameters has all of its problems at once", () => {
  expect(settingProblems(good)).toEqual([]);
  expect(settingProblems({ ...good, storageBaseUrl: "https://storage.example.org/binary/" })).toEqual([]);
  expect(settingProblems({ ...good, storageBaseUrl: "https://api.example.org/storage/" })).toEqual([
    expect.stringMatching(/^storageBaseUrl must not begin with baseUrl, https:\/\/api\.example\.org\/: /),
  ]);
  expect(settingProblems({ heartbeatEnabled: "false", unknownKey: "false" })).toEqual([
    "baseUrl is missing",
    "appBaseUrl is missing",
    expect.stringMatching(/^heartbeatEnabled can only be true/),
  ]);
});

test("a misspelt key has a nearest one", () => {
  expect(nearestKey("baseURL")).toBe("baseUrl");
  expect(nearestKey("database.maxConnection")).toBe("database.maxConnections");
  expect(nearestKey("somethingElseAltogether")).toBeUndefined();
  expect(misread("toString", "x")).toBeUndefined();
});

test("a secret's value is in no message", () => {
  for (const key of secretKeys) expect(misread(key, "hunter2 {") ?? "").not.toContain("hunter2");
  expect(secretKeys).toEqual(
    expect.arrayContaining([
      "signingKey",
      "signingKeyPassphrase",
      "database.password",
      "redis.password",
      "smtp",
      "defaultSuperAdminPassword",
    ]),
  );
});

describe("a map of parameters", () => {
  checkedAtSynth(Parameters, { accepted, refused });
  checkedAtSynth(PlainParameters, plain);

  test.each(Object.entries(refused))("%s: refused for the same keys as one by one", (_, [{ value }]) => {
    const found = Parameters.problems({ value }, "").map((problem) => /^value\.(\S+)/.exec(problem)![1]);
    const expected = Object.entries(value).filter(([key, text]) => misread(key, text) !== undefined);
    expect(found.sort()).toEqual(expected.map(([key]) => key).sort());
  });
});
