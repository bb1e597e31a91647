import { isUnknown, unknownsIn, type Value } from "../../plan/expression/unknown";
import type { Resource } from "../../plan/model";
import { isSecretByName, secretsWithin, SENSITIVE, SENSITIVE_CHANGED } from "../../plan/secrets";
import { objectsIn, type Side } from "../../plan/side";
import { containersOf } from "../containers";
import { blocksOf, given, shown } from "../ask";
import { SECRETS } from "../controls";
import type { Rule } from "../rule";

export const noSecretInClear: Rule = {
  id: "no-secret-in-clear",
  title: "No secret stands in clear where a program is described",
  reason:
    "Whoever may describe the program reads it: monitoring, support, AWS Config; and it stays in old versions.",
  controls: SECRETS,
  types: [
    "aws_ecs_task_definition",
    "aws_lambda_function",
    "aws_elastic_beanstalk_environment",
    "aws_ssm_parameter",
  ],
  check: (resource, side) => {
    const settings = settingsOf(side, resource);
    if (settings === "unread") return { unread: "its environment variables cannot be read" };
    const found = settings.filter(({ name, value }) => isSecret(name, value)).map(({ name }) => name);
    return found.length > 0 ? `in clear: ${[...new Set(found)].sort().join(", ")}` : undefined;
  },
};

interface Setting {
  readonly name: string;
  readonly value: Value | undefined;
}

/** What the apply makes and nobody may see: passwords and keys as attributes of resources and data. */
const SECRET_ATTRIBUTE =
  /\b(random_password\.\S+\.(result|bcrypt_hash)|tls_private_key\.\S+\.private_key_\w+|aws_secretsmanager_secret_version\.\S+\.secret_(string|binary)|aws_secretsmanager_random_password\.\S+\.random_password|aws_iam_access_key\.\S+\.(secret|ses_smtp_password_v4))\b/;

/** What a reader of plans has masked is a secret, too. */
function isSecret(name: string, value: Value | undefined): boolean {
  if (isUnknown(value)) return SECRET_ATTRIBUTE.test(value.text);
  if (typeof value !== "string") return false;
  return (
    value.includes(SENSITIVE) ||
    value.includes(SENSITIVE_CHANGED) ||
    unknownsIn(value).some(({ text }) => SECRET_ATTRIBUTE.test(text)) ||
    (unknownsIn(value).length === 0 && isSecretByName(name, value)) ||
    secretsWithin(value).length > 0
  );
}

function settingsOf(side: Side, resource: Resource): readonly Setting[] | "unread" {
  switch (resource.type) {
    case "aws_ecs_task_definition": {
      const containers = containersOf(side, resource);
      if (containers === "unread") return "unread";
      return containers.flatMap(({ environment }) =>
        objectsIn(environment).map((each) => ({ name: shown(each["name"]), value: each["value"] })),
      );
    }
    case "aws_lambda_function": {
      const blocks = blocksOf(side, resource, "environment");
      if (blocks === "unread") return "unread";
      const variables = blocks[0]?.["variables"];
      if (isUnknown(variables)) return "unread";
      if (typeof variables === "string") return [{ name: "variables", value: variables }];
      return Object.entries(variables ?? {}).map(([name, value]) => ({ name, value: value as Value }));
    }
    case "aws_elastic_beanstalk_environment": {
      const blocks = blocksOf(side, resource, "setting");
      if (blocks === "unread") return "unread";
      return blocks
        .filter(({ namespace }) => namespace === "aws:elasticbeanstalk:application:environment")
        .map((each) => ({ name: shown(each["name"]), value: each["value"] }));
    }
    default:
      return parameterOf(side, resource);
  }
}

/** The provider takes `value` for a secret whatever the type: what is called like one is one, unless it is an ARN. */
function parameterOf(side: Side, parameter: Resource): readonly Setting[] {
  if (side.value(parameter, "type") === "SecureString") return [];
  const name = shown(side.value(parameter, "name")).split("/").at(-1)!;
  const made = given(side, parameter, "value");
  if (isUnknown(made)) return [{ name, value: made }];
  const plain = given(side, parameter, "insecure_value");
  if (plain !== null) return [{ name, value: plain }];
  return [{ name, value: isSecretByName(name, "assumed") ? SENSITIVE : "" }];
}
