import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { awsContext } from "../../lib/aws/context";
import { awsInUsEast1, awsProvider, randomProvider } from "../../lib/aws/providers";
import { requireForOutput } from "../../lib/checks";
import { type Expression, reference, tf } from "../../lib/expression";
import { terraformModule } from "../../lib/module";
import type { ModuleStack } from "../../lib/stack";
import { FileStorage } from "../file-storage";
import { auditTrail, trailsOf } from "../foundation/audit";
import { edgeKey } from "../foundation/edge";
import { encryptionKeys } from "../foundation/key";
import { logBucket } from "../foundation/logs";
import { gateOf } from "../foundation/malware";
import { type NetworkOfApplication, networkOf } from "../foundation/network";
import { zoneId } from "../foundation/zone";
import { address, hostHeaders } from "./address";
import { applicationVariables } from "./application";
import { database } from "./database";
import { closed as closedOf, edge } from "./edge";
import { firewalls as firewallsOf } from "./firewall";
import { type Inputs, inputs } from "./inputs";
import { mail } from "./mail";
import { scanOfFiles } from "./malware-scan";
import { edgeOperationsOf, operationsOf } from "./operations";
import { filesPart } from "./parts";
import { addRecords } from "./records";
import { rules } from "./rules";
import { applicationSecrets } from "./secrets";
import { firstLogin } from "./sign-in";
import { sourceBundle } from "./source";
import { upgrade } from "./upgrade";
import { web } from "./web";
import { wiring, wiringOutputs } from "./wiring";

/**
 * REDCap: a three-tier network, an Aurora MySQL cluster, Elastic Beanstalk environments behind load balancers with a
 * firewall, a bucket for files, mail, secrets, and the keys and logs that HIPAA asks for. It only composes other modules.
 */
