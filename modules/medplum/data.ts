import { SecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import { type Expression, reference, tf } from "../../lib/expression";
import { local } from "../../lib/local";
import type { ModuleStack } from "../../lib/stack";
import { Cache } from "../cache";
import { Database } from "../database";
import { DatabaseProxy } from "../database-proxy";
import type { Keys } from "../foundation/key";
import type { NetworkOfApplication } from "../foundation/network";
import { cacheSecretKeys } from "./caches";
import { checkExistingDatabase } from "./existing-database";
import type { Inputs } from "./inputs";
import { databasePart, proxyPart } from "./parts";

/** Where the server's data is, and how it connects. */
export interface Data {
  /** Security group of those that may connect. */
  readonly clientsGroupId: string;
  /** Outputs of the cluster that is made here; null with an existing database. */
  readonly cluster: ClusterOutputs;
  readonly caches: InstanceType<typeof Cache>["outputs"];
  /** ARNs of the secrets by the server's names for them: DatabaseSecrets, RedisSecrets, … */
  readonly secretArns: Expression;
  /** Whether there are readers, which have a pool of connections of their own. */
  readonly hasReader: Expression;
  /** Whether the server connects through RDS Proxy. */
  readonly proxied: Expression;
  /** Egress rules that lead there, by name. An existing database's is the caller's. */
  readonly egress: Expression;
  /** Changes when the server has to read its secrets again. */
  readonly fingerprint: Expression;
}

type ClusterOutputs = InstanceType<typeof Database>["outputs"];
type ProxyOutputs = InstanceType<typeof DatabaseProxy>["outputs"];

/** What the server sets in each session, which RDS Proxy would keep from being shared: so it is the cluster's. */
const sessionParameters = {
  statement_timeout: { value: "60000", apply_method: "immediate" },
  default_transaction_isolation: { value: "repeatable read", apply_method: "immediate" },
};

/** The cluster and the caches, which only the tasks may reach. */
export function data(module: ModuleStack, input: Inputs, network: NetworkOfApplication, keys: Keys): Data {
  const { name, existingDatabase, databaseProxy } = input;
  // A group of their own, which all services share: a rule for each service would need its group before the service, and
  // Terraform knows a module that is made several times only as a whole.
  const group = new SecurityGroup(module, "tasks", {
    name: `${name}-data-clients`,
    description: `Tasks of ${name} that use its database and caches`,
    vpcId: network.vpcId,
    tags: { Name: `${name}-data-clients` },
  });
  const clients = { tasks: tf`${group.id}` };
  const common = {
    name,
    vpcId: network.vpcId,
    subnetIds: network.dataSubnetIds,
    clients,
    kmsKeyArn: keys.data,
    logKmsKeyArn: keys.logs,
  };
  const cluster = clusterOf(module, input, common);
  const proxy = proxyOf(module, input, common, cluster);
  const caches = new Cache(module, "cache", {
    ...common,
    groups: input.caches,
    logRetentionDays: input.logRetentionDays,
    forceDestroyLogs: input.forceDestroy.given,
  }).outputs;
  const secretKeys = local(module, "cache_secret_keys", cacheSecretKeys);
  const existing = existingDatabase.orNull;
  checkExistingDatabase(module, input);
  // From what the caller writes: keys of settings depend on it.
  const proxied = local(
    module,
    "database_proxied",
    tf`${databaseProxy.given} && ${databaseProxy.orNull.inUse} != false`,
  );
  const arns = local(
    module,
    "database_secret_arns",
    tf`${proxied} ? ${proxy.connectionSecretArns} : ${cluster.connectionSecretArns}`,
  );
  const either = (id: string, there: unknown, here: Expression) =>
    local(module, id, tf`${existingDatabase.given} ? ${there} : ${here}`);
  const writer = either("writer_secret_arn", existing.secretArn, tf`${arns}["writer"]`);
  const reader = either(
    "reader_secret_arn",
    existing.reader.orNull.secretArn,
    tf`try(${arns}["reader"], null)`,
  );
  const hasReader = either(
    "has_reader",
    existing.reader.given,
    tf`length(${input.database.orNull.readers}) > 0`,
  );
  return {
    clientsGroupId: group.id,
    cluster,
    caches,
    hasReader,
    proxied,
    secretArns: local(
      module,
      "secret_arns",
      tf`merge({ DatabaseSecrets = ${writer} }, ${hasReader} ? { ReaderDatabaseSecrets = ${reader} } : {}, {for group, arn in ${caches.secretArns} : ${secretKeys}[group] => arn})`,
    ),
    egress: egressTo(module, input, { cluster, proxy, caches }),
    fingerprint: fingerprintOf(module, input, { cluster, proxy, proxied }),
  };
}

interface Servers {
  readonly cluster: ClusterOutputs;
  readonly proxy: ProxyOutputs;
}

/** What makes tasks read their secrets again: not everything that may change about a cache. */
function fingerprintOf(
  module: ModuleStack,
  { caches }: Inputs,
  { cluster, proxy, proxied }: Servers & { readonly proxied: Expression },
): Expression {
  const logins = local(
    module,
    "cache_logins",
    tf`{for name, group in ${caches} : name => [group.generation, group.user]}`,
  );
  return tf`sha256(jsonencode([${proxied} ? ${proxy.connectionSecretFingerprint} : ${cluster.connectionSecretFingerprint}, ${logins}]))`;
}

function egressTo(
  module: ModuleStack,
  { existingDatabase, databaseProxy }: Inputs,
  { cluster, proxy, caches }: Servers & { readonly caches: Data["caches"] },
): Expression {
  const to = (port: number | Expression, group: Expression) => ({ port, security_group_id: group });
  const own = local(
    module,
    "cluster_egress",
    tf`merge({ database = ${to(5432, cluster.securityGroupId)} }, ${databaseProxy.given} ? { database-proxy = ${to(5432, proxy.securityGroupId)} } : {})`,
  );
  const database = local(
    module,
    "database_egress",
    tf`${existingDatabase.given} ? ${existingDatabase.orNull.egress} : ${own}`,
  );
  const groups = tf`{for name, group in ${caches.securityGroupIds} : join("-", ["cache", name]) => ${to(caches.port, reference("group"))}}`;
  return tf`merge(${database}, ${groups})`;
}

type Common = Readonly<{
  name: string;
  vpcId: string;
  subnetIds: string[];
  clients: { readonly tasks: Expression };
  kmsKeyArn: Expression;
  logKmsKeyArn: Expression;
}>;

function clusterOf(module: ModuleStack, input: Inputs, common: Common): ClusterOutputs {
  const wanted = input.database.orNull;
  return new Database(
    module,
    "database",
    {
      ...common,
      engine: "aurora-postgresql",
      deletionProtection: input.deletionProtection,
      logRetentionDays: input.logRetentionDays,
      forceDestroyLogs: input.forceDestroy.given,
      ...databasePart.from(wanted),
      parameters: tf`merge(${local(module, "session_parameters", sessionParameters)}, ${wanted.parameters})`,
      fixedMasterPassword: {
        reason: "Medplum reads its password at start only",
        generation: wanted.passwordGeneration,
        certificateAuthorities: wanted.certificateAuthorities,
      },
    },
    { when: tf`!(${input.existingDatabase.given})` },
  ).outputs;
}

/** The proxy, which logs in as the server would, and connection secrets that lead to it. */
function proxyOf(module: ModuleStack, input: Inputs, common: Common, cluster: ClusterOutputs): ProxyOutputs {
  const { databaseProxy, database } = input;
  return new DatabaseProxy(
    module,
    "database_proxy",
    {
      ...common,
      engine: "aurora-postgresql",
      clusterIdentifier: cluster.clusterIdentifier,
      databaseSecurityGroupId: cluster.securityGroupId,
      secretArns: { server: tf`${cluster.connectionSecretArns}["writer"]` },
      secretsKmsKeyArn: common.kmsKeyArn,
      logRetentionDays: input.logRetentionDays,
      forceDestroyLogs: input.forceDestroy.given,
      ...proxyPart.from(databaseProxy.orNull),
      readerEndpoint: tf`length(${database.orNull.readers}) > 0 ? {} : null`,
      connectionSecret: {
        credentials: "server",
        databaseName: cluster.databaseName,
        fingerprint: cluster.connectionSecretFingerprint,
        // A copy, worth nothing without the proxy, whose name must be free when the proxy comes back.
        recoveryWindowDays: 0,
      },
    },
    { when: tf`${databaseProxy.given} && !(${input.existingDatabase.given})` },
  ).outputs;
}
