import { type Place, scratchRoot } from "./scratch-root";

/** Makes a snapshot of a cluster, and waits until it can be restored. Its state is thrown away, so that nothing ever deletes the snapshot. */
export async function takeSnapshot(cluster: string, snapshot: string, place: Place): Promise<void> {
  const scratch = await scratchRoot(
    {
      aws_db_cluster_snapshot: {
        this: {
          db_cluster_identifier: cluster,
          db_cluster_snapshot_identifier: snapshot,
          timeouts: { create: "120m" },
        },
      },
    },
    place,
  );
  try {
    await scratch.apply();
  } finally {
    scratch.remove();
  }
}
