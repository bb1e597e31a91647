import { DataAwsDbClusterSnapshot } from "@cdktf/provider-aws/lib/data-aws-db-cluster-snapshot";
import { type Expression, reference, tf } from "../../lib/expression";
import type { ModuleStack } from "../../lib/stack";
import type { Inputs } from "./inputs";

/** ARN of the snapshot to restore, which is looked up so that a wrong one stops the plan and not the apply; or null. */
export function restoredSnapshotArn(module: ModuleStack, { engine, snapshot: given }: Inputs): Expression {
  const snapshot = new DataAwsDbClusterSnapshot(module, "snapshot", {
    dbClusterSnapshotIdentifier: given.orNull.identifier,
    includeShared: true,
  });
  snapshot.addOverride("count", tf`${given.given} ? 1 : 0`);
  snapshot.addOverride("lifecycle.postcondition", [
    {
      condition: tf`self.engine == ${engine}`,
      error_message:
        `snapshot.identifier is a snapshot of ${reference("self.engine")}, but engine is ${engine}: give a ` +
        "snapshot of that engine.",
    },
    {
      condition: tf`self.status == "available"`,
      error_message: `snapshot.identifier is a snapshot whose status is ${reference("self.status")}: wait until it is available.`,
    },
  ]);
  return tf`one(${reference(snapshot.fqn)}[*].db_cluster_snapshot_arn)`;
}
