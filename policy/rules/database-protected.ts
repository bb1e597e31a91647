import { unlessTrue } from "../ask";
import { AVAILABLE } from "../controls";
import type { Rule } from "../rule";

export const databaseProtected: Rule = {
  id: "database-protected",
  title: "Databases are protected against deletion",
  reason: "A mistaken destroy ends the application, and what was written since the last backup.",
  controls: AVAILABLE,
  covers: ["HIPAA.Security-RDSInstanceDeletionProtectionEnabled"],
  types: ["aws_rds_cluster", "aws_db_instance"],
  check: (database, side) => unlessTrue(side, database, "deletion_protection", "deletion_protection is off"),
};
