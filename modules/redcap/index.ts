import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { DataAwsSubnet } from "@cdktf/provider-aws/lib/data-aws-subnet";
import { Route53Record } from "@cdktf/provider-aws/lib/route53-record";
import { type AwsContext, awsContext } from "../../lib/aws/context";
import { type Expression, reference, tf } from "../../lib/expression";
import { terraformModule } from "../../lib/module";
import type { ModuleStack } from "../../lib/stack";
import { Beanstalk } from "../beanstalk";
import { Certificate } from "../certificate";
import { Database } from "../database";
import { EncryptionKey } from "../encryption-key";
import { FileStorage } from "../file-storage";
import { Firewall } from "../firewall";
import { LoadBalancer } from "../load-balancer";
import { LogBucket } from "../log-bucket";
import { Network } from "../network";
import { applicationVariables } from "./application";
import { type Inputs, inputs } from "./inputs";
import { mail } from "./mail";
import { operations } from "./operations";
import { rules } from "./rules";
import { applicationSecrets } from "./secrets";
import { sourceBundle } from "./source";
import { attributes, local } from "./values";
import { zoneId } from "./zone";
import { exceptions, guardedPaths, managedRuleGroups } from "./firewall-profile";

/**
 * REDCap: a three-tier network, an Aurora MySQL cluster, Elastic Beanstalk environments behind load balancers with a
 * firewall, a bucket for files, mail, secrets, and the keys and logs that HIPAA asks for. It only composes other modules.
 */
