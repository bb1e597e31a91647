import * as fs from "node:fs";
import * as path from "node:path";
import { writeJson } from "../../lib/json";
import { runTerraform } from "../terraform";

interface Place {
  /** The environment's root module, whose provider is taken over. */
  readonly root: string;
  /** Where the snapshot's own root module is written, and removed again. */
  readonly folder: string;
  readonly env: NodeJS.ProcessEnv;
}

interface RootModule {
  readonly provider?: { readonly aws?: readonly Readonly<Record<string, unknown>>[] };
  readonly terraform?: { readonly required_providers?: Readonly<Record<string, unknown>> };
}

/**
 * Makes a snapshot of a cluster, and waits until it can be restored: by Terraform, which signs in as for the environment and tags the
 * snapshot as all of it. Its state is thrown away, so that nothing ever deletes the snapshot.
 */
export async function takeSnapshot(
  cluster: string,
  snapshot: string,
  { root, folder, env }: Place,
): Promise<void> {
  const { provider, terraform } = JSON.parse(
    fs.readFileSync(path.join(root, "cdk.tf.json"), "utf8"),
  ) as RootModule;
  const aws = provider?.aws?.find(({ alias }) => alias === undefined);
  if (!aws) throw new Error(`${root}/cdk.tf.json has no provider "aws"`);
  fs.rmSync(folder, { recursive: true, force: true });
  fs.mkdirSync(folder, { recursive: true, mode: 0o700 });
  try {
    writeJson(path.join(folder, "main.tf.json"), {
      terraform: { required_providers: { aws: terraform?.required_providers?.["aws"] } },
      provider: { aws: { ...aws, ...absolute(aws, root) } },
      resource: {
        aws_db_cluster_snapshot: {
          this: {
            db_cluster_identifier: cluster,
            db_cluster_snapshot_identifier: snapshot,
            timeouts: { create: "120m" },
          },
        },
      },
    });
    // Neither the workspace nor the plugins of the environment's root.
    const own = { ...env, TF_WORKSPACE: undefined, TF_DATA_DIR: undefined };
    await runTerraform(["init"], { cwd: folder, env: own });
    await runTerraform(["apply", "-auto-approve"], { cwd: folder, env: own });
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

/** Files that the provider block names from the root module's folder. */
function absolute(aws: Readonly<Record<string, unknown>>, root: string): Record<string, string[]> {
  return Object.fromEntries(
    ["shared_config_files", "shared_credentials_files"].flatMap((key) => {
      const files = aws[key] as readonly string[] | undefined;
      return files ? [[key, files.map((file) => path.resolve(root, file))]] : [];
    }),
  );
}
