import { sourcesOf } from "./config-id";
import { settingsOfVariables } from "./environment-variables";

test.each([
  ["aws:/medplum/prod/", [{ kind: "aws", region: "us-east-1", path: "/medplum/prod/" }]],
  ["aws:eu-west-1:/medplum/prod/", [{ kind: "aws", region: "eu-west-1", path: "/medplum/prod/" }]],
  [
    "aws:us-gov-west-1:/medplum/a/,env",
    [{ kind: "aws", region: "us-gov-west-1", path: "/medplum/a/" }, { kind: "env" }],
  ],
])("%s names its sources", (id, sources) => {
  expect(sourcesOf([id])).toEqual(sources);
});

test.each([
  [[], "ENOENT"],
  [["aws:/medplum/prod/", "env"], "got 2"],
  [["aws:/medplum/prod"], "must end with a slash"],
  [["aws:medplum/prod/"], "is no source"],
  [["/medplum/prod/"], "is no source"],
])("%j is refused", (args, message) => {
  expect(() => sourcesOf(args)).toThrow(message);
});

test("variables name settings by section", () => {
  expect(
    settingsOfVariables({
      PATH: "/bin",
      MEDPLUM_BASE_URL: "a",
      MEDPLUM_DATABASE_HOST: "b",
      MEDPLUM_DATABASE_SSL_REQUIRE: "c",
      MEDPLUM_READONLY_DATABASE_SSL_REJECT_UNAUTHORIZED: "d",
      MEDPLUM_PUBSUB_REDIS_TLS: "e",
      MEDPLUM_BACKGROUND_JOBS_REDIS_DB: "f",
      MEDPLUM_REDIS_PASSWORD: "g",
      MEDPLUM_WORKERS_ENABLED: "h",
      MEDPLUM_BASE64_BINARY_MAX_BYTES: "i",
    }),
  ).toEqual({
    baseUrl: "a",
    "database.host": "b",
    "database.ssl.require": "c",
    "readonlyDatabase.ssl.rejectUnauthorized": "d",
    "pubSubRedis.tls": "e",
    "backgroundJobsRedis.db": "f",
    "redis.password": "g",
    "workers.enabled": "h",
    base64BinaryMaxBytes: "i",
  });
});
