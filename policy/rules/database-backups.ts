import { unless } from "../ask";
import { BACKED_UP } from "../controls";
import type { Rule } from "../rule";

export const databaseBackups: Rule = {
  id: "database-backups",
  title: "Databases keep automated backups of a week or more",
  reason: "A mistake that is found on Monday was made before the backup of Sunday.",
  controls: BACKED_UP,
  covers: ["HIPAA.Security-RDSInstanceBackupEnabled"],
  types: ["aws_rds_cluster", "aws_db_instance"],
  check: (database, side) =>
    unless(
      side,
      database,
      "backup_retention_period",
      (value) => Number(value ?? 1) >= 7,
      "it keeps automated backups of less than seven days",
    ),
};
