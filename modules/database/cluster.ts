import type { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { RdsCluster } from "@cdktf/provider-aws/lib/rds-cluster";
import { type Expression, reference, tf } from "../../lib/expression";
import type { ModuleStack } from "../../lib/stack";
import { ofThisLife } from "../../lib/life";
import type { Inputs } from "./inputs";
import { insightsArguments } from "./insights";
import { type ClusterNetwork, port } from "./network";
import type { ParameterGroups } from "./parameter-groups";
import type { FixedPassword } from "./password";
import { restoredSnapshotArn } from "./snapshot";
import { refusesToGoBack } from "./version";

interface Parts {
  readonly version: Expression;
  readonly network: ClusterNetwork;
  readonly groups: ParameterGroups;
  readonly logs: CloudwatchLogGroup;
  readonly password: FixedPassword;
}

/** The Aurora cluster, without instances. */
export function auroraCluster(
  module: ModuleStack,
  input: Inputs,
  { version, network, groups, logs, password }: Parts,
): RdsCluster {
  const { name, engine, kmsKeyArn, performanceInsights } = input;
  const fixed = input.fixedMasterPassword.given;
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
    manageMasterUserPassword: tf`${fixed} ? null : true`,
    masterUserSecretKmsKeyId: tf`${fixed} ? null : ${kmsKeyArn}`.string,
    masterPasswordWo: password.value.string,
    masterPasswordWoVersion: password.generation.number,
    iamDatabaseAuthenticationEnabled: input.iamDatabaseAuthentication,
    port: port(engine).number,
    dbSubnetGroupName: network.subnetGroup.name,
    vpcSecurityGroupIds:
      tf`concat([${network.securityGroup.id}], values(${input.additionalSecurityGroupIds}))`.list,
    dbClusterParameterGroupName: groups.cluster.name,
    // RDS takes this one only together with a major upgrade.
    dbInstanceParameterGroupName: tf`${input.allowMajorVersionUpgrade} ? ${groups.instance.name} : null`
      .string,
    storageEncrypted: true,
    kmsKeyId: kmsKeyArn,
    // Not null for "aurora": the provider would keep what the cluster has, and never go back from aurora-iopt1.
    storageType: input.storageType,
    snapshotIdentifier: restoredSnapshotArn(module, input).string,
    backupRetentionPeriod: input.backupRetentionDays,
    preferredBackupWindow: input.backupWindow,
    preferredMaintenanceWindow: input.maintenanceWindow,
    copyTagsToSnapshot: true,
    deletionProtection: input.deletionProtection,
    skipFinalSnapshot: input.skipFinalSnapshot,
    // Never changes in a cluster's life: see ignoreChanges.
    finalSnapshotIdentifier: `${name}-final-${ofThisLife}`,
    deleteAutomatedBackups: input.skipFinalSnapshot,
    applyImmediately: input.applyImmediately,
    enabledCloudwatchLogsExports: tf`sort(keys(${reference(logs.fqn)}))`.list,
    databaseInsightsMode: tf`${performanceInsights} == "advanced" ? "advanced" : "standard"`.string,
    ...insightsArguments(input),
    // These are read only at creation. A later difference would replace the cluster, data and all, or never go away.
    lifecycle: {
      ignoreChanges: [
        "snapshot_identifier",
        "database_name",
        "master_username",
        "engine_lifecycle_support",
        "final_snapshot_identifier",
      ],
    },
  });
  const { condition, message } = refusesToGoBack(module, version);
  cluster.addOverride("lifecycle.postcondition", [wentToZero(input), { condition, error_message: message }]);
  setScaling(cluster, input);
  return cluster;
}

function setScaling(cluster: RdsCluster, { serverlessV2Scaling }: Inputs): void {
  const scaling = serverlessV2Scaling.in("serverlessv2_scaling_configuration");
  cluster.addOverride("dynamic.serverlessv2_scaling_configuration", [
    {
      for_each: tf`${serverlessV2Scaling}[*]`,
      content: {
        min_capacity: scaling.minCapacity,
        max_capacity: scaling.maxCapacity,
        seconds_until_auto_pause: scaling.secondsUntilAutoPause,
      },
    },
  ]);
}

/** The provider takes 1 for "one block" and 0 for "none", and drops the difference as that of a block that nobody wrote. */
const wentToZero = ({ serverlessV2Scaling }: Inputs) => ({
  condition: tf`try(self.serverlessv2_scaling_configuration[0].min_capacity == ${serverlessV2Scaling.orNull.minCapacity}, true)`,
  error_message:
    "serverless_v2_scaling.min_capacity must not go from 1 to 0 in one apply: the provider drops that change. Apply 0.5 without " +
    "seconds_until_auto_pause first, then 0.",
});
