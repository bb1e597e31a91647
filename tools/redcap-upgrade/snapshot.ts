import { inScratchRoot } from "../terraform/scratch";

/** Where a command's own root module is, and as whom Terraform signs in. */
export interface Place {
  /** The environment's root module, whose provider is taken over. */
  readonly root: string;
  /** Where the root module is written, and removed again. */
  readonly folder: string;
  readonly env: NodeJS.ProcessEnv;
}

/** Makes a snapshot of a cluster, and waits until it can be restored. Its state is thrown away, so that nothing ever deletes the snapshot. */
export async function takeSnapshot(
  cluster: string,
  snapshot: string,
  { root, folder, env }: Place,
): Promise<void> {
  const resource = {
    aws_db_cluster_snapshot: {
      this: {
        db_cluster_identifier: cluster,
        db_cluster_snapshot_identifier: snapshot,
        timeouts: { create: "120m" },
      },
    },
  };
  await inScratchRoot({ folder, env, providers: { aws: { root } }, blocks: { resource } }, (terraform) =>
    terraform("apply", "-auto-approve"),
  );
}
