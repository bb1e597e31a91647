import { securityGroups } from "../security-groups";
import type { Inputs } from "../synthesis";

const secret = (name: string) => `arn:aws:secretsmanager:us-east-1:123456789012:secret:${name}-a1b2c3`;
const key = "arn:aws:kms:us-east-1:123456789012:key/11111111-2222-3333-4444-555555555555";

export const good: Inputs = {
  name: "demo",
  engine: "aurora-postgresql",
  clusterIdentifier: "demo",
  databaseSecurityGroupId: "sg-0123456789abcdef1",
  vpcId: "vpc-0123456789abcdef0",
  subnetIds: ["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"],
  clients: { app: "sg-0123456789abcdef0" },
  secretArns: { master: secret("demo/database/writer") },
  secretsKmsKeyArn: key,
  kmsKeyArn: key,
};

const connectionSecret = { credentials: "master", databaseName: "demo", fingerprint: "1" };

/** Inputs that are fine, by what is special about them. */
export const accepted: Readonly<Record<string, Inputs>> = {
  "the minimum": good,
  MySQL: { ...good, engine: "aurora-mysql" },
  readers: { ...good, readerEndpoint: {} },
  "connection secrets": { ...good, connectionSecret },
  "connection secrets that can be deleted at once": {
    ...good,
    connectionSecret: { ...connectionSecret, recoveryWindowDays: 0 },
  },
  "tokens in place of passwords": { ...good, iamAuthentication: true },
  "a pool without idle connections": { ...good, connectionPool: { maxIdleConnectionsPercent: 0 } },
  "several users": { ...good, secretArns: { master: secret("one"), reports: secret("two") } },
  "a secret in GovCloud": {
    ...good,
    secretArns: { master: "arn:aws-us-gov:secretsmanager:us-gov-west-1:123456789012:secret:demo-a1b2c3" },
  },
};

/** Inputs that are not, by what is wrong, with what the message must say. */
export const refused: Readonly<Record<string, readonly [Inputs, RegExp]>> = {
  "a name that looks like a security group's ID": [
    { ...good, name: "sg-demo" },
    /^name must not be a name that AWS reserves: sg-/m,
  ],
  "a client under two names": [
    { ...good, clients: { web: "sg-0123456789abcdef0", jobs: "sg-0123456789abcdef0" } },
    /^clients\.(web|jobs) must not have the same value as another entry/m,
  ],
  "two hyphens": [{ ...good, name: "de--mo" }, /must not have two hyphens in a row/],
  "a name that ends with a hyphen": [{ ...good, name: "demo-" }, /not end with a hyphen/],
  "another engine": [{ ...good, engine: "postgres" }, /must be one of aurora-mysql, aurora-postgresql/],
  "no cluster": [{ ...good, clusterIdentifier: "" }, /clusterIdentifier must have at least 1 character/],
  "no group of the database": [{ ...good, databaseSecurityGroupId: "" }, /must have at least 1 character/],
  "no VPC": [{ ...good, vpcId: "" }, /vpcId must have at least 1 character/],
  "one subnet": [{ ...good, subnetIds: ["subnet-0123456789abcdef0"] }, /must be at least 2 subnets/],
  "a subnet without an ID": [
    { ...good, subnetIds: ["", "subnet-0123456789abcdef1"] },
    /subnetIds\[0\] must have at least 1 character/,
  ],
  "a client in upper case": [{ ...good, clients: { App: "sg-0" } }, /1 to 32 lower-case letters/],
  "a client without a group": [{ ...good, clients: { app: "" } }, /must have at least 1 character/],
  "no secret": [{ ...good, secretArns: {} }, /must have at least one secret/],
  "a secret's name": [{ ...good, secretArns: { master: "demo/database" } }, /must be an ARN like/],
  "a secret in upper case": [
    { ...good, secretArns: { Master: secret("demo") } },
    /1 to 32 lower-case letters/,
  ],
  "a key's alias": [
    { ...good, kmsKeyArn: "arn:aws:kms:us-east-1:123456789012:alias/data" },
    /kmsKeyArn must be an ARN/,
  ],
  "an alias of the secrets' key": [
    { ...good, secretsKmsKeyArn: "arn:aws:kms:us-east-1:123456789012:alias/data" },
    /secretsKmsKeyArn must be an ARN/,
  ],
  "clients that are dropped at once": [{ ...good, idleClientTimeoutSeconds: 0 }, /at least 1/],
  "clients that are idle for a day": [{ ...good, idleClientTimeoutSeconds: 86_400 }, /at most 28800/],
  "no connections": [{ ...good, connectionPool: { maxConnectionsPercent: 0 } }, /at least 1/],
  "more connections than there are": [
    { ...good, connectionPool: { maxConnectionsPercent: 101 } },
    /at most 100/,
  ],
  "less than no idle connections": [
    { ...good, connectionPool: { maxIdleConnectionsPercent: -1 } },
    /at least 0/,
  ],
  "half a percent": [{ ...good, connectionPool: { maxIdleConnectionsPercent: 0.5 } }, /whole number/],
  "more idle connections than connections": [
    { ...good, connectionPool: { maxConnectionsPercent: 30 } },
    /maxIdleConnectionsPercent of at most maxConnectionsPercent/,
  ],
  "a wait of ten minutes": [{ ...good, connectionPool: { borrowTimeoutSeconds: 600 } }, /at most 300/],
  "an empty query": [
    { ...good, connectionPool: { initQuery: "" } },
    /initQuery must have at least 1 character/,
  ],
  "credentials that the proxy does not have": [
    { ...good, connectionSecret: { ...connectionSecret, credentials: "owner" } },
    /connectionSecret\.credentials must be one of the names in secretArns/,
  ],
  "a connection secret for clients with tokens": [
    { ...good, iamAuthentication: true, connectionSecret },
    /must not be given with iamAuthentication/,
  ],
  "a connection secret without a database": [
    { ...good, connectionSecret: { ...connectionSecret, databaseName: "" } },
    /databaseName must have at least 1 character/,
  ],
  "a connection secret that nothing renews": [
    { ...good, connectionSecret: { ...connectionSecret, fingerprint: "" } },
    /fingerprint must have at least 1 character/,
  ],
  "a recovery window of a day": [
    { ...good, connectionSecret: { ...connectionSecret, recoveryWindowDays: 1 } },
    /must be 0, or 7 to 30/,
  ],
  "a retention that CloudWatch does not have": [{ ...good, logRetentionDays: 100 }, /must be one of 1, 3, 5/],
  "more clients than a security group has rules": [
    { ...good, clients: securityGroups(61) },
    /clients must have at most 60 entries/,
  ],
};
