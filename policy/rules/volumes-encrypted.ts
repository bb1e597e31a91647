import { lacks, unless, unlessTrue, worstOf } from "../ask";
import { ENCRYPTED_AT_REST } from "../controls";
import type { Rule } from "../rule";

export const volumesEncrypted: Rule = {
  id: "volumes-encrypted",
  title: "Disks are encrypted",
  reason: "Snapshots of a disk without encryption can be read by whoever gets hold of them.",
  controls: ENCRYPTED_AT_REST,
  types: ["aws_ebs_volume", "aws_ebs_encryption_by_default"],
  check: (resource, side) =>
    resource.type === "aws_ebs_volume"
      ? worstOf(
          unlessTrue(side, resource, "encrypted", "it is not encrypted"),
          lacks(side, resource, "kms_key_id", "it is encrypted with AWS's own key"),
        )
      : unless(
          side,
          resource,
          "enabled",
          (value) => value !== false,
          "new disks are not encrypted by default",
        ),
};
