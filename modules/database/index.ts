import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { DataAwsDbClusterSnapshot } from "@cdktf/provider-aws/lib/data-aws-db-cluster-snapshot";
import { DbParameterGroup } from "@cdktf/provider-aws/lib/db-parameter-group";
import { DbSubnetGroup } from "@cdktf/provider-aws/lib/db-subnet-group";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicyAttachment } from "@cdktf/provider-aws/lib/iam-role-policy-attachment";
import { RdsCluster } from "@cdktf/provider-aws/lib/rds-cluster";
import {
  RdsClusterInstance,
  type RdsClusterInstanceConfig,
} from "@cdktf/provider-aws/lib/rds-cluster-instance";
import { RdsClusterParameterGroup } from "@cdktf/provider-aws/lib/rds-cluster-parameter-group";
import { SecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import { VpcSecurityGroupIngressRule } from "@cdktf/provider-aws/lib/vpc-security-group-ingress-rule";
import { Id } from "@cdktf/provider-random/lib/id";
import { type TerraformElement, TerraformLocal } from "cdktf";
import { awsProvider, randomProvider } from "../../lib/aws/providers";
import { awsContext } from "../../lib/aws/context";
import { assumedBy } from "../../lib/aws/policy";
import { type Expression, reference, tf } from "../../lib/expression";
import { type InputReferences, Pending, terraformModule } from "../../lib/module";
import type { ModuleStack } from "../../lib/stack";
import { defaultVersions, engineVersions } from "./engine-versions";
import { inputs } from "./inputs";
import {
  auditLogTypes,
  auditParameters,
  defaultLogTypes,
  instanceParameters,
  type Parameter,
  tlsParameters,
} from "./parameters";
import { rules } from "./rules";

/** How long before the end of standard support a plan begins to warn. */
const NOTICE_HOURS = 180 * 24;

/**
 * An Aurora cluster with one writer and any number of readers. Encrypted at rest with the caller's key and in transit
 * by parameter group (45 CFR 164.312(a)(2)(iv), (e)(1)); the master password is RDS's and never in Terraform's state.
 */
export const Database = terraformModule({
  name: "database",
  summary:
    "Aurora MySQL or Aurora PostgreSQL: one writer, readers by name, TLS only, encrypted, backed up, audited.",
  providers: [awsProvider, randomProvider],
  inputs,
  rules,
  outputs: {
    clusterIdentifier: "Identifier of the cluster.",
    clusterArn: "ARN of the cluster.",
    clusterResourceId:
      "Immutable ID of the cluster (`cluster-…`), as IAM database policies and metrics use it.",
    endpoint: "Host name of the writer. Whoever uses it waits for the writer, and for the way in.",
    readerEndpoint:
      "Host name that spreads over the readers; the writer's if there are none. Whoever uses it waits for all of them.",
    port: "TCP port.",
    databaseName: "Database in the cluster.",
    masterUserSecretArn: "ARN of the Secrets Manager secret with the master user's name and password.",
    securityGroupId: "Security group of the cluster.",
    writerIdentifier:
      "Identifier of the instance that is made as writer. After a failover it may be a reader.",
    readerIdentifiers: "Identifiers of the readers by name.",
    engine: "Engine.",
    engineVersion: "Engine version that the configuration asks for.",
    logGroupNames: "CloudWatch log groups by type of log.",
  },
  resources(module, input) {
    const version = engineVersion(module, input);
    warnBeforeSupportEnds(module, version);
    const network = clusterNetwork(module, input);
    const groups = parameterGroups(module, input, version);
    const logs = logGroups(module, input);
    const cluster = auroraCluster(module, input, { version, network, groups, logs });
    const monitoring = monitoringRole(module, input);
    const { writer, reader } = instances(module, input, { cluster, groups, monitoring });
    // A cluster without an instance answers nobody, and a client without a rule hears nothing.
    const serving = [writer, network.admission];
    return {
      clusterIdentifier: cluster.clusterIdentifier,
      clusterArn: cluster.arn,
      clusterResourceId: cluster.clusterResourceId,
      endpoint: new Pending(cluster.endpoint, serving),
      readerEndpoint: new Pending(cluster.readerEndpoint, [...serving, reader]),
      port: cluster.port,
      databaseName: cluster.databaseName,
      masterUserSecretArn: new Pending(
        tf`one(${reference(cluster.fqn)}.master_user_secret[*].secret_arn)`,
        serving,
      ),
      securityGroupId: network.securityGroup.id,
      writerIdentifier: writer.identifier,
      readerIdentifiers: tf`{for key, reader in ${reference(reader.fqn)} : key => reader.identifier}`,
      engine: input.engine,
      engineVersion: version,
      logGroupNames: tf`{for type, group in ${reference(logs.fqn)} : type => group.name}`,
    };
  },
});

type Inputs = InputReferences<typeof inputs>;

const port = (engine: string): Expression => tf`(${engine} == "aurora-mysql" ? 3306 : 5432)`;

/** A local value with a name, as an expression. */
function local(module: ModuleStack, name: string, value: unknown): Expression {
  return reference(new TerraformLocal(module, name, value).fqn);
}

/** `engine_version`, or the engine's default. */
function engineVersion(module: ModuleStack, { engine, engineVersion: given }: Inputs): Expression {
  return local(module, "engine_version", tf`coalesce(${given}, ${defaultVersions}[${engine}])`);
}

/** A warning in every plan of the last months, never an error: a running database must stay manageable. */
function warnBeforeSupportEnds(module: ModuleStack, version: Expression): void {
  const dates = Object.fromEntries(engineVersions.map((entry) => [entry.version, entry.supportedUntil]));
  const end = local(module, "supported_until", tf`lookup(${dates}, ${version}, "9999-12-31")`);
  module.addOverride("check.engine_support", {
    assert: [
      {
        condition: tf`timecmp(timeadd(plantimestamp(), ${`${NOTICE_HOURS}h`}), ${`${end}T00:00:00Z`}) < 0`,
        error_message:
          `Engine version ${version} is under standard support until ${end}: plan its upgrade ` +
          "(modules/database/README.md).",
      },
    ],
  });
}

interface Network {
  readonly securityGroup: SecurityGroup;
  readonly subnetGroup: DbSubnetGroup;
  /** The rules that let clients in. */
  readonly admission: VpcSecurityGroupIngressRule;
}

/** Subnet group and security group. The group has no egress rule: a database opens no connections. */
function clusterNetwork(module: ModuleStack, { name, engine, vpcId, subnetIds, clients }: Inputs): Network {
  const subnetGroup = new DbSubnetGroup(module, "subnets", {
    name,
    description: `Subnets of the database ${name}`,
    subnetIds,
  });
  const securityGroup = new SecurityGroup(module, "access", {
    name: `${name}-database`,
    description: `Clients of the database ${name}`,
    vpcId,
    tags: { Name: `${name}-database` },
  });
  const rule = new VpcSecurityGroupIngressRule(module, "client", {
    securityGroupId: securityGroup.id,
    description: "Database from ${each.key}",
    referencedSecurityGroupId: reference("each.value").string,
    ipProtocol: "tcp",
    fromPort: port(engine).number,
    toPort: port(engine).number,
  });
  rule.addOverride("for_each", clients);
  return { securityGroup, subnetGroup, admission: rule };
}

interface Groups {
  readonly cluster: RdsClusterParameterGroup;
  readonly instance: DbParameterGroup;
}

/**
 * Parameter groups carry the family in their name and are replaced before they are destroyed, so that a major upgrade
 * finds the new family's groups ready and the old ones still there.
 */
function parameterGroups(module: ModuleStack, input: Inputs, version: Expression): Groups {
  const { name, engine, parameters, instanceParameters: perInstance } = input;
  // aurora-mysql8.0 has two numbers, aurora-postgresql17 one.
  const digits = tf`regex(${engine} == "aurora-mysql" ? "^[0-9]+[.][0-9]+" : "^[0-9]+", ${version})`;
  const family = local(module, "family", `${engine}${digits}`);
  const prefix = `${name}-${tf`replace(${family}, ".", "-")`}-`;
  const cluster = new RdsClusterParameterGroup(module, "cluster", {
    namePrefix: prefix,
    family: family.string,
    description: `TLS, audit and settings of the database ${name}`,
    lifecycle: { createBeforeDestroy: true },
  });
  // TLS comes last: nothing replaces it.
  setParameters(
    cluster,
    tf`merge(${hcl(auditParameters)}[${engine}], ${parameters}, ${hcl(tlsParameters)}[${engine}])`,
  );
  const instance = new DbParameterGroup(module, "instance", {
    namePrefix: prefix,
    family: family.string,
    description: `Settings of each instance of the database ${name}`,
    lifecycle: { createBeforeDestroy: true },
  });
  setParameters(instance, tf`merge(${hcl(instanceParameters)}[${engine}], ${perInstance})`);
  return { cluster, instance };
}

/** Parameters by engine with Terraform's attribute names. */
function hcl(
  byEngine: Readonly<Record<string, Readonly<Record<string, Parameter>>>>,
): Record<string, unknown> {
  const convert = (parameters: Readonly<Record<string, Parameter>>) =>
    Object.entries(parameters).map(([key, { value, applyMethod }]) => [
      key,
      { value, apply_method: applyMethod },
    ]);
  return Object.fromEntries(
    Object.entries(byEngine).map(([engine, parameters]) => [engine, Object.fromEntries(convert(parameters))]),
  );
}

function setParameters(group: RdsClusterParameterGroup | DbParameterGroup, parameters: Expression): void {
  group.addOverride("dynamic.parameter", [
    {
      for_each: parameters,
      content: {
        name: reference("parameter.key"),
        value: reference("parameter.value.value"),
        apply_method: reference("parameter.value.apply_method"),
      },
    },
  ]);
}

/** The groups that RDS would otherwise make by itself, without encryption and for ever. */
function logGroups(module: ModuleStack, input: Inputs): CloudwatchLogGroup {
  const { name, engine, logTypes, kmsKeyArn, auditLogRetentionDays, logRetentionDays } = input;
  const group = new CloudwatchLogGroup(module, "log", {
    name: `/aws/rds/cluster/${name}/\${each.key}`,
    kmsKeyId: kmsKeyArn,
    retentionInDays: tf`contains(${auditLogTypes}, each.key) ? ${auditLogRetentionDays} : ${logRetentionDays}`
      .number,
  });
  group.addOverride("for_each", tf`toset(${logTypes} == null ? ${defaultLogTypes}[${engine}] : ${logTypes})`);
  return group;
}

interface ClusterParts {
  readonly version: Expression;
  readonly network: Network;
  readonly groups: Groups;
  readonly logs: CloudwatchLogGroup;
}

function auroraCluster(
  module: ModuleStack,
  input: Inputs,
  { version, network, groups, logs }: ClusterParts,
): RdsCluster {
  const { name, engine, kmsKeyArn, insights, capacity } = input;
  // Two clusters of one name, one after the other, must not fight over the last snapshot's name.
  const life = new Id(module, "life", { byteLength: 4, keepers: { name } });
  const snapshot = restoredSnapshot(module, input);
  const cluster = new RdsCluster(module, "this", {
    clusterIdentifier: name,
    engine,
    engineVersion: version.string,
    engineLifecycleSupport:
      tf`${input.extendedSupport} ? "open-source-rds-extended-support" : "open-source-rds-extended-support-disabled"`
        .string,
    allowMajorVersionUpgrade: input.allowMajorVersionUpgrade,
    databaseName: input.databaseName,
    masterUsername: input.masterUsername,
    manageMasterUserPassword: true,
    masterUserSecretKmsKeyId: kmsKeyArn,
    iamDatabaseAuthenticationEnabled: input.iamDatabaseAuthentication,
    port: port(engine).number,
    dbSubnetGroupName: network.subnetGroup.name,
    vpcSecurityGroupIds: [network.securityGroup.id],
    dbClusterParameterGroupName: groups.cluster.name,
    // RDS takes this one only together with a major upgrade.
    dbInstanceParameterGroupName: tf`${input.allowMajorVersionUpgrade} ? ${groups.instance.name} : null`
      .string,
    storageEncrypted: true,
    kmsKeyId: kmsKeyArn,
    // Not null for "aurora": the provider would keep what the cluster has, and never go back from aurora-iopt1.
    storageType: input.storageType,
    snapshotIdentifier: tf`one(${reference(snapshot.fqn)}[*].db_cluster_snapshot_arn)`.string,
    backupRetentionPeriod: input.backupRetentionDays,
    preferredBackupWindow: input.backupWindow,
    preferredMaintenanceWindow: input.maintenanceWindow,
    copyTagsToSnapshot: true,
    deletionProtection: input.deletionProtection,
    skipFinalSnapshot: input.skipFinalSnapshot,
    finalSnapshotIdentifier: `${name}-final-${life.hex}`,
    deleteAutomatedBackups: input.skipFinalSnapshot,
    applyImmediately: input.applyImmediately,
    enabledCloudwatchLogsExports: tf`sort(keys(${reference(logs.fqn)}))`.list,
    databaseInsightsMode: tf`${insights} == "advanced" ? "advanced" : "standard"`.string,
    ...insightsArguments(input),
    // These are read when the cluster is made. A later difference would replace it, data and all, or stay for ever.
    lifecycle: {
      ignoreChanges: ["snapshot_identifier", "database_name", "master_username", "engine_lifecycle_support"],
    },
  });
  cluster.addOverride("dynamic.serverlessv2_scaling_configuration", [
    {
      for_each: tf`${capacity}[*]`,
      content: {
        min_capacity: reference("serverlessv2_scaling_configuration.value.min_acu"),
        max_capacity: reference("serverlessv2_scaling_configuration.value.max_acu"),
        seconds_until_auto_pause: reference(
          "serverlessv2_scaling_configuration.value.seconds_until_auto_pause",
        ),
      },
    },
  ]);
  return cluster;
}

/** The snapshot to restore, looked up so that a wrong one stops the plan and not the apply. */
function restoredSnapshot(
  module: ModuleStack,
  { engine, snapshot: given }: Inputs,
): DataAwsDbClusterSnapshot {
  const snapshot = new DataAwsDbClusterSnapshot(module, "restored", {
    dbClusterSnapshotIdentifier: given.orNull.identifier,
    includeShared: true,
  });
  snapshot.addOverride("count", tf`${given.given} ? 1 : 0`);
  snapshot.addOverride("lifecycle.postcondition", [
    {
      condition: tf`self.engine == ${engine}`,
      error_message:
        `snapshot.identifier is a snapshot of ${reference("self.engine")}, but engine is ${engine}: give a ` +
        "snapshot of that engine.",
    },
    {
      condition: tf`self.status == "available"`,
      error_message: `snapshot.identifier is a snapshot whose status is ${reference("self.status")}: wait until it is available.`,
    },
  ]);
  return snapshot;
}

/** Insights of the cluster and of each instance, which RDS wants to agree. */
function insightsArguments({ insights, kmsKeyArn }: Inputs) {
  const on = tf`${insights} != "off"`;
  return {
    performanceInsightsEnabled: on,
    performanceInsightsKmsKeyId: tf`${on} ? ${kmsKeyArn} : null`.string,
    performanceInsightsRetentionPeriod: tf`${on} ? (${insights} == "advanced" ? 465 : 7) : null`.number,
  };
}

interface Monitoring {
  readonly roleArn: string;
  readonly ready: TerraformElement;
}

/** The role with which RDS writes enhanced monitoring; only for this cluster's instances. */
function monitoringRole(module: ModuleStack, { name, monitoringIntervalSeconds }: Inputs): Monitoring {
  const aws = awsContext(module);
  const count = tf`${monitoringIntervalSeconds} > 0 ? 1 : 0`;
  const role = new IamRole(module, "monitoring", {
    // Not "monitoring": with the longest name and region that has more than 64 characters.
    name: aws.iamName(name, "metrics"),
    description: `Enhanced monitoring of the database ${name}`,
    assumeRolePolicy: assumedBy("monitoring.rds.amazonaws.com", {
      StringEquals: { "aws:SourceAccount": aws.account },
      ArnLike: { "aws:SourceArn": aws.arn("rds", `db:${name}-*`) },
    }),
  });
  role.addOverride("count", count);
  const attachment = new IamRolePolicyAttachment(module, "monitoring_access", {
    role: tf`one(${reference(role.fqn)}[*].name)`.string,
    policyArn: `arn:${aws.partition}:iam::aws:policy/service-role/AmazonRDSEnhancedMonitoringRole`,
  });
  attachment.addOverride("count", count);
  return { roleArn: tf`one(${reference(role.fqn)}[*].arn)`.string, ready: attachment };
}

interface InstanceParts {
  readonly cluster: RdsCluster;
  readonly groups: Groups;
  readonly monitoring: Monitoring;
}

function instances(module: ModuleStack, input: Inputs, { cluster, groups, monitoring }: InstanceParts) {
  const { name, instanceClass, capacity, readers } = input;
  const defaultClass = local(
    module,
    "instance_class",
    tf`coalesce(${instanceClass}, ${capacity} == null ? "db.t4g.medium" : "db.serverless")`,
  );
  const common: Omit<RdsClusterInstanceConfig, "instanceClass"> = {
    clusterIdentifier: cluster.id,
    engine: cluster.engine,
    engineVersion: cluster.engineVersion,
    dbParameterGroupName: groups.instance.name,
    publiclyAccessible: false,
    caCertIdentifier: input.caCertificateIdentifier,
    autoMinorVersionUpgrade: input.autoMinorVersionUpgrade,
    applyImmediately: input.applyImmediately,
    copyTagsToSnapshot: true,
    preferredMaintenanceWindow: input.maintenanceWindow,
    monitoringInterval: input.monitoringIntervalSeconds,
    monitoringRoleArn: monitoring.roleArn,
    ...insightsArguments(input),
  };
  const writer = new RdsClusterInstance(module, "writer", {
    ...common,
    identifier: `${name}-writer`,
    instanceClass: defaultClass.string,
    promotionTier: 0,
    dependsOn: [monitoring.ready],
  });
  const reader = new RdsClusterInstance(module, "reader", {
    ...common,
    identifier: `${name}-\${each.key}`,
    instanceClass: tf`coalesce(each.value.instance_class, ${defaultClass})`.string,
    promotionTier: reference("each.value.promotion_tier").number,
    availabilityZone: reference("each.value.availability_zone").string,
    // The first instance of a cluster becomes its writer.
    dependsOn: [monitoring.ready, writer],
  });
  reader.addOverride("for_each", readers);
  return { writer, reader };
}