export const Redcap = terraformModule({
  name: "redcap",
  summary: "REDCap on Elastic Beanstalk and Aurora MySQL, as a hospital would run it.",
  providers: ["aws", "random"],
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
    logBucketName: "Bucket of the access logs.",
    sourceBundle: "Source bundle that Terraform deployed: bucket, key, version label.",
    secretArns:
      "Secrets by purpose (ARNs, never values): database users, salt, first administrator, SMTP, file storage.",
    mailDnsRecords: "DNS records for mail, to be created by hand where mail.zone_id is not given.",
    mailTopicArn: "Topic of bounces and complaints, with recipients' addresses. Null without mail.domain.",
    alarmTopicArn: "Topic of the alarms.",
    dashboardName: "CloudWatch dashboard.",
    backupVaultName: "AWS Backup vault.",
    vpcId: "ID of the VPC.",
    kmsKeyArn: "Key that encrypts everything.",
  },
  resources(module, input) {
    const { name, deletionProtection, environments } = input;
    const aws = awsContext(module);
    const key = encryptionKey(module, input);
    const network = networkOf(module, input, key);
    const logs = new LogBucket(module, "logs", { name, forceDestroy: tf`!${deletionProtection}` });
    const logBucket = logs.outputs.bucketName;
    const files = new FileStorage(module, "files", {
      name,
      kmsKeyArn: key,
      accessLogs: { bucketName: logBucket },
      forceDestroy: tf`!${deletionProtection}`,
      // REDCap can store files in S3 with an access key only. The VPC that is made here has a gateway endpoint.
      accessKeyUser: true,
      clientVpcIds: tf`${input.existingNetwork} == null ? [${network.vpcId}] : []`,
      ...attributes(input.files, ["bucketName", "noncurrentVersionDays", "archive"]),
    });
    const zone = zoneId(module, "address", input.domain, "name");
    const { balancers, certificateArn, urlHost, scheme } = loadBalancers(
      module,
      input,
      network,
      zone,
      logBucket,
    );
    const firewall = new Firewall(module, "firewall", firewallInputs(input, key, balancers));

    const secrets = applicationSecrets(module, input, key);
    const sending = mail(module, input, key, aws.region);
    const bundle = sourceBundle(module, input, key, logBucket);
    const database = new Database(module, "database", {
      name,
      engine: "aurora-mysql",
      vpcId: network.vpcId,
      subnetIds: network.dataSubnetIds,
      clients: { instances: reference("module.beanstalk.instance_security_group_id") },
      kmsKeyArn: key,
      deletionProtection,
      logRetentionDays: input.logRetentionDays,
      // REDCap's configuration check asks for these.
      parameters: tf`merge({ max_allowed_packet = { value = "1073741824", apply_method = "immediate" } }, ${input.database}.parameters)`,
      instanceParameters: {
        sort_buffer_size: { value: "2097152", applyMethod: "immediate" },
        read_rnd_buffer_size: { value: "262144", applyMethod: "immediate" },
      },
      ...attributes(input.database, [
        "engineVersion",
        "instanceClass",
        "capacity",
        "readers",
        "snapshotIdentifier",
        "backupRetentionDays",
        "backupWindow",
        "maintenanceWindow",
        "skipFinalSnapshot",
        "applyImmediately",
        "allowMajorVersionUpgrade",
        "logTypes",
        "monitoringIntervalSeconds",
        "insights",
        "masterUsername",
        "databaseName",
        "extendedSupport",
      ]),
    });

    const log = new CloudwatchLogGroup(module, "application", {
      name: `/redcap/${name}`,
      retentionInDays: input.logRetentionDays,
      kmsKeyId: key.string,
    });
    const url = `${scheme.string}://${urlHost.string}/`;
    const application = applicationVariables(aws, input, {
      url,
      database,
      files,
      secrets,
      sending,
      kmsKeyArn: key,
      loadBalancerCidrs: network.publicSubnetCidrs,
      logGroup: log,
    });
    const beanstalk = new Beanstalk(module, "beanstalk", {
      name,
      vpcId: network.vpcId,
      appSubnetIds: network.appSubnetIds,
      kmsKeyArn: key,
      environments,
      loadBalancers: tf`{for colour, balancer in ${balancers} : colour => {
        arn = balancer.arn, security_group_id = balancer.security_group_id, listener_port = balancer.listener_port
      }}`,
      sourceBundle: bundle,
      applicationUpgrades: input.applicationUpgrades,
      hostHeaders: hostHeaders(input, aws),
      documentRoot: "/redcap",
      // As platform/ sets them on the instances.
      php: { memoryLimit: "512M", maxExecutionTimeSeconds: 600 },
      logRetentionDays: input.logRetentionDays,
      egress: tf`merge(${input.web}.egress, {
        database = { port = ${database.outputs.port}, cidr = null, security_group_id = ${database.outputs.securityGroupId} }
      }, ${sending.smtp} ? { smtp = { port = 587, cidr = "0.0.0.0/0", security_group_id = null } } : {})`,
      environmentVariables: application.variables,
      environmentSecrets: application.secrets,
      instancePolicies: tf`concat([${application.policy}], ${sending.policies})`,
      ...attributes(input.web, [
        "instanceTypes",
        "ec2KeyName",
        "proxy",
        "autoscaling",
        "deploymentPolicy",
        "managedUpdates",
        "rootVolumeSizeGb",
        "unencryptedRootVolume",
        "logVolumeSizeGb",
      ]),
    });
    addAddress(module, input, zone, balancers);
    const { monitoring, backup } = operations(module, aws, input, {
      kmsKeyArn: key,
      balancer: tf`${balancers}[${input.activeEnvironment}]`,
      certificateArn,
      mail: sending.watched,
      firewallMetricName: firewall.outputs.metricName,
      database: database.outputs,
      autoScalingGroupNames: beanstalk.outputs.autoScalingGroupNames,
      filesBucketArn: files.outputs.bucketArn,
      logGroupName: log.name,
    });

    return {
      url,
      firstLogin:
        `Open ${url}, sign in as redcap_admin with the password in the secret ` +
        `${tf`${secrets}["admin"]`.string}, and choose a new one when REDCap asks for it.`,
      environmentNames: beanstalk.outputs.environmentNames,
      cnames: beanstalk.outputs.cnames,
      loadBalancerDnsNames: tf`{for colour, balancer in ${balancers} : colour => balancer.dns_name}`,
      databaseEndpoint: database.outputs.endpoint,
      databaseReaderEndpoint: database.outputs.readerEndpoint,
      filesBucketName: files.outputs.bucketName,
      logBucketName: logBucket,
      sourceBundle: bundle,
      secretArns: application.secretArns,
      mailDnsRecords: sending.dnsRecords,
      mailTopicArn: sending.topicArn,
      alarmTopicArn: monitoring.outputs.topicArn,
      dashboardName: monitoring.outputs.dashboardName,
      backupVaultName: backup.outputs.vaultName,
      vpcId: network.vpcId,
      kmsKeyArn: key,
    };
  },
});

