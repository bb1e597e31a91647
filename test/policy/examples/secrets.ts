import type { JsonObject } from "../../../plan/format";
import { SENSITIVE } from "../../../plan/secrets";
import { type Examples, halfRead, policy, ref, unread } from "../example";

const secret = { "aws_secretsmanager_secret.app": { name: "redcap/app" } };
const reads = (resource: unknown, more: JsonObject = {}) => ({
  "aws_iam_role.app": { name: "app" },
  "aws_iam_role_policy.app": {
    role: "app",
    policy: policy({ Action: "secretsmanager:GetSecretValue", Resource: resource as string, ...more }),
  },
});
const arn = (name: string) => `arn:aws:secretsmanager:us-east-1:123456789012:secret:${name}`;
const containers = (environment: readonly JsonObject[]) => ({
  "aws_ecs_task_definition.app": {
    container_definitions: JSON.stringify([{ name: "app", image: "app:1", environment }]),
  },
});
const settings = (name: string, value: string) => ({
  "aws_elastic_beanstalk_environment.app": {
    setting: [{ namespace: "aws:elasticbeanstalk:application:environment", name, value }],
  },
});
const parameter = (values: JsonObject) => ({ "aws_ssm_parameter.value": values });

export const secrets: Examples = {
  "secret-encrypted": {
    good: [{ "aws_secretsmanager_secret.app": { kms_key_id: ref("aws_kms_key.data.arn") } }],
    bad: [secret],
  },
  "secret-rotated": {
    good: [
      {
        ...secret,
        "aws_secretsmanager_secret_rotation.app": { secret_id: ref("aws_secretsmanager_secret.app.id") },
      },
    ],
    bad: [secret],
  },
  "secret-of-own-purpose": {
    good: [
      reads(arn("redcap/app-AbCdEf")),
      // The end that Secrets Manager adds to a name.
      reads(arn("redcap/app-??????")),
      reads(arn("rds!cluster-1-AbCdEf"), {
        Condition: { DateLessThan: { "aws:CurrentTime": "2026-12-01T00:00:00Z" } },
      }),
      reads("*", { Effect: "Deny" }),
      { "aws_iam_role.app": { name: "app" } },
    ],
    bad: [
      reads("*"),
      reads(arn("*")),
      reads(arn("redcap*")),
      reads(arn("redcap/*")),
      // It matches redcap-upgrade, too.
      reads(arn("redcap-*")),
      {
        "aws_iam_role.app": { name: "app" },
        "aws_iam_role_policy_attachment.app": {
          role: "app",
          policy_arn: "arn:aws:iam::aws:policy/SecretsManagerReadWrite",
        },
      },
      reads("*", { Action: "secretsmanager:*" }),
      reads("*", { Action: "*" }),
      reads(undefined, { NotResource: arn("redcap/salt-AbCdEf") }),
      reads(arn("rds!cluster-1-AbCdEf")),
      // A condition that ends nothing.
      reads(arn("rds!cluster-1-AbCdEf"), {
        Condition: { DateGreaterThan: { "aws:CurrentTime": "2026-12-01T00:00:00Z" } },
      }),
    ],
    unjudged: [
      {
        "aws_iam_role.app": { name: "app" },
        "aws_iam_role_policy.app": {
          role: "app",
          policy: halfRead({ Action: "s3:GetObject", Resource: "*" }),
        },
      },
    ],
  },
  "no-secret-in-clear": {
    good: [
      containers([
        { name: "DB_HOST", value: "db.example.edu" },
        { name: "DB_PASSWORD_ARN", value: arn("redcap/app-AbCdEf") },
        { name: "DB_PASSWORD", value: arn("redcap/app-AbCdEf") },
      ]),
      settings("REDCAP_SALT", arn("redcap/salt-AbCdEf")),
      { "aws_lambda_function.scan": { environment: [{ variables: { BUCKET: "files" } }] } },
      parameter({ type: "SecureString", name: "/app/password", value: SENSITIVE }),
      parameter({ type: "String", name: "/app/baseUrl", value: SENSITIVE }),
      parameter({ type: "String", name: "/app/databaseSecret", insecure_value: arn("redcap/app-AbCdEf") }),
    ],
    bad: [
      containers([{ name: "DB_PASSWORD", value: "correct horse" }]),
      { "aws_lambda_function.scan": { environment: [{ variables: { KEY: SENSITIVE } }] } },
      {
        "aws_lambda_function.scan": {
          environment: [{ variables: { KEY: ref("random_password.key.result") } }],
        },
      },
      containers([{ name: "SETTINGS", value: `password=${SENSITIVE}` }]),
      containers([{ name: "DATABASE_URL", value: "postgres://app:hunter22@db/app" }]),
      settings("REDCAP_API_TOKEN", "0123456789abcdef"),
      { "aws_lambda_function.scan": { environment: [{ variables: { API_KEY: "k-1234567" } }] } },
      parameter({ type: "String", name: "/app/databasePassword", value: SENSITIVE }),
      parameter({ type: "String", name: "/app/password", insecure_value: "correct horse" }),
    ],
    unjudged: [
      { "aws_ecs_task_definition.app": { container_definitions: unread } },
      { "aws_elastic_beanstalk_environment.app": { setting: unread } },
      // All of them are masked where one is sensitive.
      { "aws_elastic_beanstalk_environment.app": { setting: SENSITIVE } },
    ],
  },
};
