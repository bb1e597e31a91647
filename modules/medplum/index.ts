import { awsContext } from "../../lib/aws/context";
import { awsInUsEast1, awsProvider, randomProvider, tlsProvider } from "../../lib/aws/providers";
import { tf } from "../../lib/expression";
import { terraformModule } from "../../lib/module";
import { auditTrail, trailsOf } from "../foundation/audit";
import { databaseMemoryGib } from "../foundation/database-memory";
import { encryptionKeys } from "../foundation/key";
import { logBucket } from "../foundation/logs";
import { malwareScan, scanRequests } from "../foundation/malware";
import { networkOf } from "../foundation/network";
import { zoneId } from "../foundation/zone";
import { address } from "./address";
import { botRole } from "./bots";
import { configuration } from "./config";
import { data } from "./data";
import { appSettings, bucketOfFiles, filesBucketName, filesDistributions, webOrigins } from "./edge";
import { edgeOf } from "./edge-of";
import { firewalls } from "./firewall";
import { inputs } from "./inputs";
import { mail } from "./mail";
import { operationsOf } from "./operations";
import { taskPolicies } from "./rights";
import { rules } from "./rules";
import { services } from "./server";
import { warnings } from "./warnings";
import { wiring, wiringOutputs } from "./wiring";

/**
 * Medplum: its server with a network, load balancers, an ECS service and workers, Aurora PostgreSQL, caches, and every setting and
 * secret that it reads at its start; a bucket for files and one for the web app, and the distributions of both. It composes other
 * modules.
 */
