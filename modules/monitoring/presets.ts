/** Ready alarms, events and log filters for what the modules build; thresholds can be given, defaults are in each. */
export {
  allAlarms,
  type Alarms,
  alarmsByName,
  alarmsForEach,
  alarmsWhen,
  allEvents,
  type AlarmGroup,
  type Events,
  type LogMetricFilters,
} from "./compose";
export { auroraPostgresqlAlarms } from "./presets/aurora-postgresql";
export { backupAlarms, backupEvents } from "./presets/backup";
export { beanstalkAlarms, beanstalkEvents } from "./presets/beanstalk";
export { cacheAlarms } from "./presets/cache";
export { certificateAlarms } from "./presets/certificate";
export { distributionAlarms } from "./presets/cloudfront";
export { cronAlarms, cronFilters } from "./presets/cron";
export { auroraAlarms, auroraEvents } from "./presets/database";
export { auroraMaxConnections, auroraMemoryGib } from "./presets/database-size";
export { ecsServiceAlarms, ecsServiceEvents, ecsTaskCountAlarms } from "./presets/ecs";
export { emailAlarms } from "./presets/email";
export { firewallAlarms } from "./presets/firewall";
export { keyEvents } from "./presets/keys";
export { loadBalancerAlarms } from "./presets/load-balancer";
export {
  accessLogQueries,
  allLogQueries,
  firewallQueries,
  jobQueries,
  jsonLogQueries,
  type LogQueries,
  mysqlLoginQueries,
  mysqlSlowQueries,
  phpQueries,
  postgresqlQueries,
  queriesWhen,
} from "./presets/log-queries";
export { malwareCacheAlarms, malwareScanAlarms } from "./presets/malware-scan";
export { replicationAlarms } from "./presets/replication";
export { targetGroupAlarms } from "./presets/target-group";
