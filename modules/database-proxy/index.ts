import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { DbProxy } from "@cdktf/provider-aws/lib/db-proxy";
import { DbProxyDefaultTargetGroup } from "@cdktf/provider-aws/lib/db-proxy-default-target-group";
import { DbProxyEndpoint } from "@cdktf/provider-aws/lib/db-proxy-endpoint";
import { DbProxyTarget } from "@cdktf/provider-aws/lib/db-proxy-target";
import type { TerraformElement } from "cdktf";
import { awsContext } from "../../lib/aws/context";
import { awsProvider } from "../../lib/aws/providers";
import { requireKeyInRegion } from "../../lib/aws/same-region";
import { type Expression, reference, tf } from "../../lib/expression";
import { Pending, terraformModule } from "../../lib/module";
import type { ModuleStack } from "../../lib/stack";
import { connectionSecrets } from "./connection-secrets";
import { type Inputs, inputs, rules } from "./inputs";
import { port, type ProxyNetwork, proxyNetwork } from "./network";
import { proxyRole } from "./role";

/**
 * RDS Proxy before an Aurora cluster. TLS only, on both sides (45 CFR 164.312(e)(1)); statements are never logged, since they hold
 * patients' data.
 */
export const DatabaseProxy = terraformModule({
  name: "database-proxy",
  summary:
    "RDS Proxy before an Aurora cluster: pooled connections over TLS, a security group of its own, readers too.",
  providers: [awsProvider],
  inputs,
  rules,
  outputs: {
    proxyName: "Name of the proxy, the dimension ProxyName of its metrics.",
    proxyArn: "ARN of the proxy.",
    proxyResourceId: "Immutable ID of the proxy (`prx-…`), as IAM database policies use it.",
    endpoint:
      "Host name for reading and writing. Consumers wait until the proxy has its target and lets clients in.",
    readerEndpoint: "Host name that balances over the readers; null without reader_endpoint.",
    port: "TCP port.",
    securityGroupId: "Security group of the proxy.",
    connectionSecretArns:
      "ARNs of the connection secrets, by writer and reader; empty without connection_secret. Consumers wait for the values.",
    connectionSecretFingerprint:
      "Text that changes with the connection secrets: applications that read them at start are to be restarted then.",
    logGroupName: "CloudWatch log group of the proxy.",
  },
  resources(module, input) {
    requireKeyInRegion(module, "proxyName", {
      kms_key_arn: input.kmsKeyArn,
      secrets_kms_key_arn: input.secretsKmsKeyArn,
    });
    const aws = awsContext(module);
    const network = proxyNetwork(module, input);
    const { proxy, log, ready } = makeProxy(module, aws, input, network);
    const reader = readersOf(module, input, proxy, network);
    const readerHost = tf`one(${reference(reader.fqn)}[*].endpoint)`;
    const connections = connectionSecrets(module, input, {
      writer: tf`${reference(proxy.fqn)}.endpoint`,
      reader: readerHost,
    });
    return {
      proxyName: proxy.name,
      proxyArn: proxy.arn,
      proxyResourceId: tf`element(split(":", ${proxy.arn}), 6)`,
      endpoint: new Pending(proxy.endpoint, ready),
      readerEndpoint: new Pending(readerHost, ready),
      port: port(input.engine),
      securityGroupId: network.securityGroup.id,
      connectionSecretArns: new Pending(connections.arns, [...ready, connections.values]),
      connectionSecretFingerprint: connections.fingerprint,
      logGroupName: log.name,
    };
  },
});

/** The proxy with its pool and its target. */
function makeProxy(
  module: ModuleStack,
  aws: ReturnType<typeof awsContext>,
  input: Inputs,
  network: ProxyNetwork,
): {
  readonly proxy: DbProxy;
  readonly log: CloudwatchLogGroup;
  readonly ready: readonly TerraformElement[];
} {
  const { name, engine, secretArns, iamAuthentication, connectionPool } = input;
  const { role, grant } = proxyRole(module, aws, input);
  // RDS would create it itself, without encryption and without an end of retention.
  const log = new CloudwatchLogGroup(module, "log", {
    name: `/aws/rds/proxy/${name}`,
    kmsKeyId: tf`coalesce(${input.logKmsKeyArn}, ${input.kmsKeyArn})`.string,
    retentionInDays: input.logRetentionDays,
    skipDestroy: tf`!${input.forceDestroyLogs}`,
  });
  const postgres = tf`${engine} == "aurora-postgresql"`;
  const proxy = new DbProxy(module, "this", {
    name,
    engineFamily: tf`${postgres} ? "POSTGRESQL" : "MYSQL"`.string,
    requireTls: true,
    // Debug logging writes whole statements, patients' data included.
    debugLogging: false,
    idleClientTimeout: input.idleClientTimeoutSeconds,
    roleArn: role.arn,
    vpcSecurityGroupIds: [network.securityGroup.id],
    vpcSubnetIds: input.subnetIds,
    auth: [],
    // Without the grant the proxy finds no user, and its target stays unavailable.
    dependsOn: [grant, log],
  });
  proxy.addOverride("auth", undefined);
  proxy.addOverride("dynamic.auth", [
    {
      for_each: secretArns,
      content: {
        auth_scheme: "SECRETS",
        description: reference("auth.key"),
        iam_auth: tf`${iamAuthentication} ? "REQUIRED" : "DISABLED"`,
        client_password_auth_type: passwordType(postgres, iamAuthentication),
        secret_arn: reference("auth.value"),
      },
    },
  ]);
  const pool = new DbProxyDefaultTargetGroup(module, "pool", {
    dbProxyName: proxy.name,
    connectionPoolConfig: {
      maxConnectionsPercent: connectionPool.maxConnectionsPercent,
      maxIdleConnectionsPercent: connectionPool.maxIdleConnectionsPercent,
      connectionBorrowTimeout: connectionPool.borrowTimeoutSeconds,
      initQuery: connectionPool.initQuery,
      sessionPinningFilters: tf`${connectionPool.excludeVariableSets} ? ["EXCLUDE_VARIABLE_SETS"] : []`.list,
    },
  });
  const target = new DbProxyTarget(module, "cluster", {
    dbProxyName: proxy.name,
    targetGroupName: pool.name,
    dbClusterIdentifier: input.clusterIdentifier,
    dependsOn: [...network.admission],
  });
  return { proxy, log, ready: [target, ...network.admission] };
}

/** SCRAM for PostgreSQL's clients; MySQL's negotiate. Clients with a token have no password. */
const passwordType = (postgres: Expression, iam: unknown): Expression =>
  tf`${postgres} && !${iam} ? "POSTGRES_SCRAM_SHA_256" : null`;

/** The endpoint of the readers, if wanted. */
function readersOf(
  module: ModuleStack,
  { name, subnetIds, readerEndpoint }: Inputs,
  proxy: DbProxy,
  { securityGroup }: ProxyNetwork,
): DbProxyEndpoint {
  const endpoint = new DbProxyEndpoint(module, "reader", {
    dbProxyName: proxy.name,
    dbProxyEndpointName: `${name}-reader`,
    targetRole: "READ_ONLY",
    vpcSecurityGroupIds: [securityGroup.id],
    vpcSubnetIds: subnetIds,
  });
  endpoint.addOverride("count", tf`${readerEndpoint.given} ? 1 : 0`);
  return endpoint;
}
