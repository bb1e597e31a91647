import type { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import type { ElasticacheParameterGroup } from "@cdktf/provider-aws/lib/elasticache-parameter-group";
import { ElasticacheReplicationGroup } from "@cdktf/provider-aws/lib/elasticache-replication-group";
import { DataResource } from "cdktf";
import { type Expression, reference, tf } from "../../lib/expression";
import type { ModuleStack } from "../../lib/stack";
import { warnUnless } from "../../lib/checks";
import { ofThisLife } from "../../lib/life";
import type { Credentials } from "./credentials";
import type { Inputs } from "./inputs";
import { type GroupNetwork, PORT } from "./network";

interface Parts {
  readonly versions: Expression;
  readonly network: GroupNetwork;
  readonly parameters: ElasticacheParameterGroup;
  readonly credentials: Credentials;
  readonly logs: CloudwatchLogGroup;
}

/** The replication groups: encrypted, TLS only, with a password. 45 CFR 164.312(a)(2)(iv), (d), (e)(1). */
export function replicationGroups(
  module: ModuleStack,
  input: Inputs,
  parts: Parts,
): ElasticacheReplicationGroup {
  const { versions, network, parameters, credentials, logs } = parts;
  const { name, groups, kmsKeyArn } = input;
  const { key, value } = groups.each;
  rememberLogin(module, input);
  const hasReplica = tf`${value.replicas} > 0`;
  const group = new ElasticacheReplicationGroup(module, "this", {
    replicationGroupId: `${name}-${key}`,
    description: `Cache ${key} of ${name}`,
    engine: value.engine,
    engineVersion: tf`${versions}[${key}]`.string,
    nodeType: value.nodeType,
    // Not num_node_groups and replicas_per_node_group, which are for several shards.
    numCacheClusters: tf`${value.replicas} + 1`.number,
    automaticFailoverEnabled: hasReplica,
    multiAzEnabled: tf`coalesce(${value.multiAz}, ${hasReplica})`,
    port: PORT,
    parameterGroupName: tf`${parameters.fqn}[${key}].name`.string,
    subnetGroupName: network.subnetGroup.name,
    securityGroupIds: tf`[${network.securityGroup.fqn}[${key}].id]`.list,
    atRestEncryptionEnabled: "true",
    kmsKeyId: kmsKeyArn,
    transitEncryptionEnabled: true,
    transitEncryptionMode: "required",
    authToken: tf`${value.user.given} ? null : ${credentials.present}[${key}]`.string,
    authTokenUpdateStrategy: updateStrategy(value).string,
    userGroupIds: tf`${value.user.given} ? [${credentials.userGroup.fqn}[${key}].user_group_id] : null`.list,
    snapshotName: value.snapshot.orNull.name,
    snapshotRetentionLimit: value.snapshotRetentionDays,
    snapshotWindow: value.snapshotWindow,
    maintenanceWindow: value.maintenanceWindow,
    finalSnapshotIdentifier: tf`${value.skipFinalSnapshot} ? null : ${`${name}-${key}-final-${ofThisLife}`}`
      .string,
    applyImmediately: value.applyImmediately,
    autoMinorVersionUpgrade: tf`tostring(${value.autoMinorVersionUpgrade})`.string,
    // Read only at creation: a later difference would replace the group, data and all, or never go away.
    lifecycle: { ignoreChanges: ["snapshot_name", "final_snapshot_identifier"] },
  });
  group.addOverride("for_each", groups);
  warnUnless(module, "final_snapshots", {
    condition: tf`alltrue([for key, group in ${group.fqn} : (group.final_snapshot_identifier == null) == ${groups}[key].skip_final_snapshot])`,
    message:
      "skip_final_snapshot is read only when a group is created. Before the destroy of a group that was created with true, take a snapshot " +
      "(aws elasticache create-snapshot); after that of one created with false, delete the final snapshot.",
  });
  const type = reference("log_delivery_configuration.value");
  group.addOverride("dynamic.log_delivery_configuration", [
    {
      for_each: tf`toset(${value.logTypes})`,
      content: {
        log_type: type,
        destination: tf`${logs.fqn}[${`${key}/${type}`}].name`,
        destination_type: "cloudwatch-logs",
        log_format: "json",
      },
    },
  ]);
  return group;
}

/**
 * How a new AUTH token gets in: ROTATE lets the previous one in, too; SET, which ElastiCache allows only after it, retires the
 * previous one.
 */
function updateStrategy({
  user,
  generation,
  retiredGeneration,
}: Inputs["groups"]["each"]["value"]): Expression {
  const byGeneration = tf`${retiredGeneration} >= ${generation} - 1 ? "SET" : "ROTATE"`;
  return tf`${user.given} ? null : ${byGeneration}`;
}

/**
 * Remembers whether a group was made with a token or with a user: the provider cannot change one into the other, and would
 * leave a group half changed.
 */
function rememberLogin(module: ModuleStack, { groups }: Inputs): void {
  const { key, value } = groups.each;
  const present = tf`${value.user.given} ? "a user" : "an AUTH token"`;
  const login = new DataResource(module, "login_kind", {
    lifecycle: {
      ignoreChanges: ["input"],
      postcondition: [
        {
          condition: tf`self.input == (${present})`.string,
          errorMessage:
            `groups.${key} was made with \${self.input}, and now has ${present}. Make a group of another name with it, move the ` +
            "clients, and remove this one.",
        },
      ],
    },
  });
  login.addOverride("input", present);
  login.addOverride("for_each", groups);
}
