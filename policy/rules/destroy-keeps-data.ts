import { isUnknown, type Value } from "../../plan/expression/unknown";
import { given, isTrue } from "../ask";
import { BACKED_UP } from "../controls";
import type { Rule } from "../rule";

export const destroyKeepsData: Rule = {
  id: "destroy-keeps-data",
  title: "What a destroy takes away can be brought back",
  reason: "A mistaken destroy, or a replacement in a plan, would take the backups along.",
  controls: BACKED_UP,
  types: [
    "aws_rds_cluster",
    "aws_db_instance",
    "aws_s3_bucket",
    "aws_backup_vault",
    "aws_kms_key",
    "aws_secretsmanager_secret",
  ],
  check: (resource, side) => {
    const losses = LOSSES[resource.type] ?? [];
    const values = losses.map(({ argument }) => given(side, resource, argument));
    const lost = losses.filter(({ loses }, i) => !isUnknown(values[i]!) && loses(values[i]!));
    if (lost.length > 0) return lost.map(({ what }) => what).join("; ");
    const unread = losses.filter((_, i) => isUnknown(values[i]!));
    return unread.length > 0
      ? { unread: `${unread.map(({ argument }) => argument).join(", ")} cannot be read` }
      : undefined;
  },
};

interface Loss {
  readonly argument: string;
  readonly loses: (value: Value) => boolean;
  readonly what: string;
}

const DATABASE: readonly Loss[] = [
  {
    argument: "skip_final_snapshot",
    loses: isTrue,
    what: "it goes without a last snapshot (skip_final_snapshot)",
  },
  {
    argument: "delete_automated_backups",
    // The provider's default is true.
    loses: (value) => value === null || isTrue(value),
    what: "its automated backups go with it (delete_automated_backups)",
  },
];
const FORCED: readonly Loss[] = [
  { argument: "force_destroy", loses: isTrue, what: "it goes with all that it holds (force_destroy)" },
];

const LOSSES: Readonly<Record<string, readonly Loss[]>> = {
  aws_rds_cluster: DATABASE,
  aws_db_instance: DATABASE,
  aws_s3_bucket: FORCED,
  aws_backup_vault: FORCED,
  aws_kms_key: [
    {
      argument: "deletion_window_in_days",
      loses: (value) => value !== null && Number(value) < 30,
      what: "what it encrypted is lost in less than 30 days (deletion_window_in_days)",
    },
  ],
  aws_secretsmanager_secret: [
    {
      argument: "recovery_window_in_days",
      loses: (value) => value === 0,
      what: "it is gone at once (recovery_window_in_days)",
    },
  ],
};