/** The caller's key, or one that every service which REDCap uses may encrypt with. */
function encryptionKey(module: ModuleStack, { name, kmsKeyArn }: Inputs): Expression {
  const key = new EncryptionKey(
    module,
    "key",
    {
      name,
      description: tf`${`${name}: REDCap's database, files, logs, secrets and topics`}`,
      servicePrincipals: ["backup.amazonaws.com", "cloudwatch.amazonaws.com", "ses.amazonaws.com"],
      viaServices: ["ec2"],
    },
    { count: tf`${kmsKeyArn} == null ? 1 : 0` },
  );
  return local(module, "kms_key_arn", tf`${kmsKeyArn} == null ? ${key.outputs.arn} : ${kmsKeyArn}`);
}

/** The VPC to use, made here or there already. */
function networkOf(
  module: ModuleStack,
  { name, network, existingNetwork, logRetentionDays }: Inputs,
  kmsKeyArn: Expression,
) {
  const made = new Network(
    module,
    "network",
    {
      name,
      kmsKeyArn,
      flowLogRetentionDays: logRetentionDays,
      ...attributes(network, [
        "cidr",
        "availabilityZones",
        "subnetCidrs",
        "natGateways",
        "interfaceEndpoints",
        "trustedAccountIds",
      ]),
    },
    { count: tf`${existingNetwork} == null ? 1 : 0` },
  );
  const subnets = (tier: "public" | "app" | "data", ids: Expression) =>
    local(
      module,
      `${tier}_subnet_ids`,
      tf`${existingNetwork} == null ? values(${ids}) : ${existingNetwork}.${reference(`${tier}_subnet_ids`)}`,
    ).list;
  const existing = new DataAwsSubnet(module, "existing", {
    id: tf`${existingNetwork}.public_subnet_ids[count.index]`.string,
  });
  existing.addOverride(
    "count",
    tf`${existingNetwork} == null ? 0 : length(${existingNetwork}.public_subnet_ids)`,
  );
  return {
    publicSubnetCidrs: local(
      module,
      "public_subnet_cidrs",
      tf`${existingNetwork} == null ? values(${made.outputs.publicSubnetCidrs}) : ${existing.fqn}[*].cidr_block`,
    ),
    vpcId: local(
      module,
      "vpc_id",
      tf`${existingNetwork} == null ? ${made.outputs.vpcId} : ${existingNetwork}.vpc_id`,
    ).string,
    publicSubnetIds: subnets("public", made.outputs.publicSubnetIds),
    appSubnetIds: subnets("app", made.outputs.appSubnetIds),
    dataSubnetIds: subnets("data", made.outputs.dataSubnetIds),
  };
}

