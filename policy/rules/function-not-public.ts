import { isUnknown } from "../../plan/expression/unknown";
import { given, isGiven, shown, verdict } from "../ask";
import { NOT_PUBLIC } from "../controls";
import type { Rule } from "../rule";

export const functionNotPublic: Rule = {
  id: "function-not-public",
  title: "Nobody unknown may call a function",
  reason: "Everybody with an AWS account, or another account's bucket or rule, could call it.",
  controls: NOT_PUBLIC,
  covers: ["HIPAA.Security-LambdaFunctionPublicAccessProhibited"],
  types: ["aws_lambda_permission"],
  check: (permission, side) => {
    const principal = given(side, permission, "principal");
    if (isUnknown(principal)) return { unread: `principal is ${shown(principal)}` };
    const isService = /\.amazonaws\./.test(String(principal)) || /\.amazonaws\.com$/.test(String(principal));
    if (principal !== "*" && !isService) return undefined;
    const limits = ["source_arn", "source_account", "principal_org_id"].map((name) =>
      isGiven(side, permission, name),
    );
    return verdict(
      limits.includes(true) ? true : limits.includes(undefined) ? undefined : false,
      principal === "*" ? "everybody may call it" : "it may be called for any account",
      "who may call it cannot be read",
    );
  },
};