export const Medplum = terraformModule({
  name: "medplum",
  summary:
    "Medplum's FHIR server on ECS Fargate with Aurora PostgreSQL and Redis, and its web app, as a hospital would run it.",
  providers: [awsProvider, awsInUsEast1, randomProvider, tlsProvider],
  inputs,
  rules,
  outputs: {
    baseUrl: "Address of the server, with a slash at its end.",
    appUrl: "Address of the web app.",
    appBucketName: "Name of the bucket to which the web app is uploaded; null where it is served elsewhere.",
    appDistributionId:
      "ID of the web app's distribution, for invalidations; null where it is served elsewhere.",
    appDistributionDomainName:
      "CloudFront's name of the web app's distribution, for records that you create; null where it is served elsewhere.",
    appSettings: "Settings that the web app is built with, as text; empty where not set.",
    storageDistributionId: "ID of the files' distribution; null where they are served elsewhere.",
    storageDistributionDomainName:
      "CloudFront's name of the files' distribution, for records that you create; null where they are served elsewhere.",
    firstLogin: "How to sign in for the first time.",
    parameterPath: "Path of the server's parameters.",
    clusterName: "Name of the ECS cluster.",
    serverServiceName: "Name of the server's ECS service.",
    dataClientsSecurityGroupId:
      "ID of the security group of all tasks, workers included, which an existing database must admit.",
    taskDefinitionArn: "ARN of the task definition that the server runs.",
    taskRoleArn: "ARN of the task role, with which the server's code calls AWS.",
    loadBalancerDnsName: "DNS name of the load balancer, for records that you create.",
    mutualTlsLoadBalancerDnsName: "DNS name of the load balancer for mutual TLS; null without it.",
    filesBucketName: "Name of the bucket of the files.",
    filesReplicationRoleArn:
      "ARN of the role that copies the files to another bucket, for the policies of a bucket and a key in another account; null without " +
      "storage.replication.",
    logBucketName: "Name of the bucket of the access logs.",
    keyGroupId: "ID of the CloudFront key group that verifies signed URLs.",
    secretArns: "ARNs of the connection secrets, by the server's names for them.",
    databaseEndpoint: "Host name of the database's writer; null with an existing database.",
    mailDnsRecords: "DNS records for mail, to create yourself where mail.zone is not given.",
    alarmTopicArn: "ARN of the SNS topic of the alarms.",
    edgeAlarmTopicArn:
      "ARN of the SNS topic, in us-east-1, of the distributions' alarms; null where there are no distributions.",
    dashboardName: "Name of the CloudWatch dashboard.",
    trailArn: "ARN of the CloudTrail trail; null without audit_trail.",
    vpcId: "ID of the VPC.",
    kmsKeyArn: "ARN of the KMS key of the data.",
    logsKmsKeyArn: "ARN of the KMS key of logs, trails and alarms.",
    backupsKmsKeyArn: "ARN of the KMS key of a new backup vault.",
    ...wiringOutputs,
  },
  resources(module, input) {
    const aws = awsContext(module);
    const trails = trailsOf(module, aws, input);
    const keys = encryptionKeys(module, input, {
      trails,
      description: "Medplum's database, caches, files, logs and secrets",
      servicePrincipals: ["ses.amazonaws.com"],
      cloudfront: true,
    });
    const network = networkOf(
      module,
      input,
      keys.logs,
      tf`try(coalesce(${input.database.orNull.readers}), {})`,
    );
    const logs = logBucket(module, input, { trails });
    const zone = zoneId(module, "address", "zone", input.zone, input.api.domainName);
    const reached = address(module, input, network, zone, logs.bucketName);
    const guarded = firewalls(module, input, keys.logs, reached);
    const origins = webOrigins(module, input);
    const name = filesBucketName(module, aws, input);
    const distributionArns = filesDistributions(module, input);
    const files = bucketOfFiles(module, input, {
      kmsKeyArn: keys.data,
      logs,
      origins,
      name,
      distributionArns,
    });
    const botRoleArn = botRole(module, input, keys.logs);
    const stored = data(module, input, network, keys);
    const { config, signingKey, administratorEmail } = configuration(module, input, {
      kmsKeyArn: keys.data,
      region: aws.region,
      partition: aws.partition,
      baseUrl: reached.baseUrl,
      filesBucketName: files.bucketName,
      botRoleArn,
      data: stored,
    });
    const edge = edgeOf(module, aws, input, {
      kmsKeyArn: keys.data,
      logs,
      zone,
      origins,
      files: { name, domainName: files.bucketRegionalDomainName },
      keyGroupId: signingKey.keyGroupId,
    });
    const sending = mail(module, aws, input, keys.data);
    const own = taskPolicies(module, aws, input, {
      kmsKeyArn: keys.data,
      pathArn: config.pathArn,
      secretArns: stored.secretArns,
      botRoleArn,
    });
    const running = services(module, aws, input, {
      network,
      keys,
      address: reached,
      path: config.path,
      restartOn: { settings: config.fingerprint, connections: stored.fingerprint },
      policies: tf`concat(${own}, [${files.clientPolicyJson}], ${scanRequests(input)}, ${sending.policies})`,
      clientsGroupId: stored.clientsGroupId,
      egress: tf`merge(${sending.egress}, ${input.server.egress}, ${stored.egress})`,
    });
    const memoryGib = databaseMemoryGib(module, input.database.orNull);
    warnings(module, input, memoryGib);
    const { monitoring } = operationsOf(module, aws, input, {
      keys,
      databaseMemoryGib: memoryGib,
      address: reached,
      firewalls: guarded,
      data: stored,
      sending,
      running,
      filesBucketArn: files.bucketArn,
    });
    malwareScan(module, input, {
      keys,
      bucketName: files.bucketName,
      topicArn: monitoring.outputs.topicArn,
      network,
      clusterArn: running.cluster.clusterArn,
      distributionArns,
    });
    return {
      baseUrl: reached.baseUrl,
      appUrl: `https://${input.app.domainName}`,
      appBucketName: edge.app.bucketName,
      appDistributionId: edge.app.distributionId,
      appDistributionDomainName: edge.app.distributionDomainName,
      appSettings: appSettings(input, reached.baseUrl),
      storageDistributionId: edge.storage.id,
      storageDistributionDomainName: edge.storage.domainName,
      firstLogin:
        `Sign in at https://${input.app.domainName}/ as ${administratorEmail.string} with the password in the parameter ` +
        `${config.path}defaultSuperAdminPassword.`,
      parameterPath: config.path,
      clusterName: running.cluster.clusterName,
      serverServiceName: running.server.serviceName,
      dataClientsSecurityGroupId: stored.clientsGroupId,
      taskDefinitionArn: running.server.taskDefinitionArn,
      taskRoleArn: running.server.taskRoleArn,
      loadBalancerDnsName: reached.api.dnsName,
      mutualTlsLoadBalancerDnsName: reached.mutual.dnsName,
      filesBucketName: files.bucketName,
      filesReplicationRoleArn: files.replicationRoleArn,
      logBucketName: logs.bucketName,
      keyGroupId: signingKey.keyGroupId,
      secretArns: stored.secretArns,
      databaseEndpoint: stored.cluster.endpoint,
      mailDnsRecords: sending.dnsRecords,
      alarmTopicArn: monitoring.outputs.topicArn,
      edgeAlarmTopicArn: edge.alarmTopicArn,
      dashboardName: monitoring.outputs.dashboardName,
      trailArn: auditTrail(module, aws, input, {
        kmsKeyArn: keys.logs,
        logBucketName: logs.bucketName,
        filesBucketArn: files.bucketArn,
        topicArn: monitoring.outputs.topicArn,
      }),
      vpcId: network.vpcId,
      kmsKeyArn: keys.data,
      logsKmsKeyArn: keys.logs,
      backupsKmsKeyArn: keys.backups,
      ...wiring(module, input, {
        network: network.wiring,
        address: reached,
        data: stored,
        running,
        firewalls: guarded,
      }),
    };
  },
});
