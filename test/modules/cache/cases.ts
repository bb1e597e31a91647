import { securityGroups } from "../security-groups";
import type { Inputs } from "../synthesis";

const base: Inputs = {
  name: "demo",
  vpcId: "vpc-0123456789abcdef0",
  subnetIds: ["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"],
  clients: { app: "sg-0123456789abcdef0" },
  kmsKeyArn: "arn:aws:kms:us-east-1:123456789012:key/11111111-2222-3333-4444-555555555555",
};

/** Inputs with a group that has something special about it. */
const main = (group: object): Inputs => ({ ...base, groups: { main: group } });

/** The least that a caller gives. */
export const good: Inputs = main({});

/** Inputs that are fine, by what is special about them. */
export const accepted: Readonly<Record<string, Inputs>> = {
  "the minimum": good,
  "five groups": { ...base, groups: { main: {}, cache: {}, "rate-limit": {}, pubsub: {}, jobs: {} } },
  "Redis OSS": main({ engine: "redis" }),
  "a chosen version": main({ engineVersion: "9.0" }),
  "a chosen version of Redis OSS": main({ engine: "redis", engineVersion: "7.0" }),
  "a single node in a single subnet": {
    ...main({ replicas: 0 }),
    subnetIds: ["subnet-0123456789abcdef0"],
  },
  "a replica without Multi-AZ in a single subnet": {
    ...main({ multiAz: false }),
    subnetIds: ["subnet-0123456789abcdef0"],
  },
  "the most replicas": main({ replicas: 5, nodeType: "cache.r7g.16xlarge" }),
  "a job queue": main({ evictionPolicy: "noeviction", parameters: { timeout: "300" } }),
  "a user": main({ user: {} }),
  "a user of a name, who may read only": main({
    user: { name: "reader", accessString: "on ~app:* &* -@all +@read" },
  }),
  "a rotation": main({ generation: 2, retiredGeneration: 0 }),
  "a rotation that is over": main({ generation: 2, retiredGeneration: 1 }),
  "a client of one group": main({ clients: { worker: "sg-0123456789abcdef1" } }),
  "windows that touch": main({ snapshotWindow: "03:00-05:00", maintenanceWindow: "sun:05:00-sun:06:00" }),
  "cluster mode as it is": main({ clusterMode: "disabled", numNodeGroups: 1 }),
  "no logs": main({ logTypes: [] }),
  "no snapshots": main({ snapshotRetentionDays: 0, skipFinalSnapshot: true }),
  "the longest name": {
    ...base,
    name: `a${"b".repeat(31)}`,
    groups: { c123456: {} },
  },
  "the longest name with a user": {
    ...base,
    name: `a${"b".repeat(31)}`,
    groups: { c1: { user: {} } },
  },
  "a key in GovCloud": {
    ...good,
    kmsKeyArn: "arn:aws-us-gov:kms:us-gov-west-1:123456789012:key/11111111-2222-3333-4444-555555555555",
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
  "a client of all groups, under another name": [
    {
      ...main({ clients: { jobs: "sg-0123456789abcdef0" } }),
      clients: { web: "sg-0123456789abcdef0" },
    },
    /^groups\.main must not have the security group of one of clients under another name/m,
  ],
  "cluster mode": [
    main({ clusterMode: "enabled" }),
    /groups\.main\.clusterMode must be disabled: .*CROSSSLOT.*BullMQ/,
  ],
  "several shards": [main({ numNodeGroups: 3 }), /groups\.main\.numNodeGroups must be 1: .*CROSSSLOT/],
  Serverless: [
    main({ nodeType: "serverless" }),
    /groups\.main\.nodeType must be a node type, not serverless: .*ElastiCache Serverless.*CROSSSLOT/,
  ],
  Memcached: [main({ engine: "memcached" }), /groups\.main\.engine must be valkey or redis\. Memcached has/],
  "a family that is no longer sold": [
    main({ nodeType: "cache.t2.medium" }),
    /no longer sold\. Use cache\.t4g for cache\.t1, cache\.t2; cache\.m7g for cache\.m1/,
  ],
  "a family that is no longer sold, without its prefix": [
    main({ nodeType: "r3.large" }),
    /no longer sold\. .*cache\.r7g for cache\.m2, cache\.r3/,
  ],
  "a node type that nobody reviewed": [
    main({ nodeType: "cache.r6gd.xlarge" }),
    /must be a reviewed node type: cache\.t4g, cache\.t3 \(micro to medium\).*reviewed on 20/,
  ],
  "a node type without its prefix": [main({ nodeType: "t4g.small" }), /must be a reviewed node type/],
  "a size that its family does not have": [
    main({ nodeType: "cache.t4g.xlarge" }),
    /must be a reviewed node type/,
  ],
  "a version whose support ends": [
    main({ engine: "redis", engineVersion: "6.2" }),
    /groups\.main must have an engineVersion of its engine\. .*Redis OSS 6 on 2027-01-31/,
  ],
  "a version of the other engine": [
    main({ engine: "valkey", engineVersion: "7.1" }),
    /groups\.main must have an engineVersion of its engine\. valkey: 7\.2, 8\.0/,
  ],
  "a version with a patch": [main({ engineVersion: "8.2.1" }), /List reviewed on 20\d\d-/],
  "Multi-AZ with a single node": [
    main({ multiAz: true, replicas: 0 }),
    /groups\.main must have at least 1 replica for multiAz/,
  ],
  "Multi-AZ in a single subnet": [
    { ...good, subnetIds: ["subnet-0123456789abcdef0"] },
    /subnetIds must be at least 2 subnets.*multiAz = false/,
  ],
  "no subnet": [{ ...good, subnetIds: [] }, /subnetIds must have at least 1 item/],
  "a subnet without an ID": [
    { ...good, subnetIds: ["subnet-0123456789abcdef0", ""] },
    /subnetIds\[1\] must have at least 1 character/,
  ],
  "six replicas": [main({ replicas: 6 }), /groups\.main\.replicas must be at most 5/],
  "less than no replica": [main({ replicas: -1 }), /groups\.main\.replicas must be at least 0/],
  "half a replica": [main({ replicas: 1.5 }), /groups\.main\.replicas must be a whole number/],
  "an unknown eviction policy": [
    main({ evictionPolicy: "lru" }),
    /groups\.main\.evictionPolicy must be one of volatile-lru, .*noeviction/,
  ],
  "the eviction policy as a parameter": [
    main({ parameters: { "maxmemory-policy": "noeviction" } }),
    /groups\.main\.parameters\.maxmemory-policy must not be maxmemory-policy, which evictionPolicy sets/,
  ],
  "cluster mode as a parameter": [
    main({ parameters: { "cluster-enabled": "yes" } }),
    /groups\.main\.parameters\.cluster-enabled must not be .*cluster mode disabled only/,
  ],
  "a parameter in upper case": [
    main({ parameters: { Timeout: "300" } }),
    /groups\.main\.parameters\.Timeout must be the name of a parameter/,
  ],
  "a parameter without a value": [
    main({ parameters: { timeout: "" } }),
    /groups\.main\.parameters\.timeout must have at least 1/,
  ],
  "the engine's own user": [
    main({ user: { name: "default" } }),
    /groups\.main\.user\.name must not be default/,
  ],
  "a user in upper case": [
    main({ user: { name: "App" } }),
    /groups\.main\.user\.name must be 1 to 40 lower-case/,
  ],
  "a user that is off": [
    main({ user: { accessString: "off ~* +@all" } }),
    /groups\.main\.user\.accessString must begin with on/,
  ],
  "a password in the access string": [
    main({ user: { accessString: "on >secret ~* +@all" } }),
    /groups\.main\.user\.accessString must begin with on, and must not set a password/,
  ],
  "a generation before the first": [main({ generation: 0 }), /groups\.main\.generation must be at least 1/],
  "half a generation": [main({ generation: 1.5 }), /groups\.main\.generation must be a whole number/],
  "a retired generation before the first": [
    main({ retiredGeneration: -1 }),
    /groups\.main\.retiredGeneration must be at least 0/,
  ],
  "half a retired generation": [
    main({ generation: 2, retiredGeneration: 0.5 }),
    /groups\.main\.retiredGeneration must be a whole number/,
  ],
  "the present password retired": [
    main({ generation: 2, retiredGeneration: 2 }),
    /groups\.main must have a retiredGeneration below generation/,
  ],
  "windows that overlap": [
    main({ snapshotWindow: "05:00-06:00", maintenanceWindow: "sun:05:30-sun:06:30" }),
    /groups\.main must have a maintenanceWindow that does not overlap snapshotWindow/,
  ],
  "a snapshot window of half an hour": [
    main({ snapshotWindow: "03:00-03:30" }),
    /groups\.main\.snapshotWindow must last at least 60 minutes/,
  ],
  "a snapshot window on Sundays": [
    main({ snapshotWindow: "sun:03:00-sun:04:00" }),
    /groups\.main\.snapshotWindow must be a daily window in UTC/,
  ],
  "a maintenance window of half an hour": [
    main({ maintenanceWindow: "sun:05:00-sun:05:30" }),
    /groups\.main\.maintenanceWindow must last at least 60 minutes/,
  ],
  "a maintenance window of two days": [
    main({ maintenanceWindow: "sun:05:00-tue:05:00" }),
    /groups\.main\.maintenanceWindow must last at most 24 hours/,
  ],
  "a maintenance window on every day": [
    main({ maintenanceWindow: "05:00-06:00" }),
    /groups\.main\.maintenanceWindow must be a weekly window in UTC/,
  ],
  "snapshots for longer than ElastiCache keeps them": [
    main({ snapshotRetentionDays: 36 }),
    /groups\.main\.snapshotRetentionDays must be at most 35/,
  ],
  "snapshots for less than no day": [
    main({ snapshotRetentionDays: -1 }),
    /groups\.main\.snapshotRetentionDays must be at least 0/,
  ],
  "snapshots for half a day": [
    main({ snapshotRetentionDays: 0.5 }),
    /groups\.main\.snapshotRetentionDays must be a whole number/,
  ],
  "a snapshot without a name": [
    main({ snapshot: { name: "" } }),
    /groups\.main\.snapshot\.name must have at least 1/,
  ],
  "a snapshot of an endless name": [
    main({ snapshot: { name: "x".repeat(256) } }),
    /groups\.main\.snapshot\.name must have at most 255/,
  ],
  "a log that there is not": [
    main({ logTypes: ["error-log"] }),
    /groups\.main\.logTypes\[0\] must be one of slow-log, engine-log/,
  ],
  "no group": [{ ...base, groups: {} }, /groups must have at least one group/],
  "a group in upper case": [
    { ...base, groups: { Main: {} } },
    /groups\.Main must be 1 to 20 lower-case letters/,
  ],
  "a group with two hyphens in a row": [
    { ...base, groups: { "rate--limit": {} } },
    /groups\.rate--limit must not have two hyphens in a row/,
  ],
  "a group with the name of the engine's user": [
    { ...base, groups: { default: {} } },
    /groups\.default must not be default/,
  ],
  "a name with two hyphens in a row": [{ ...good, name: "a--b" }, /name must not have two hyphens in a row/],
  "a name in upper case": [{ ...good, name: "Demo" }, /name must be 2 to 32 lower-case letters/],
  "names that are too long together": [
    { ...base, name: `a${"b".repeat(31)}`, groups: { c1234567: {} } },
    /groups\.c1234567 must have a shorter name: <name>-<group> may have at most 40 characters/,
  ],
  "names that are too long together with a user": [
    { ...base, name: `a${"b".repeat(31)}`, groups: { c12: { user: {} } } },
    /groups\.c12 must have a shorter name: with a user, <name>-<group> may have at most 35 characters/,
  ],
  "a client that is one of all groups already": [
    main({ clients: { app: "sg-0123456789abcdef1" } }),
    /groups\.main must not have a client of the same name/,
  ],
  "a client in upper case": [
    { ...good, clients: { App: "sg-0123456789abcdef0" } },
    /clients\.App must be 1 to 32 lower-case/,
  ],
  "a client without a group": [{ ...good, clients: { app: "" } }, /clients\.app must have at least 1/],
  "a client of a group in upper case": [
    main({ clients: { Worker: "sg-0123456789abcdef1" } }),
    /groups\.main\.clients\.Worker must be 1 to 32 lower-case/,
  ],
  "a client of a group without a security group": [
    main({ clients: { worker: "" } }),
    /groups\.main\.clients\.worker must have at least 1/,
  ],
  "no VPC": [{ ...good, vpcId: "" }, /vpcId must have at least 1/],
  "an alias instead of a key": [
    { ...good, kmsKeyArn: "arn:aws:kms:us-east-1:123456789012:alias/demo" },
    /kmsKeyArn must be an ARN like arn:aws:kms/,
  ],
  "logs for a period that there is not": [
    { ...good, logRetentionDays: 91 },
    /logRetentionDays must be one of/,
  ],
  "a recovery window of a day": [
    { ...good, secretRecoveryWindowDays: 1 },
    /secretRecoveryWindowDays must be 0, or 7 to 30/,
  ],
  "a recovery window of half a day more": [
    { ...good, secretRecoveryWindowDays: 7.5 },
    /secretRecoveryWindowDays must be a whole number/,
  ],
  "more clients than a security group has rules": [
    { ...good, clients: securityGroups(61) },
    /clients must have at most 60 entries/,
  ],
};
