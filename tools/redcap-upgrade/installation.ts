import { z } from "zod";
import { versionInName } from "../../modules/source-bundle/php-versions";

const schema = z.object({
  document_name: z.string(),
  environment_name: z.string(),
  cluster_identifier: z.string(),
  log_group_name: z.string(),
  role_name: z.string(),
  secret_arn: z.string(),
  sql_bucket: z.string(),
  sql_folder: z.string(),
  version_label: z.string(),
  bundle_key: z.string(),
});

/** What the outputs of an environment say of its REDCap. */
export interface Installation {
  readonly documentName: string;
  /** Elastic Beanstalk environment whose instances are asked. */
  readonly environmentName: string;
  readonly clusterIdentifier: string;
  readonly logGroupName: string;
  /** Role of the instances. */
  readonly roleName: string;
  /** Secret of the database user that changes tables, which that role may read during a set-up or an upgrade only. */
  readonly secretArn: string;
  readonly sql: { readonly bucket: string; readonly folder: string };
  readonly versionLabel: string;
  /** REDCap version of the bundle, where its name says so. */
  readonly version: string | undefined;
}

/** Reads the output `redcap_upgrade`. Throws where the environment is not deployed, or by an earlier release. */
export function installationOf(name: string, outputs: Readonly<Record<string, unknown>>): Installation {
  const { success, data } = schema.safeParse(outputs["redcap_upgrade"]);
  if (!success)
    throw new Error(
      `envs/${name}: its state has no output redcap_upgrade. Deploy it with this release first (cdktf deploy envs/${name}).`,
    );
  return {
    documentName: data.document_name,
    environmentName: data.environment_name,
    clusterIdentifier: data.cluster_identifier,
    logGroupName: data.log_group_name,
    roleName: data.role_name,
    secretArn: data.secret_arn,
    sql: { bucket: data.sql_bucket, folder: data.sql_folder },
    versionLabel: data.version_label,
    version: versionInName(data.version_label) ?? versionInName(data.bundle_key),
  };
}
