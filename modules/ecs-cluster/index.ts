import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { EcsCluster as Cluster } from "@cdktf/provider-aws/lib/ecs-cluster";
import { EcsClusterCapacityProviders } from "@cdktf/provider-aws/lib/ecs-cluster-capacity-providers";
import { awsProvider } from "../../lib/aws/providers";
import { requireKeyInRegion } from "../../lib/aws/same-region";
import { tf } from "../../lib/expression";
import { Pending, terraformModule } from "../../lib/module";
import { inputs } from "./inputs";

/**
 * An ECS cluster for Fargate: Container Insights, and ECS Exec whose sessions are encrypted with a key of your own and logged to an
 * encrypted log group. Who may open a session at all is decided by each service and by IAM.
 */
export const EcsCluster = terraformModule({
  name: "ecs-cluster",
  summary: "An ECS cluster for Fargate with Container Insights and logged, encrypted ECS Exec sessions.",
  providers: [awsProvider],
  inputs,
  outputs: {
    clusterArn: "ARN of the cluster. Consumers wait for its capacity providers.",
    clusterName: "Name of the cluster, a dimension of its CloudWatch metrics.",
    execLogGroupName: "Log group of ECS Exec sessions.",
  },
  resources(
    module,
    { name, kmsKeyArn, containerInsights, fargateSpot, execLogRetentionDays, forceDestroyLogs },
  ) {
    requireKeyInRegion(module, "clusterArn", { kms_key_arn: kmsKeyArn });
    const sessions = new CloudwatchLogGroup(module, "sessions", {
      name: `/aws/ecs/${name}/exec`,
      kmsKeyId: kmsKeyArn,
      retentionInDays: execLogRetentionDays,
      skipDestroy: tf`!${forceDestroyLogs}`,
    });
    const cluster = new Cluster(module, "this", {
      name,
      setting: [{ name: "containerInsights", value: containerInsights }],
      configuration: {
        executeCommandConfiguration: {
          kmsKeyId: kmsKeyArn,
          logging: "OVERRIDE",
          logConfiguration: {
            cloudWatchEncryptionEnabled: true,
            cloudWatchLogGroupName: sessions.name,
          },
        },
      },
      tags: { Name: name },
    });
    const providers = new EcsClusterCapacityProviders(module, "providers", {
      clusterName: cluster.name,
      capacityProviders: tf`concat(["FARGATE"], ${fargateSpot} ? ["FARGATE_SPOT"] : [])`.list,
      // For what is started without a strategy of its own; AWS's default would be EC2.
      defaultCapacityProviderStrategy: [{ capacityProvider: "FARGATE", weight: 1 }],
    });
    return {
      clusterArn: new Pending(cluster.arn, [providers]),
      clusterName: new Pending(cluster.name, [providers]),
      execLogGroupName: sessions.name,
    };
  },
});
