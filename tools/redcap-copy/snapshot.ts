import { inScratchRoot, type ProviderOf } from "../terraform/scratch";

/** A snapshot of one environment's cluster that another environment can restore. */
export interface SnapshotRequest {
  readonly clusterIdentifier: string;
  /** Name of the copy, and of what is made on the way. */
  readonly snapshot: string;
  /** Key of the environment that restores it. */
  readonly kmsKeyArn: string;
  /** Account that restores it, where it is another one. */
  readonly otherAccount?: string;
}

interface Place {
  readonly from: ProviderOf & { readonly account: string };
  readonly to: ProviderOf;
  readonly folder: string;
  readonly env: NodeJS.ProcessEnv;
}

const COPY = "aws_rds_cluster_snapshot_copy.copy";
const timeouts = { create: "180m" };

/**
 * Makes the copy under the other environment's key, and removes what it needed on the way. The key of the original's data is opened to
 * nobody: another account gets a snapshot under a key that exists for the copy only.
 */
export async function copySnapshot(
  request: SnapshotRequest,
  { from, to, folder, env }: Place,
): Promise<void> {
  const providers = { aws: from, to };
  const blocks = snapshotBlocks(request, from.account);
  await inScratchRoot({ folder, env, providers, blocks }, async (terraform) => {
    let copied = false;
    try {
      await terraform("apply", "-auto-approve");
      // It stays; the rest goes.
      await terraform("state", "rm", COPY);
      copied = true;
    } finally {
      await terraform("destroy", "-auto-approve").catch((error: Error) => {
        throw new Error(
          `${copied ? "The copy is made, but what" : "What"} it needed on the way may be left in the original's account: snapshots named ` +
            `${request.snapshot}-original and ${request.snapshot}-transfer, and a key described as ${transferKeyOf(request)}. Delete them.\n` +
            error.message,
        );
      });
    }
  });
}

const transferKeyOf = ({ snapshot }: SnapshotRequest): string => `Transfer of the snapshot ${snapshot}`;

/** The root module's resources. */
export function snapshotBlocks(request: SnapshotRequest, fromAccount: string): Record<string, unknown> {
  const { clusterIdentifier, snapshot, kmsKeyArn, otherAccount } = request;
  const shared = otherAccount !== undefined;
  const copy = {
    provider: "aws.to",
    source_db_cluster_snapshot_identifier: shared
      ? "${aws_rds_cluster_snapshot_copy.transfer.db_cluster_snapshot_arn}"
      : "${aws_db_cluster_snapshot.original.db_cluster_snapshot_arn}",
    target_db_cluster_snapshot_identifier: snapshot,
    kms_key_id: kmsKeyArn,
    timeouts,
  };
  const transfer = shared && {
    source_db_cluster_snapshot_identifier:
      "${aws_db_cluster_snapshot.original.db_cluster_snapshot_identifier}",
    target_db_cluster_snapshot_identifier: `${snapshot}-transfer`,
    kms_key_id: "${aws_kms_key.transfer.arn}",
    shared_accounts: [otherAccount],
    timeouts,
  };
  return {
    ...(shared && { data: { aws_partition: { here: {} } } }),
    resource: {
      aws_db_cluster_snapshot: {
        original: {
          db_cluster_identifier: clusterIdentifier,
          db_cluster_snapshot_identifier: `${snapshot}-original`,
          timeouts,
        },
      },
      ...(shared && {
        aws_kms_key: {
          transfer: {
            description: transferKeyOf(request),
            deletion_window_in_days: 7,
            policy: `\${jsonencode(${JSON.stringify(transferPolicy(fromAccount, otherAccount))})}`,
          },
        },
      }),
      aws_rds_cluster_snapshot_copy: { ...(transfer && { transfer }), copy },
    },
  };
}

/** The account of the original administers the key; that of the copy decrypts with it, and lets RDS do so. */
function transferPolicy(from: string, to: string): object {
  const account = (id: string) => ({ AWS: `arn:\${data.aws_partition.here.partition}:iam::${id}:root` });
  return {
    Version: "2012-10-17",
    Statement: [
      { Sid: "Owner", Effect: "Allow", Principal: account(from), Action: "kms:*", Resource: "*" },
      {
        Sid: "ReadTheCopy",
        Effect: "Allow",
        Principal: account(to),
        Action: ["kms:Decrypt", "kms:DescribeKey", "kms:ReEncrypt*", "kms:GenerateDataKey*"],
        Resource: "*",
      },
      {
        Sid: "LetRdsReadIt",
        Effect: "Allow",
        Principal: account(to),
        Action: "kms:CreateGrant",
        Resource: "*",
        Condition: { Bool: { "kms:GrantIsForAWSResource": "true" } },
      },
    ],
  };
}
