import * as presets from "../../../modules/monitoring/presets";

const service = { clusterName: "demo", serviceName: "demo-api" };
const cluster = { clusterIdentifier: "demo", memoryGib: 16 };

/** Every preset, with what it cannot do without. */
export const known = {
  loadBalancer: presets.loadBalancerAlarms({ arnSuffix: "app/demo/1" }),
  beanstalk: presets.alarmsByName(
    { blue: { environmentName: "demo", autoScalingGroupName: "asg" } },
    presets.beanstalkAlarms,
  ),
  aurora: presets.auroraAlarms({ ...cluster, engine: "aurora-mysql" }),
  auroraPostgresql: presets.auroraPostgresqlAlarms(cluster),
  certificate: presets.certificateAlarms({ certificateArn: "arn" }),
  email: presets.emailAlarms({ configurationSetName: "demo" }),
  backup: presets.backupAlarms({ vaultName: "demo" }),
  firewall: presets.firewallAlarms({ metricName: "demo", region: "eu-west-1" }),
  distribution: presets.distributionAlarms({ distributionId: "E0123456789ABC" }),
  cron: presets.cronAlarms({ name: "demo" }),
  ecs: presets.ecsServiceAlarms(service),
  ecsTasks: presets.ecsTaskCountAlarms(service),
  malwareScan: presets.malwareScanAlarms({
    scanner: "demo",
    scanQueueName: "demo-malware-scan",
    failedScansQueueName: "demo-malware-scan-failed",
  }),
  malwareCache: presets.malwareCacheAlarms({ failedInvalidationsQueueName: "demo-malware-cached-failed" }),
  replication: presets.replicationAlarms({
    sourceBucket: "demo-files",
    destinationBucket: "demo-copies",
    ruleId: "files",
  }),
  targetGroup: presets.targetGroupAlarms({
    loadBalancerArnSuffix: "app/demo/1",
    targetGroupArnSuffix: "targetgroup/demo/1",
  }),
};
