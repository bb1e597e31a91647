import { lacks, unlessTrue, worstOf } from "../ask";
import { ENCRYPTED_AT_REST } from "../controls";
import type { Rule } from "../rule";

export const databaseEncrypted: Rule = {
  id: "database-encrypted",
  title: "Databases are encrypted with a key of their own",
  reason:
    "Snapshots and disks of a database without encryption can be read by whoever gets hold of them; with AWS's own key, nobody can withdraw it.",
  controls: ENCRYPTED_AT_REST,
  covers: ["HIPAA.Security-RDSStorageEncrypted"],
  types: ["aws_rds_cluster", "aws_db_instance"],
  check: (database, side) =>
    worstOf(
      unlessTrue(side, database, "storage_encrypted", "its storage is not encrypted"),
      lacks(side, database, "kms_key_id", "it is encrypted with AWS's own key"),
    ),
};
