import type { RdsCluster } from "@cdktf/provider-aws/lib/rds-cluster";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicyAttachment } from "@cdktf/provider-aws/lib/iam-role-policy-attachment";
import {
  RdsClusterInstance,
  type RdsClusterInstanceConfig,
} from "@cdktf/provider-aws/lib/rds-cluster-instance";
import type { TerraformElement } from "cdktf";
import type { AwsContext } from "../../lib/aws/context";
import { assumedBy } from "../../lib/aws/policy";
import { reference, tf } from "../../lib/expression";
import { local } from "../../lib/local";
import type { ModuleStack } from "../../lib/stack";
import type { Inputs } from "./inputs";
import { insightsArguments } from "./insights";
import type { ParameterGroups } from "./parameter-groups";

/** The writer, and the readers by name. */
export function instances(
  module: ModuleStack,
  aws: AwsContext,
  input: Inputs,
  cluster: RdsCluster,
  groups: ParameterGroups,
) {
  const { name, instanceClass, serverlessV2Scaling, readers } = input;
  const monitoring = monitoringRole(module, aws, input);
  const defaultClass = local(
    module,
    "instance_class",
    tf`coalesce(${instanceClass}, ${serverlessV2Scaling.given} ? "db.serverless" : "db.t4g.medium")`,
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
  const { key, value } = readers.each;
  const reader = new RdsClusterInstance(module, "reader", {
    ...common,
    identifier: `${name}-${key}`,
    instanceClass: tf`coalesce(${value.instanceClass}, ${input.readerInstanceClass}, ${defaultClass})`.string,
    promotionTier: value.promotionTier,
    availabilityZone: value.availabilityZone,
    // The first instance of a cluster becomes its writer.
    dependsOn: [monitoring.ready, writer],
  });
  reader.addOverride("for_each", readers);
  return { writer, reader };
}

interface Monitoring {
  readonly roleArn: string;
  readonly ready: TerraformElement;
}

/** The role with which RDS writes the metrics of Enhanced Monitoring; only for this cluster's instances. */
function monitoringRole(
  module: ModuleStack,
  aws: AwsContext,
  { name, monitoringIntervalSeconds }: Inputs,
): Monitoring {
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
