import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { z } from "zod";
import { awsContext } from "../../../lib/aws/context";
import { awsProvider } from "../../../lib/aws/providers";
import { tf } from "../../../lib/expression";
import { terraformModule } from "../../../lib/module";
import { Backup } from "../../../modules/backup";
import { EncryptionKey } from "../../../modules/encryption-key";
import { FileStorage } from "../../../modules/file-storage";
import { LogBucket } from "../../../modules/log-bucket";
import { Monitoring } from "../../../modules/monitoring";
import {
  allAlarms,
  allEvents,
  allLogQueries,
  alarmsForEach,
  alarmsWhen,
  auroraAlarms,
  auroraEvents,
  auroraMaxConnections,
  auroraMemoryGib,
  backupAlarms,
  backupEvents,
  beanstalkAlarms,
  beanstalkEvents,
  certificateAlarms,
  cronAlarms,
  cronFilters,
  ecsServiceAlarms,
  ecsServiceEvents,
  ecsTaskCountAlarms,
  emailAlarms,
  firewallAlarms,
  firewallQueries,
  jobQueries,
  keyEvents,
  loadBalancerAlarms,
  queriesWhen,
  targetGroupAlarms,
} from "../../../modules/monitoring/presets";

/**
 * File storage, monitoring and backup together, as an application's module composes them, with every feature on but `optIn`,
 * which the local cloud lacks.
 */
