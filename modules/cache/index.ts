import { awsProvider, randomProvider } from "../../lib/aws/providers";
import { requireKeyInRegion } from "../../lib/aws/same-region";
import { reference, tf } from "../../lib/expression";
import { Pending, terraformModule } from "../../lib/module";
import { connectionSecrets } from "./connection-secrets";
import { credentials } from "./credentials";
import { replicationGroups } from "./groups";
import { inputs } from "./inputs";
import { logGroups } from "./logs";
import { groupNetwork, PORT } from "./network";
import { parameterGroups } from "./parameter-groups";
import { rules } from "./rules";
import { versionsByGroup } from "./version";

/**
 * Redis-compatible caches by name. Each is a primary with replicas behind one endpoint, encrypted at rest with the caller's key
 * and in transit, and asks every client for a password, which is in a secret in the form that Redis clients take.
 */
export const Cache = terraformModule({
  name: "cache",
  summary:
    "ElastiCache for Valkey or Redis OSS: replication groups by name, TLS only, encrypted, each with a connection secret.",
  providers: [awsProvider, randomProvider],
  inputs,
  rules,
  outputs: {
    secretArns:
      "ARNs of the connection secrets by group: JSON with host, port, password, tls and, with a user, username. Consumers " +
      "wait for the values, and for the rules that let clients in.",
    primaryEndpoints:
      "Host names of the primaries by group. Consumers wait for the rules that let clients in.",
    readerEndpoints: "Host names that balance over the replicas, by group.",
    port: "TCP port of every group.",
    replicationGroupIds: "IDs of the replication groups by group.",
    memberClusterIds: "IDs of the nodes by group, as CloudWatch's dimension CacheClusterId has them.",
    securityGroupIds: "Security groups by group.",
    subnetGroupName: "Name of the subnet group.",
    logGroupNames: "CloudWatch log groups by <group>/<log>.",
  },
  resources(module, input) {
    requireKeyInRegion(module, "secretArns", { kms_key_arn: input.kmsKeyArn });
    const { name, groups } = input;
    const versions = versionsByGroup(module, input);
    const network = groupNetwork(module, input);
    const parameters = parameterGroups(module, input, versions);
    const logs = logGroups(module, input);
    const access = credentials(module, input);
    const cache = replicationGroups(module, input, {
      versions,
      network,
      parameters,
      credentials: access,
      logs,
    });
    const { secret, value } = connectionSecrets(module, input, cache, access.present);
    const byGroup = (fqn: string, attribute: string) =>
      tf`{for key, entry in ${reference(fqn)} : key => entry.${reference(attribute)}}`;
    // A client without a rule gets no answer.
    const pending = (value: unknown) => new Pending(value, [network.admission]);
    const node = tf`format("%s-%s-%03d", ${name}, key, i + 1)`;
    return {
      // Not the values' ARNs, which are unknown while a value is replaced: every consumer would look changed.
      secretArns: new Pending(byGroup(secret.fqn, "arn"), [value, network.admission]),
      primaryEndpoints: pending(byGroup(cache.fqn, "primary_endpoint_address")),
      readerEndpoints: pending(byGroup(cache.fqn, "reader_endpoint_address")),
      port: PORT,
      replicationGroupIds: byGroup(cache.fqn, "id"),
      memberClusterIds: tf`{for key, group in ${groups} : key => [for i in range(${groups.as("group").replicas} + 1) : ${node}]}`,
      securityGroupIds: byGroup(network.securityGroup.fqn, "id"),
      subnetGroupName: network.subnetGroup.name,
      logGroupNames: byGroup(logs.fqn, "name"),
    };
  },
});
