import { securityGroups } from "../security-groups";
import type { Inputs } from "../synthesis";
import { good, postgres } from "./good";
import { refusedVersionsAndPasswords } from "./version-cases";

export { good } from "./good";

/** Inputs that are fine, by what is special about them. */
export const accepted: Readonly<Record<string, Inputs>> = {
  "the minimum": good,
  PostgreSQL: postgres,
  "a chosen version": { ...good, engineVersion: "8.0.mysql_aurora.3.13.0" },
  "a chosen PostgreSQL version": { ...postgres, engineVersion: "16.8" },
  "a version that is not reviewed, with a reason": {
    ...postgres,
    unreviewedEngineVersion: { version: "16.9", reason: "The original stack runs it" },
  },
  "a MySQL version that is not reviewed": {
    ...good,
    unreviewedEngineVersion: { version: "8.0.mysql_aurora.3.08.2", reason: "Restored from a snapshot" },
  },
  "a password that is not rotated": { ...postgres, fixedMasterPassword: { reason: "Read at start only" } },
  "authorities of the caller's": {
    ...postgres,
    fixedMasterPassword: {
      reason: "Read at start only",
      generation: 2,
      certificateAuthorities: "-----BEGIN CERTIFICATE-----\nMII\n-----END CERTIFICATE-----\n",
    },
  },
  "readers of another class": { ...good, readerInstanceClass: "db.r6g.xlarge", readers: { one: {} } },
  "serverless readers of a provisioned writer": {
    ...good,
    instanceClass: "db.r6g.large",
    readerInstanceClass: "db.serverless",
    serverlessV2Scaling: { minCapacity: 1, maxCapacity: 16 },
    readers: { burst: {} },
  },
  serverless: { ...good, serverlessV2Scaling: { minCapacity: 0.5, maxCapacity: 8 } },
  "serverless that pauses": {
    ...good,
    serverlessV2Scaling: { minCapacity: 0, maxCapacity: 1, secondsUntilAutoPause: 300 },
  },
  "a serverless reader of a provisioned writer": {
    ...good,
    instanceClass: "db.r6g.large",
    serverlessV2Scaling: { minCapacity: 1, maxCapacity: 16 },
    readers: { burst: { instanceClass: "db.serverless" } },
  },
  "additional security groups": { ...good, additionalSecurityGroupIds: { legacy: "sg-0123456789abcdef1" } },
  readers: { ...good, readers: { one: {}, two: { instanceClass: "db.r8g.2xlarge", promotionTier: 15 } } },
  parameters: { ...good, parameters: { max_allowed_packet: { value: "1073741824" } } },
  "windows that touch": { ...good, backupWindow: "03:00-05:00", maintenanceWindow: "sun:05:00-sun:06:00" },
  "windows around midnight that touch": {
    ...good,
    backupWindow: "23:30-00:30",
    maintenanceWindow: "sun:00:30-sun:02:00",
  },
  "a maintenance window from Sunday to Monday": {
    ...good,
    backupWindow: "04:00-05:00",
    maintenanceWindow: "sun:23:00-mon:01:00",
  },
  "db.t3 without Performance Insights": {
    ...good,
    instanceClass: "db.t3.medium",
    performanceInsights: "off",
  },
  "db.t3 with PostgreSQL": { ...postgres, instanceClass: "db.t3.medium" },
  "other logs": { ...postgres, logTypes: ["postgresql", "iam-db-auth-error"] },
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
  "the name of RDS's own subnet group": [
    { ...good, name: "default" },
    /^name must not be a name that AWS reserves/m,
  ],
  "a client under two names": [
    { ...good, clients: { web: "sg-0123456789abcdef0", jobs: "sg-0123456789abcdef0" } },
    /^clients\.(web|jobs) must not have the same value as another entry/m,
  ],
  ...refusedVersionsAndPasswords,
  "readers of a class that is no class": [
    { ...good, readerInstanceClass: "r6g.large" },
    /readerInstanceClass must be an Aurora instance class, like db\.r6g\.large/,
  ],
  "serverless readers that cannot scale": [
    { ...good, readerInstanceClass: "db.serverless", readers: { one: {} } },
    /serverlessV2Scaling must be given if/,
  ],
  "db.t3.small": [
    { ...good, instanceClass: "db.t3.small" },
    /not db\.t3\.small or db\.t2, which Aurora no longer has/,
  ],
  "a class that is no class": [
    { ...good, readers: { one: { instanceClass: "t4g.medium" } } },
    /must be an Aurora instance class/,
  ],
  "one subnet": [{ ...good, subnetIds: ["subnet-0123456789abcdef0"] }, /must be at least 2 subnets/],
  "a minimum above the maximum": [
    { ...good, serverlessV2Scaling: { minCapacity: 4, maxCapacity: 2 } },
    /maxCapacity of at least minCapacity/,
  ],
  "a third of an ACU": [
    { ...good, serverlessV2Scaling: { minCapacity: 0.3, maxCapacity: 2 } },
    /multiple of 0\.5/,
  ],
  "more than RDS has": [
    { ...good, serverlessV2Scaling: { minCapacity: 1, maxCapacity: 512 } },
    /at most 256/,
  ],
  "zero capacity without a pause": [
    { ...good, serverlessV2Scaling: { minCapacity: 0, maxCapacity: 2 } },
    /secondsUntilAutoPause/,
  ],
  "a pause above zero capacity": [
    { ...good, serverlessV2Scaling: { minCapacity: 1, maxCapacity: 2, secondsUntilAutoPause: 300 } },
    /secondsUntilAutoPause/,
  ],
  "capacity for a provisioned cluster": [
    { ...good, instanceClass: "db.r6g.large", serverlessV2Scaling: { minCapacity: 1, maxCapacity: 2 } },
    /if, and only if, an instance is db\.serverless/,
  ],
  "serverless without capacity": [{ ...good, instanceClass: "db.serverless" }, /if, and only if/],
  "a serverless reader without capacity": [
    { ...good, readers: { one: { instanceClass: "db.serverless" } } },
    /if, and only if/,
  ],
  "a maximum below one ACU": [
    { ...good, serverlessV2Scaling: { minCapacity: 0.5, maxCapacity: 0.5 } },
    /maxCapacity of at least minCapacity, and at least 1/,
  ],
  "negative capacity": [
    { ...good, serverlessV2Scaling: { minCapacity: -1, maxCapacity: 2 } },
    /minCapacity must be at least 0/,
  ],
  "a pause after a minute": [
    { ...good, serverlessV2Scaling: { minCapacity: 0, maxCapacity: 2, secondsUntilAutoPause: 60 } },
    /at least 300/,
  ],
  "a pause after two days": [
    { ...good, serverlessV2Scaling: { minCapacity: 0, maxCapacity: 2, secondsUntilAutoPause: 172_800 } },
    /at most 86400/,
  ],
  "a reader in upper case": [
    { ...good, readers: { Standby: {} } },
    /readers\.Standby must be 1 to 20 lower-case/,
  ],
  "a reader in no zone": [
    { ...good, readers: { one: { availabilityZone: "" } } },
    /availabilityZone must have at least 1 character/,
  ],
  "a negative promotion tier": [{ ...good, readers: { one: { promotionTier: -1 } } }, /at least 0/],
  "half a promotion tier": [{ ...good, readers: { one: { promotionTier: 0.5 } } }, /whole number/],
  "a reader called writer": [{ ...good, readers: { writer: {} } }, /must not be writer/],
  "a promotion tier beyond the last": [{ ...good, readers: { one: { promotionTier: 16 } } }, /at most 15/],
  "TLS turned off": [
    { ...good, parameters: { require_secure_transport: { value: "OFF" } } },
    /require_secure_transport.*enforce TLS/s,
  ],
  "TLS turned off for PostgreSQL": [
    { ...postgres, parameters: { "rds.force_ssl": { value: "0" } } },
    /enforce TLS/,
  ],
  "old TLS for an instance": [
    { ...good, instanceParameters: { tls_version: { value: "TLSv1" } } },
    /enforce TLS/,
  ],
  "a parameter in upper case": [
    { ...good, parameters: { Max_Allowed_Packet: { value: "1" } } },
    /must be the name of a parameter in lower case/,
  ],
  "a parameter without a value": [
    { ...good, parameters: { max_allowed_packet: { value: "" } } },
    /parameters\.max_allowed_packet\.value must have at least 1 character/,
  ],
  "a parameter applied some day": [
    { ...good, parameters: { max_allowed_packet: { value: "1", applyMethod: "later" } } },
    /must be one of immediate, pending-reboot/,
  ],
  "an unknown engine": [{ ...good, engine: "mysql" }, /must be one of aurora-mysql, aurora-postgresql/],
  "no VPC": [{ ...good, vpcId: "" }, /vpcId must have at least 1 character/],
  "a subnet without an ID": [
    { ...good, subnetIds: ["", "subnet-0123456789abcdef0"] },
    /subnetIds\[0\] must have at least 1 character/,
  ],
  "a client in upper case": [
    { ...good, clients: { App: "sg-0123456789abcdef0" } },
    /clients\.App must be 1 to 32 lower-case letters/,
  ],
  "an additional group in upper case": [
    { ...good, additionalSecurityGroupIds: { Legacy: "sg-0123456789abcdef0" } },
    /additionalSecurityGroupIds\.Legacy must be 1 to 32 lower-case letters/,
  ],
  "an additional group without an ID": [
    { ...good, additionalSecurityGroupIds: { legacy: "" } },
    /additionalSecurityGroupIds\.legacy must have at least 1 character/,
  ],
  "a client without a group": [
    { ...good, clients: { app: "" } },
    /clients\.app must have at least 1 character/,
  ],
  "a snapshot without a name": [{ ...good, snapshot: { identifier: "" } }, /must have at least 1 character/],
  "an unknown certificate authority": [
    { ...good, caCertificateIdentifier: "rds-ca-2019" },
    /must be one of rds-ca-rsa2048-g1/,
  ],
  "an unknown storage type": [{ ...good, storageType: "gp3" }, /must be one of aurora, aurora-iopt1/],
  "a key's alias": [
    { ...good, kmsKeyArn: "arn:aws:kms:us-east-1:123456789012:alias/data" },
    /must be an ARN/,
  ],
  "no key": [{ ...good, kmsKeyArn: "" }, /must be an ARN/],
  "two hyphens": [{ ...good, name: "de--mo" }, /two hyphens/],
  "a database name with a hyphen": [{ ...good, databaseName: "de-mo" }, /letters, digits and underscores/],
  "a database that MySQL reserves": [
    { ...good, databaseName: "Groups" },
    /^databaseName must not be a word that the engine reserves/,
  ],
  "a database that PostgreSQL permits and RDS does not": [
    { ...good, engine: "aurora-postgresql", databaseName: "db" },
    /^databaseName must not be a word that the engine reserves/,
  ],
  "a master user that the engine reserves": [
    { ...good, engine: "aurora-postgresql", masterUsername: "user" },
    /^masterUsername must not be a word that the engine reserves/,
  ],
  "a master user with a hyphen": [
    { ...good, masterUsername: "the-master" },
    /must be 1 to 16 letters, digits and underscores/,
  ],
  "a name in upper case": [{ ...good, name: "Demo" }, /must be 2 to 40 lower-case letters/],
  "a reserved master user": [{ ...good, masterUsername: "rdsadmin" }, /reserves/],
  "no backups": [{ ...good, backupRetentionDays: 0 }, /at least 1/],
  "backups longer than RDS keeps": [{ ...good, backupRetentionDays: 36 }, /at most 35/],
  "a backup window in another form": [{ ...good, backupWindow: "3am-4am" }, /03:00-04:00/],
  "a backup window of 10 minutes": [{ ...good, backupWindow: "03:00-03:10" }, /at least 30 minutes/],
  "a maintenance window without a day": [
    { ...good, maintenanceWindow: "05:00-06:00" },
    /sun:05:00-sun:06:00/,
  ],
  "a maintenance window of ten minutes": [
    { ...good, maintenanceWindow: "sun:05:00-sun:05:10" },
    /must last at least 30 minutes/,
  ],
  "a maintenance window of two days": [
    { ...good, maintenanceWindow: "sat:05:00-mon:05:00" },
    /at most 24 hours/,
  ],
  "windows that overlap": [
    { ...good, backupWindow: "05:30-06:30", maintenanceWindow: "sun:05:00-sun:06:00" },
    /must not overlap.* \(sun:05:00-sun:06:00 and 05:30-06:30\)/,
  ],
  "windows that overlap across midnight": [
    { ...good, backupWindow: "23:30-00:31", maintenanceWindow: "sun:00:30-sun:02:00" },
    /must not overlap/,
  ],
  "a maintenance window inside the backup window": [
    { ...good, backupWindow: "01:00-06:00", maintenanceWindow: "mon:03:00-mon:04:00" },
    /must not overlap/,
  ],
  "MySQL's logs for PostgreSQL": [
    { ...postgres, logTypes: ["audit"] },
    /logTypes\[0\] must be a log of the engine/,
  ],
  "the general log": [{ ...good, logTypes: ["general"] }, /must be one of/],
  "an interval that RDS does not have": [{ ...good, monitoringIntervalSeconds: 45 }, /must be 0 \(off\)/],
  "Performance Insights on db.t3 with MySQL": [
    { ...good, instanceClass: "db.t3.large" },
    /must be off for Aurora MySQL on db\.t3/,
  ],
  "unknown insights": [{ ...good, performanceInsights: "all" }, /must be one of off, standard, advanced/],
  "half a day of backups": [{ ...good, backupRetentionDays: 1.5 }, /whole number/],
  "an audit log kept for 100 days": [
    { ...good, auditLogRetentionDays: 100 },
    /auditLogRetentionDays must be one of 1, 3, 5/,
  ],
  "a retention that CloudWatch does not have": [{ ...good, logRetentionDays: 100 }, /must be one of 1, 3, 5/],
  "more clients than a security group has rules": [
    { ...good, clients: securityGroups(60) },
    /clients must have at most 59 entries/,
  ],
};
