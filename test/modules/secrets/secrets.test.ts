import { Secrets } from "../../../modules/secrets";
import { checkedAtSynth } from "../inputs";
import { synthesize } from "../synthesis";
import { accepted, refused } from "./cases";

const { resource, locals, output, ...rest } = synthesize(Secrets);
const { ephemeral } = rest as unknown as { ephemeral: Record<string, object> };

checkedAtSynth(Secrets, { accepted, refused });

test("values come from an ephemeral block and go into a write-only argument: state never holds them", () => {
  expect(ephemeral).toEqual({
    aws_secretsmanager_random_password: {
      value: {
        for_each: "${var.secrets}",
        password_length: "${each.value.length}",
        exclude_punctuation: true,
        require_each_included_type: true,
      },
    },
  });
  // A value changes only when its generation is raised.
  expect(resource["aws_secretsmanager_secret_version"]).toEqual({
    value: {
      for_each: "${var.secrets}",
      secret_id: "${aws_secretsmanager_secret.this[each.key].id}",
      secret_string_wo:
        "${jsonencode(merge(each.value.values, {(each.value.key) = " +
        "ephemeral.aws_secretsmanager_random_password.value[each.key].random_password}))}",
      secret_string_wo_version: "${each.value.generation}",
    },
  });
  expect(Object.keys(resource).some((type) => type.startsWith("random_"))).toBe(false);
});

test("nobody may delete a protected secret by hand", () => {
  expect(resource["aws_secretsmanager_secret_policy"]).toEqual({
    deletion: {
      for_each: "${{for key, secret in var.secrets : key => secret if var.deletion_protection}}",
      secret_arn: "${aws_secretsmanager_secret.this[each.key].arn}",
      policy: '${jsonencode({ Version = "2012-10-17", Statement = local.guard_statements })}',
    },
  });
  expect(locals["guard_statements"]).toEqual([
    {
      Sid: "DeletionProtection",
      Effect: "Deny",
      Principal: "*",
      Action: "secretsmanager:DeleteSecret",
      Resource: "*",
    },
  ]);
});

test("consumers of an ARN wait for the value", () => {
  expect(output["arns"]!.value).toBe(
    "${{for key, version in aws_secretsmanager_secret_version.value : key => version.arn}}",
  );
});