export const Operations = terraformModule({
  name: "operations",
  summary: "File storage, monitoring and backup of an application that does not exist.",
  providers: [awsProvider],
  inputs: {
    name: z.string().describe("Prefix of every name."),
    environments: z.record(z.string(), z.string()).describe("Auto Scaling groups by colour."),
    certificate: z
      .strictObject({ arn: z.string().describe("ARN.") })
      .optional()
      .describe("Certificate."),
    services: z
      .record(
        z.string(),
        z.strictObject({
          arn: z.string().describe("ARN."),
          minTasks: z.int().describe("Minimum number of tasks."),
          targetGroup: z.string().describe("Target group."),
        }),
      )
      .describe("ECS services by name."),
    cron: z.boolean().default(true).describe("Whether a job is scheduled."),
  },
  outputs: {
    bucketName: "Bucket of the files.",
    topicArn: "Topic.",
    alarmArns: "Alarms.",
    dashboardName: "Dashboard.",
    accessKeySecretArn: "Secret.",
    vaultName: "Vault.",
    clientPolicyJson: "Policy of a client.",
    memory: "Memory by instance class.",
    connections: "Connections by memory.",
  },
  resources(module, { name, environments, services, certificate, cron }) {
    const aws = awsContext(module);
    const key = new EncryptionKey(module, "key", {
      name,
      description: "Everything",
      servicePrincipals: ["cloudwatch.amazonaws.com", "events.amazonaws.com", "backup.amazonaws.com"],
      serviceLinkedRoles: ["autoscaling.amazonaws.com"],
      deletionProtection: false,
    });
    const kmsKeyArn = key.outputs.arn;
    const logs = new LogBucket(module, "logs", { name, forceDestroy: true });
    const files = new FileStorage(module, "files", {
      name,
      kmsKeyArn,
      accessLogs: { bucketName: logs.outputs.bucketName },
      archive: { afterDays: 60, storageClass: "GLACIER_IR" },
      accessKeyUser: true,
      clientRights: { delete: true, privateAcl: true },
      clientVpcIds: ["vpc-0123456789abcdef0"],
      forceDestroy: true,
    });
    const log = new CloudwatchLogGroup(module, "cron", { name: `/${name}/cron`, retentionInDays: 30 });
    const cluster = `${name}-db`;

    const monitoring = new Monitoring(module, "monitoring", {
      name,
      kmsKeyArn,
      subscriptions: {
        "on-call": { protocol: "email", endpoint: "operations@example.edu" },
        pager: { protocol: "https", endpoint: "https://pager.example.edu/alarms" },
      },
      alarms: allAlarms(module, {
        load_balancer: loadBalancerAlarms({ arnSuffix: "app/demo/0123456789abcdef" }),
        instances: alarmsForEach(environments, (colour, group) =>
          beanstalkAlarms({ environmentName: tf`${`${name}-${colour}`}`, autoScalingGroupName: group }),
        ),
        services: alarmsForEach(services, (key, service) => {
          const named = { clusterName: name, serviceName: tf`${`${name}-${key}`}` };
          return {
            ...ecsServiceAlarms(named),
            ...ecsTaskCountAlarms({ ...named, minRunningTasks: tf`${service}.min_tasks` }),
            ...targetGroupAlarms({
              loadBalancerArnSuffix: "app/demo/0123456789abcdef",
              targetGroupArnSuffix: tf`${service}.target_group`,
            }),
          };
        }),
        database: auroraAlarms({
          clusterIdentifier: cluster,
          engine: "aurora-mysql",
          memoryGib: auroraMemoryGib("db.t4g.medium"),
        }),
        certificate: alarmsWhen(
          certificate.given,
          certificateAlarms({ certificateArn: certificate.orNull.arn }),
        ),
        mail: emailAlarms(),
        backup: backupAlarms({ vaultName: name }),
        firewall: firewallAlarms({ metricName: name, region: aws.region }),
        cron: alarmsWhen(cron, cronAlarms({ name })),
      }),
      events: allEvents(module, {
        ...keyEvents({ keyArns: tf`[${kmsKeyArn}]` }),
        ...auroraEvents({ clusterIdentifier: cluster }),
        ...backupEvents({ vaultArn: aws.arn("backup", `backup-vault:${name}`) }),
        ...beanstalkEvents({ applicationName: name }),
        ...ecsServiceEvents({ serviceArns: tf`[for service in ${services} : service.arn]` }),
      }),
      logMetricFilters: cronFilters({ logGroupName: log.name, pattern: '"job started"' }),
      logQueries: allLogQueries(module, {
        ...jobQueries({ logGroupName: log.name, pattern: "/job started/" }),
        ...queriesWhen(tf`!${cron}`, firewallQueries({ logGroupName: "aws-waf-logs-ops" })),
      }),
      budget: { monthlyUsd: 3000, costAllocationTag: { key: "Environment", value: "test" } },
    });
    const away = `arn:${aws.partition}:backup:eu-west-1:${aws.account}:backup-vault:${name}`;
    const backup = new Backup(module, "backup", {
      name,
      kmsKeyArn,
      resources: {
        files: { arn: files.outputs.bucketArn, continuous: true },
        "files-monthly": { arn: files.outputs.bucketArn },
        database: { arn: aws.arn("rds", `cluster:${cluster}`) },
      },
      copyVaultArns: [away],
      lock: { mode: "governance", minRetentionDays: 7, maxRetentionDays: 400 },
      deletionPrincipalArns: [`arn:${aws.partition}:iam::${aws.account}:role/break-glass`],
      notifications: { topicArn: monitoring.outputs.topicArn },
      forceDestroy: true,
    });
    const classes = [
      "db.t4g.medium",
      "db.t3.large",
      "db.r6g.large",
      "db.r7g.xlarge",
      "db.r8g.24xlarge",
      "db.x2g.2xlarge",
    ];
    return {
      bucketName: files.outputs.bucketName,
      accessKeySecretArn: files.outputs.accessKeySecretArn,
      clientPolicyJson: files.outputs.clientPolicyJson,
      topicArn: monitoring.outputs.topicArn,
      alarmArns: monitoring.outputs.alarmArns,
      dashboardName: monitoring.outputs.dashboardName,
      vaultName: backup.outputs.vaultName,
      memory: {
        ...Object.fromEntries(classes.map((instance) => [instance, auroraMemoryGib(instance)])),
        serverless: auroraMemoryGib("db.serverless", 8),
      },
      connections: Object.fromEntries(
        [2, 4, 8, 16, 64].map((gib) => [
          `${gib} GiB`,
          ["aurora-mysql", "aurora-postgresql"].map((engine) => auroraMaxConnections(engine, gib)),
        ]),
      ),
    };
  },
});
