import type { Setting, Settings } from "./setting";

const boolean: Setting = { parsing: "boolean" };
const integer: Setting = { parsing: "integer" };
const text: Setting = { parsing: "text" };
const secret: Setting = { parsing: "text", secret: true };

/** An object that arrives as text and so breaks what reads it. `instead` says how it is written. */
const unparsedObject = (instead: string): Setting => ({ parsing: "text", meaning: "object", note: instead });

const entriesOf = (section: string, keys: Settings): [string, Setting][] =>
  Object.entries(keys).map(([key, setting]) => [key === "" ? section : `${section}.${key}`, setting]);

const readerKeys: Settings = {
  "": unparsedObject("Write its keys, or put them into its secret."),
  host: text,
  port: { ...integer, default: 5432 },
  dbname: text,
  username: text,
  password: secret,
  queryTimeout: { ...integer, default: 60_000, note: "Milliseconds." },
  maxConnections: {
    ...integer,
    default: 50,
    note: "Connections of each task to this database. 100 before June 2026: set it, so that the version makes no difference.",
  },
  ssl: unparsedObject("Write ssl.require and ssl.ca, or put them into the database's secret."),
  "ssl.require": {
    ...boolean,
    note: "TLS, verified against public CA certificates only, which do not include RDS's: needs ssl.ca, too.",
  },
  "ssl.rejectUnauthorized": {
    ...boolean,
    default: true,
    note: "false switches off the verification of the server.",
  },
  "ssl.ca": {
    ...text,
    note: "The certificates of one region are longer than the 4,096 characters of a standard parameter.",
  },
  "ssl.cert": text,
  "ssl.key": secret,
  disableConnectionConfiguration: {
    ...boolean,
    note: "RDS Proxy accepts no session settings at the start of a connection.",
  },
};

const writerKeys: Settings = {
  ...readerKeys,
  runMigrations: { ...boolean, default: true },
  disableRunPostDeployMigrations: {
    ...boolean,
    note: "Keeps a rollback to the last minor version possible.",
  },
};

const redisKeys: Settings = {
  "": unparsedObject("Write its keys, or put them into its secret."),
  host: text,
  port: { ...integer, default: 6379 },
  username: text,
  password: secret,
  db: { ...integer, default: 0 },
  tls: unparsedObject("Put tls, an object, into its secret."),
};

/** The sections of the configuration that a secret fills, by the key that names the secret. */
export const secretSections = {
  DatabaseSecrets: "database",
  ReaderDatabaseSecrets: "readonlyDatabase",
  RedisSecrets: "redis",
  CacheRedisSecrets: "cacheRedis",
  RateLimitRedisSecrets: "rateLimitRedis",
  PubSubRedisSecrets: "pubSubRedis",
  BackgroundJobsRedisSecrets: "backgroundJobsRedis",
} as const;

/** The sections that are Redis connections: the one that the server must have, and those that take load off it. */
export const redisSections = [
  "redis",
  "cacheRedis",
  "rateLimitRedis",
  "pubSubRedis",
  "backgroundJobsRedis",
] as const;

/** How the server reaches its databases and Redis groups. */
export const connections: Settings = Object.fromEntries([
  ...Object.entries(secretSections).map(([key, section]): [string, Setting] => [
    key,
    {
      parsing: "secret",
      section,
      pattern: "^arn:[a-z-]+:secretsmanager:[a-z0-9-]+:[0-9]{12}:secret:.+$",
      mustBe: "the ARN of a secret",
    },
  ]),
  ...entriesOf("database", writerKeys),
  ...entriesOf("readonlyDatabase", readerKeys),
  ...redisSections.flatMap((section) => entriesOf(section, redisKeys)),
  ...["databaseProxyEndpoint", "readonlyDatabaseProxyEndpoint"].map((key): [string, Setting] => [
    key,
    { ...text, note: "Deprecated: takes the place of the host, and requires TLS." },
  ]),
]);
