import { currentValue } from "../../modules/redcap/set-up";
import type { Right } from "./index";
import { openScratchRoot } from "../terraform/scratch";
import type { Place } from "./snapshot";

/** Name of the role's inline policy. */
export const POLICY_NAME = "redcap-upgrade";

/** The policy: one secret's current value, until a time. The role has the right to its key anyway, for the application's own secret. */
export const policyOf = ({ secretArn, until }: Right) => ({
  Version: "2012-10-17",
  Statement: [
    {
      Sid: "ReadUpgradeSecret",
      Effect: "Allow",
      Action: "secretsmanager:GetSecretValue",
      Resource: secretArn,
      Condition: { ...currentValue, DateLessThan: { "aws:CurrentTime": until } },
    },
  ],
});

/** Gives the role the right, as an inline policy in place of one that an earlier call has left. Gives what takes it back. */
export async function giveRight(right: Right, { root, folder, env }: Place): Promise<() => Promise<void>> {
  const resource = {
    aws_iam_role_policy: {
      this: { name: POLICY_NAME, role: right.roleName, policy: JSON.stringify(policyOf(right)) },
    },
  };
  const scratch = await openScratchRoot({ folder, env, providers: { aws: { root } }, blocks: { resource } });
  const takeBack = async () => {
    try {
      await scratch.terraform("destroy", "-auto-approve");
    } finally {
      scratch.remove();
    }
  };
  try {
    await scratch.terraform("apply", "-auto-approve");
  } catch (error) {
    await takeBack().catch(() => undefined);
    throw error;
  }
  return takeBack;
}
