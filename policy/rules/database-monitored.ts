import { unless } from "../ask";
import { MONITORED } from "../controls";
import type { Rule } from "../rule";

export const databaseMonitored: Rule = {
  id: "database-monitored",
  title: "Instances of databases have enhanced monitoring",
  reason:
    "CloudWatch alone sees the virtual machine from outside: not the processes, nor what the disk waits for.",
  controls: MONITORED,
  covers: ["HIPAA.Security-RDSEnhancedMonitoringEnabled"],
  types: ["aws_rds_cluster_instance", "aws_db_instance"],
  check: (instance, side) =>
    unless(
      side,
      instance,
      "monitoring_interval",
      (value) => Number(value ?? 0) > 0,
      "enhanced monitoring is off",
    ),
};
