import { z } from "zod";

const schema = z.object({
  redcap_upgrade: z.object({ cluster_identifier: z.string() }),
  redcap_secret_arns: z.record(z.string(), z.string()),
  redcap_files_bucket_name: z.string(),
  redcap_kms_key_arn: z.string(),
});

/** What the outputs of an environment say of what is copied. */
export interface Installation {
  readonly clusterIdentifier: string;
  readonly saltArn: string;
  readonly filesBucket: string;
  readonly kmsKeyArn: string;
}

/** Reads the outputs. Throws where the environment is not deployed, or by an earlier release. */
export function installationOf(name: string, outputs: Readonly<Record<string, unknown>>): Installation {
  const { success, data } = schema.safeParse(outputs);
  const saltArn = data?.redcap_secret_arns["salt"];
  if (!success || saltArn === undefined)
    throw new Error(
      `envs/${name}: its state lacks outputs that say what there is. Deploy it with this release first (cdktf deploy envs/${name}).`,
    );
  return {
    clusterIdentifier: data.redcap_upgrade.cluster_identifier,
    saltArn,
    filesBucket: data.redcap_files_bucket_name,
    kmsKeyArn: data.redcap_kms_key_arn,
  };
}
