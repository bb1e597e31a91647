import type { Environment } from "../../app/environment";
import type { FilesReport } from "./files";
import type { Installation } from "./installation";

interface Side {
  readonly name: string;
  readonly values: Environment;
  readonly installation: Installation;
}

interface Copied {
  readonly from: Side;
  readonly to: Side;
  readonly snapshot: string;
  readonly saltArn: string;
  /** Undefined where files were left out. */
  readonly files: FilesReport | undefined;
}

/** Names of files that a report lists; the rest is counted. */
const LISTED = 20;

/** What was done, what was not, where patients' data is now, and what comes next. */
export function report({ from, to, snapshot, saltArn, files }: Copied): string[] {
  const root = `terraform -chdir=terraform/envs/${to.name}`;
  return [
    "",
    "Done:",
    `  snapshot ${snapshot}, under the key of envs/${to.name}`,
    `  salt, in ${saltArn}`,
    ...fileLines(files),
    "Not done yet: nothing is restored, and the database of this environment is what it was.",
    `Not copied: versions of files before the current one, backups, logs, certificates, the firewall's exceptions of envs/${from.name},`,
    "  its sign-in secrets (the copy has the original's way to sign in, which its address may be unknown to).",
    "Patients' data is now also in:",
    `  the snapshot ${snapshot} (account ${to.values.account}): delete it when the copy is no longer needed`,
    ...(files ? [`  the bucket ${to.installation.filesBucket} (account ${to.values.account})`] : []),
    `  after the restore, the cluster ${to.installation.clusterIdentifier} and its backups. Protect them like the original: access, logs, audit.`,
    `Next, in envs/${to.name}.ts (redcap):`,
    `  database: { …, snapshot: { identifier: "${snapshot}" } },`,
    `  application: { …, cron: false, copy: { snapshot: "${snapshot}" }, existingSalt: { secretArn: "${saltArn}" } },`,
    "  and no mail. Then:",
    "  npm run synth",
    `  aws rds modify-db-cluster --db-cluster-identifier ${to.installation.clusterIdentifier} --no-deletion-protection`,
    `  ${root} apply -replace=module.redcap.module.database.aws_rds_cluster.this`,
    "  The plan replaces the cluster and its instances, and updates what refers to them. docs/copies.md has the checks.",
  ];
}

function fileLines(files: FilesReport | undefined): string[] {
  if (!files) return ["  no files (--without-files)"];
  const failed = Object.entries(files.failed);
  return [
    `  files: ${files.copied} copied, ${files.unchanged} there already`,
    ...(files.surplus > 0
      ? [
          `  ${files.surplus} files are in the copy's bucket only, deleted in the original or of the copy's own: left alone`,
        ]
      : []),
    ...(failed.length > 0 ? [`  NOT copied: ${failed.length} files`] : []),
    ...failed.slice(0, LISTED).map(([key, reason]) => `    ${key}: ${reason}`),
  ];
}
