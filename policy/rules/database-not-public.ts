import { isTrue, unless } from "../ask";
import { NOT_PUBLIC } from "../controls";
import type { Rule } from "../rule";

export const databaseNotPublic: Rule = {
  id: "database-not-public",
  title: "Databases have no public address",
  reason: "A database on the internet is one password away from everybody.",
  controls: NOT_PUBLIC,
  covers: ["HIPAA.Security-RDSInstancePublicAccess"],
  types: ["aws_rds_cluster_instance", "aws_db_instance"],
  check: (instance, side) =>
    unless(side, instance, "publicly_accessible", (value) => !isTrue(value), "it has a public address"),
};