/** A load balancer for each environment, the certificate that they share, and where REDCap is reached. */
function loadBalancers(
  module: ModuleStack,
  { name, domain, plainHttp, environments, activeEnvironment, deletionProtection, ...input }: Inputs,
  network: ReturnType<typeof networkOf>,
  zone: Expression,
  accessLogsBucket: Expression,
) {
  const encrypted = tf`${plainHttp} == null`;
  const certificate = new Certificate(
    module,
    "certificate",
    {
      domainName: tf`${domain}.name`,
      // An ARN that is given makes the zone a matter of addresses only.
      zoneId: tf`${domain}.certificate_arn == null ? ${zone} : null`,
      certificateArn: tf`${domain}.certificate_arn`,
    },
    { count: tf`${encrypted} ? 1 : 0` },
  );
  new LoadBalancer(
    module,
    "load_balancer",
    {
      name: tf`${`${name}-${reference("each.key").string}`}`,
      vpcId: network.vpcId,
      subnetIds: network.publicSubnetIds,
      certificateArn: tf`${encrypted} ? ${certificate.outputs.arn} : null`,
      plainHttp,
      allowedCidrs: input.allowedCidrs,
      accessLogsBucket,
      deletionProtection,
      ...attributes(input.loadBalancer, ["internal", "sslPolicy", "idleTimeoutSeconds"]),
    },
    { forEach: environments },
  );
  const balancers = reference("module.load_balancer");
  return {
    balancers,
    certificateArn: certificate.outputs.arn,
    scheme: local(module, "scheme", tf`${encrypted} ? "https" : "http"`),
    urlHost: local(
      module,
      "host",
      tf`${encrypted} ? try(${domain}.name, "") : ${balancers}[${activeEnvironment}].dns_name`,
    ),
  };
}

/**
 * Host names that load balancers pass on: the name's siblings too, so that another name in the same domain (a trial's, before
 * the move) does not change what Elastic Beanstalk reads at creation only.
 */
function hostHeaders({ domain }: Inputs, aws: AwsContext): Expression {
  const labels = tf`split(".", ${domain}.name)`;
  const siblings = tf`join(".", concat(["*"], slice(${labels}, 1, length(${labels}))))`;
  const below = tf`join(".", ["*", ${domain}.name])`;
  return tf`${domain} == null ? [${`*.${aws.region}.elb.${aws.dnsSuffix}`}] : length(${labels}) > 2 ? [${siblings}] : [${domain}.name, ${below}]`;
}

function firewallInputs(
  { name, firewall, logRetentionDays }: Inputs,
  kmsKeyArn: Expression,
  balancers: Expression,
) {
  return {
    name,
    kmsKeyArn,
    logRetentionDays,
    rateLimit: { requests: tf`${firewall}.requests_per_five_minutes` },
    guardedPaths: {
      administration: {
        priority: 10,
        paths: guardedPaths,
        allowedCidrs: tf`${firewall}.administrator_cidrs`,
      },
    },
    managedRuleGroups: tf`{for name, group in ${managedRuleGroups} : name => merge(group, { mode = ${firewall}.mode })}`,
    exceptions: tf`merge(
      {for name, exception in ${exceptions} : name => merge(exception, {
        paths = concat(exception.paths, ${firewall}.exception_paths == null ? [] : ${firewall}.exception_paths)
      })},
      ${firewall}.exceptions
    )`,
    resourceArns: tf`{for colour, balancer in ${balancers} : colour => balancer.arn}`,
    ...attributes(firewall, ["allowCidrs", "denyCidrs", "allowCountries", "denyCountries"]),
  };
}

/** REDCap's name in DNS, which leads to the load balancer of the active environment: switching it switches colours. */
function addAddress(module: ModuleStack, input: Inputs, zone: Expression, balancers: Expression): void {
  const active = tf`${balancers}[${input.activeEnvironment}]`;
  const record = new Route53Record(module, "address", {
    zoneId: zone.string,
    name: tf`${input.domain}.name`.string,
    type: "A",
    alias: {
      name: tf`${active}.dns_name`.string,
      zoneId: tf`${active}.zone_id`.string,
      evaluateTargetHealth: false,
    },
  });
  record.addOverride("count", tf`${zone} == null ? 0 : 1`);
}
