import { companions, unlessTrue } from "../ask";
import { AVAILABLE } from "../controls";
import type { Rule } from "../rule";

export const databaseZones: Rule = {
  id: "database-zones",
  title: "Databases survive the loss of a zone",
  reason:
    "With one instance, the loss of its zone takes the application down until AWS has made another one.",
  controls: AVAILABLE,
  covers: ["HIPAA.Security-RDSMultiAZSupport"],
  types: ["aws_rds_cluster", "aws_db_instance"],
  check: (database, side) => {
    if (database.type === "aws_db_instance")
      return unlessTrue(side, database, "multi_az", "it is in one zone");
    const instances = companions(side, "aws_rds_cluster_instance", "cluster_identifier", database);
    if (instances === "unread") return { unread: "its instances cannot be read" };
    return instances.length >= 2
      ? undefined
      : `it has ${instances.length === 1 ? "one instance" : "no instance"}`;
  },
};
