import { awsContext } from "../../lib/aws/context";
import { awsProvider } from "../../lib/aws/providers";
import { requireKeyInRegion } from "../../lib/aws/same-region";
import { reference, tf } from "../../lib/expression";
import { Pending, terraformModule } from "../../lib/module";
import { writeCertificateAuthorities } from "./certificate-authorities";
import { auroraCluster } from "./cluster";
import { connectionSecrets } from "./connection-secrets";
import { inputs } from "./inputs";
import { instances } from "./instances";
import { logGroups } from "./logs";
import { clusterNetwork } from "./network";
import { parameterGroups } from "./parameter-groups";
import { fixedPassword } from "./password";
import { rules } from "./rules";
import { engineVersion } from "./version";

/**
 * An Aurora cluster with one writer and any number of readers. Encrypted at rest with the caller's key and in transit
 * by parameter group (45 CFR 164.312(a)(2)(iv), (e)(1)); the master password is never in Terraform's state.
 */
export const Database = terraformModule({
  name: "database",
  summary:
    "Aurora MySQL or Aurora PostgreSQL: one writer, readers by name, TLS only, encrypted, backed up, audited.",
  providers: [awsProvider],
  inputs,
  rules,
  outputs: {
    clusterIdentifier: "Identifier of the cluster.",
    clusterArn: "ARN of the cluster.",
    clusterResourceId:
      "Immutable ID of the cluster (`cluster-…`), as IAM database policies and metrics use it.",
    endpoint: "Host name of the writer. Consumers wait for the writer and for the rules that let clients in.",
    readerEndpoint:
      "Host name that balances over the readers, and leads to the writer while there is none. Consumers wait for the writer, not for readers.",
    port: "TCP port.",
    databaseName: "Name of the initial database.",
    masterUserSecretArn:
      "ARN of RDS's secret with the master user's name and password; null with fixed_master_password.",
    connectionSecretArns:
      "ARNs of the connection secrets, by writer and reader; empty without fixed_master_password. Consumers wait for " +
      "the writer and for the rules that let clients in.",
    beforeWriter:
      "endpoint, reader_endpoint and master_user_secret_arn as soon as the cluster exists, minutes before an instance " +
      "answers: for consumers that can wait for the writer themselves. They must not give up before 15 minutes.",
    connectionSecretFingerprint:
      "Text that changes with the connection secrets: applications that read them at start are to be restarted then.",
    securityGroupId: "Security group of the cluster.",
    writerIdentifier:
      "Identifier of the instance that is created as the writer. After a failover it may be a reader.",
    readerIdentifiers: "Identifiers of the readers by name.",
    engine: "Engine.",
    engineVersion: "Configured engine version.",
    logGroupNames: "CloudWatch log groups by type of log.",
  },
  files: writeCertificateAuthorities,
  resources(module, input) {
    requireKeyInRegion(module, "clusterIdentifier", { kms_key_arn: input.kmsKeyArn });
    const aws = awsContext(module);
    const version = engineVersion(module, input);
    const network = clusterNetwork(module, input);
    const groups = parameterGroups(module, input, version);
    const logs = logGroups(module, input);
    const password = fixedPassword(module, input);
    const cluster = auroraCluster(module, input, { version, network, groups, logs, password });
    const { writer, reader } = instances(module, aws, input, cluster, groups);
    const connections = connectionSecrets(module, aws, input, cluster, password);
    const masterUserSecretArn = tf`one(${reference(cluster.fqn)}.master_user_secret[*].secret_arn)`;
    // A cluster without an instance answers nobody, and a client without a rule gets no answer.
    const serving = [writer, network.admission];
    return {
      clusterIdentifier: cluster.clusterIdentifier,
      clusterArn: cluster.arn,
      clusterResourceId: cluster.clusterResourceId,
      endpoint: new Pending(cluster.endpoint, serving),
      // Not the readers: while there is none, this name leads to the writer.
      readerEndpoint: new Pending(cluster.readerEndpoint, serving),
      port: cluster.port,
      databaseName: cluster.databaseName,
      masterUserSecretArn: new Pending(masterUserSecretArn, serving),
      beforeWriter: new Pending(
        {
          endpoint: cluster.endpoint,
          reader_endpoint: cluster.readerEndpoint,
          master_user_secret_arn: masterUserSecretArn,
        },
        [network.admission],
      ),
      connectionSecretArns: new Pending(connections.arns, [...serving, connections.values]),
      connectionSecretFingerprint: connections.fingerprint,
      securityGroupId: network.securityGroup.id,
      writerIdentifier: writer.identifier,
      readerIdentifiers: tf`{for key, reader in ${reference(reader.fqn)} : key => reader.identifier}`,
      engine: input.engine,
      engineVersion: version,
      logGroupNames: tf`{for type, group in ${reference(logs.fqn)} : type => group.name}`,
    };
  },
});