export const Redcap = terraformModule({
  name: "redcap",
  summary: "REDCap on Elastic Beanstalk and Aurora MySQL, as a hospital would run it.",
  providers: [awsProvider, awsInUsEast1, randomProvider],
  inputs,
  rules,
  outputs: {
    url: "Address of REDCap.",
    firstLogin: "How to sign in for the first time.",
    environmentNames: "Elastic Beanstalk environments by colour.",
    cnames: "Names of the environments under elasticbeanstalk.com, by colour.",
    loadBalancerDnsNames: "Names of the load balancers, by colour.",
    databaseEndpoint: "Host name of the database's writer.",
    databaseReaderEndpoint: "Host name that spreads over the database's readers.",
    filesBucketName: "Bucket of the files that users upload.",
    filesReplicationRoleArn:
      "ARN of the role that copies the files to another bucket, for the policies of a bucket and a key in another account; null without " +
      "files.replication.",
    logBucketName: "Bucket of the access logs.",
    sourceBundle: "Source bundle that Terraform deployed: bucket, key, version label.",
    setUpUntil:
      "Until when the instances may read the secrets of the set-up, in UTC: " +
      "terraform apply -replace=module.<name>.terraform_data.set_up opens them again.",
    upgrade: "What npm run redcap:upgrade works with: document, environment, cluster, log group, bundle.",
    secretArns:
      "Secrets by purpose (ARNs, never values): database users, salt, first administrator, SMTP, file storage.",
    mailDnsRecords: "DNS records for mail, to be created by hand where mail.zone is not given.",
    mailTopicArn: "Topic of bounces and complaints, with recipients' addresses. Null without mail.domain.",
    alarmTopicArn: "Topic of the alarms.",
    edgeAlarmTopicArn: "Topic, in us-east-1, of the alarms of CloudFront. Null without edge.",
    distributionId: "ID of the CloudFront distribution. Null without edge.",
    distributionDomainName:
      "CloudFront's own name of the distribution, to which you point the domain where domain.zone is not given. Null without edge.",
    dashboardName: "CloudWatch dashboard.",
    backupVaultName: "AWS Backup vault.",
    trailArn: "ARN of the CloudTrail trail; null without audit_trail.",
    vpcId: "ID of the VPC.",
    kmsKeyArn: "ARN of the KMS key of the data.",
    logsKmsKeyArn: "ARN of the KMS key of logs, trails and alarms.",
    backupsKmsKeyArn: "ARN of the KMS key of a new backup vault.",
    ...wiringOutputs,
  },
  resources(module, input) {
    const { name } = input;
    const aws = awsContext(module);
    const trails = trailsOf(module, aws, input);
    const keys = encryptionKeys(module, input, {
      trails,
      description: "REDCap's database, files, logs, secrets and topics",
      servicePrincipals: ["ses.amazonaws.com"],
      // For the volumes of instances.
      serviceLinkedRoles: ["autoscaling.amazonaws.com"],
    });
    const network = networkOf(module, input, keys.logs, tf`${input.database.readers}`);
    const logOutputs = logBucket(module, input, { trails });
    const logs = logOutputs.bucketName;
    const files = filesOf(module, input, network, keys.data, logs);
    const zone = zoneId(module, "address", "domain.zone", input.domain.orNull.zone, input.domain.orNull.name);
    const closed = closedOf(module, input);
    const { balancers, internal, active, certificateArn, url } = address(module, input, {
      network,
      zone,
      accessLogsBucket: logs,
      closed,
    });
    const keyAtEdge = edgeKey(module, input, closed.exists);
    const firewalls = firewallsOf(module, input, {
      kmsKeyArn: keys.logs,
      edgeKeyArn: keyAtEdge.arn,
      balancers,
      closed,
    });
    const distribution = edge(module, input, {
      closed,
      balancers,
      zone,
      logs: logOutputs,
      webAclArn: firewalls.edge.arn,
    });
    addRecords(module, input, { closed, zone, active, distribution });
    const secrets = applicationSecrets(module, input, keys.data);
    const sending = mail(module, input, keys.data, aws.region);
    const source = sourceBundle(module, input, keys.data, logs);
    const cluster = database(module, input, network, keys);
    const log = new CloudwatchLogGroup(module, "application", {
      name: `/redcap/${name}`,
      retentionInDays: input.logRetentionDays,
      kmsKeyId: keys.logs.string,
      skipDestroy: tf`!(${input.forceDestroy.given})`,
    });
    const application = applicationVariables(module, aws, input, {
      url,
      database: cluster,
      files,
      secrets,
      sending,
      kmsKeyArn: keys.data,
      loadBalancerCidrs: tf`concat(${network.publicSubnetCidrs}, ${closed.exists} ? ${network.appSubnetCidrs} : [])`,
      logGroup: log,
      bundle: source.bundle,
    });
    const beanstalk = web(module, input, {
      network,
      keys,
      balancers,
      internal,
      sourceBundle: source.deployed,
      hostHeaders: hostHeaders(module, input, aws),
      application,
      database: cluster,
      smtp: sending.smtp,
    });
    const { monitoring, backup } = operationsOf(module, aws, input, {
      keys,
      balancer: active,
      certificateArn,
      mail: sending.watched,
      firewalls,
      database: cluster.outputs,
      beanstalk: beanstalk.outputs,
      filesBucketArn: files.outputs.bucketArn,
      logGroupName: log.name,
    });
    const edgeMonitoring = edgeOperationsOf(module, input, keyAtEdge, {
      firewall: firewalls.edge,
      distribution,
    });
    requireForOutput(module, "url", [
      {
        condition: tf`!(${closed.exists}) || ${aws.partition} == "aws"`,
        message:
          "edge must be left out in this partition: AWS GovCloud has no CloudFront, and that of China is not supported.",
      },
    ]);
    scanOfFiles(module, input, {
      keys,
      bucketName: files.outputs.bucketName,
      topicArn: monitoring.outputs.topicArn,
      network,
    });

    return {
      url,
      firstLogin: firstLogin(module, input, url, secrets),
      environmentNames: beanstalk.outputs.environmentNames,
      cnames: beanstalk.outputs.cnames,
      loadBalancerDnsNames: tf`{for colour, balancer in ${balancers} : colour => balancer.dns_name}`,
      databaseEndpoint: cluster.outputs.endpoint,
      databaseReaderEndpoint: cluster.outputs.readerEndpoint,
      filesBucketName: files.outputs.bucketName,
      filesReplicationRoleArn: files.outputs.replicationRoleArn,
      logBucketName: logs,
      sourceBundle: source.bundle,
      setUpUntil: application.setUpUntil,
      upgrade: upgrade(module, input, {
        bundle: source.bundle,
        logGroupName: log.name,
        roleName: beanstalk.outputs.instanceRoleName,
        secretArn: tf`${secrets}["upgrade"]`,
        clusterIdentifier: cluster.outputs.clusterIdentifier,
      }),
      secretArns: application.secretArns,
      mailDnsRecords: sending.dnsRecords,
      mailTopicArn: sending.topicArn,
      alarmTopicArn: monitoring.outputs.topicArn,
      edgeAlarmTopicArn: edgeMonitoring.topicArn,
      distributionId: distribution.id,
      distributionDomainName: distribution.domainName,
      dashboardName: monitoring.outputs.dashboardName,
      backupVaultName: backup.outputs.vaultName,
      trailArn: auditTrail(module, aws, input, {
        kmsKeyArn: keys.logs,
        logBucketName: logs,
        filesBucketArn: files.outputs.bucketArn,
        topicArn: monitoring.outputs.topicArn,
      }),
      vpcId: network.vpcId,
      kmsKeyArn: keys.data,
      logsKmsKeyArn: keys.logs,
      backupsKmsKeyArn: keys.backups,
      ...wiring(module, {
        network: network.wiring,
        balancers,
        beanstalk: beanstalk.outputs,
        database: cluster.outputs,
        firewalls,
        logGroupName: log.name,
      }),
    };
  },
});

/** The bucket of what users upload. REDCap stores files in S3 with an access key only, and its uploads name the ACL private. */
function filesOf(
  module: ModuleStack,
  input: Inputs,
  network: NetworkOfApplication,
  kmsKeyArn: Expression,
  logs: Expression,
) {
  return new FileStorage(module, "files", {
    name: input.name,
    kmsKeyArn,
    accessLogs: { bucketName: logs },
    forceDestroy: input.forceDestroy.given,
    accessKeyUser: true,
    accessKey: {
      generation: input.files.accessKey.generation,
      keepPrevious: input.files.accessKey.keepPrevious,
      // Made later, since it watches the bucket.
      reminder: { topicArn: reference("module.monitoring.topic_arn") },
    },
    // A copy of a file carries its tags, the verdict among them.
    clientRights: { delete: true, privateAcl: true, tags: input.malwareScan.given },
    ...gateOf(input),
    // The VPC that is made here has a gateway endpoint.
    clientVpcIds: tf`${input.existingNetwork.given} ? [] : [${network.vpcId}]`,
    ...filesPart.from(input.files),
  });
}
