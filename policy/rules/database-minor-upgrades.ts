import { isTrue, unless } from "../ask";
import { PATCHED } from "../controls";
import type { Rule } from "../rule";

export const databaseMinorUpgrades: Rule = {
  id: "database-minor-upgrades",
  title: "Instances of databases take minor versions by themselves",
  reason: "A hole in the engine stays open until somebody remembers to upgrade.",
  controls: PATCHED,
  covers: ["HIPAA.Security-RDSAutomaticMinorVersionUpgradeEnabled"],
  types: ["aws_rds_cluster_instance", "aws_db_instance"],
  check: (instance, side) =>
    unless(
      side,
      instance,
      "auto_minor_version_upgrade",
      // The provider's default is true.
      (value) => value === null || isTrue(value),
      "auto_minor_version_upgrade is off",
    ),
};
