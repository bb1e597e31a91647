import type { AwsContext } from "../../lib/aws/context";
import { type Expression, tf } from "../../lib/expression";
import { local } from "../../lib/local";
import type { ModuleStack } from "../../lib/stack";
import { EcsCluster } from "../ecs-cluster";
import { FargateService } from "../fargate-service";
import type { Keys } from "../foundation/key";
import type { NetworkOfApplication } from "../foundation/network";
import type { Address } from "./address";
import type { Inputs } from "./inputs";
import { WORKERS_ENABLED } from "./managed-keys";
import { clusterPart, serverPart, workerPart } from "./parts";

interface Parts {
  readonly network: NetworkOfApplication;
  readonly keys: Keys;
  readonly address: Address;
  /** Path of the server's parameters, once they are there. */
  readonly path: Expression;
  /** Texts whose change restarts the tasks. */
  readonly restartOn: Readonly<Record<string, Expression>>;
  /** Rights of the code, as IAM policies (JSON). */
  readonly policies: Expression;
  /** Security group that the database and the caches admit. */
  readonly clientsGroupId: string;
  /** Where tasks connect to, by name. */
  readonly egress: Expression;
}

/** The ECS cluster, the server, and services of workers: the same image and rights, without an address. */
export function services(module: ModuleStack, aws: AwsContext, input: Inputs, parts: Parts) {
  const { name, server, workers } = input;
  const { network, keys, address } = parts;
  const cluster = new EcsCluster(module, "cluster", {
    name,
    kmsKeyArn: keys.logs,
    forceDestroyLogs: input.forceDestroy.given,
    ...clusterPart.from(input.cluster),
  });
  const configId = `aws:${aws.region}:${parts.path}`;
  const common = {
    clusterArn: cluster.outputs.clusterArn,
    kmsKeyArn: keys.data,
    logKmsKeyArn: keys.logs,
    vpcId: network.vpcId,
    subnetIds: network.appSubnetIds,
    additionalSecurityGroupIds: [parts.clientsGroupId],
    logRetentionDays: input.logRetentionDays,
    forceDestroyLogs: input.forceDestroy.given,
    restartOn: parts.restartOn,
    // The server waits up to 30 seconds for requests and sockets to end.
    stopTimeoutSeconds: 40,
  };
  const egress = local(module, "egress", parts.egress);
  const policies = local(module, "task_policies", tf`concat(${parts.policies}, ${server.taskPolicies})`);
  const api = new FargateService(module, "server", {
    ...common,
    name,
    ...serverPart.from(server),
    egress,
    taskPolicies: policies,
    // One argument exactly: with any other number the server looks for a file.
    command: [configId],
    port: input.api.port,
    healthCheckGracePeriodSeconds: server.healthCheckGracePeriodSeconds,
    targetGroup: { healthCheckPath: "/healthcheck", algorithm: input.api.loadBalancingAlgorithm },
    listeners: listenersOf(module, input, address),
  });
  const worker = workers.each.value;
  const workerServices = new FargateService(
    module,
    "worker",
    {
      ...common,
      // Once the server serves: only one task at a time may migrate the database, and none may fill it twice.
      clusterArn: tf`[${cluster.outputs.clusterArn}, ${api.outputs.serviceArn}][0]`,
      name: `${name}-${workers.each.key}`,
      ...serverPart.from({ ...server, ...workerPart.from(worker) }),
      image: tf`coalesce(${worker.image}, ${server.image})`,
      environment: tf`merge(${worker.environment}, ${{ [WORKERS_ENABLED]: tf`jsonencode(${worker.enabled})` }})`,
      egress,
      taskPolicies: policies,
      command: [`${configId},env`],
    },
    { forEach: workers },
  );
  return { cluster: cluster.outputs, server: api.outputs, workers: workerServices.outputs };
}

/** Each load balancer sends the requests for its name. */
function listenersOf(module: ModuleStack, { api }: Inputs, address: Address): Expression {
  const listener = (balancer: Address["api"], host: string) => ({
    listener_arn: balancer.httpsListenerArn,
    security_group_id: balancer.securityGroupId,
    hosts: [host],
    priority: 100,
  });
  const all = local(module, "all_listeners", {
    api: listener(address.api, api.domainName),
    mtls: listener(address.mutual, api.mutualTls.orNull.domainName),
  });
  return local(
    module,
    "listeners",
    tf`{for name, listener in ${all} : name => listener if name != "mtls" || ${api.mutualTls.given}}`,
  );
}
