import { companionVerdict } from "../ask";
import { ROTATED } from "../controls";
import type { Rule } from "../rule";

export const secretRotated: Rule = {
  id: "secret-rotated",
  title: "Secrets have a schedule of rotation",
  reason: "Whoever has seen a password once has it for as long as it lives.",
  controls: ROTATED,
  covers: ["HIPAA.Security-SecretsManagerRotationEnabled"],
  types: ["aws_secretsmanager_secret"],
  check: (secret, side) =>
    companionVerdict(side, secret, {
      type: "aws_secretsmanager_secret_rotation",
      argument: "secret_id",
      message: "it has no schedule of rotation",
    }),
};
