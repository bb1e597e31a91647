import type { Statement } from "../../../lib/aws/policy";
import { Beanstalk } from "../../../modules/beanstalk";
import { Redcap } from "../../../modules/redcap";
import { refusalOf } from "../../iam/evaluate";
import type { PolicyStatement } from "../../iam/policy";
import { synthesize } from "../synthesis";

// Which secrets the instances' role reads, during a set-up and afterwards, by the statements that the modules give it.

type Entry = Statement | { readonly statement: Statement };
const localsOf = (module: Parameters<typeof synthesize>[0]) =>
  (synthesize(module) as unknown as { locals: Record<string, unknown> }).locals;
const { locals, module: calls } = synthesize(Redcap) as unknown as {
  locals: Record<string, unknown>;
  module: Record<string, Record<string, string>>;
};

const end = "2026-11-27T22:00:00Z";
const arn = (purpose: string) =>
  `arn:aws:secretsmanager:us-east-1:123456789012:secret:redcap-${purpose}-AbCdEf`;
/** The secrets, and what the statements call them. */
const secrets: Readonly<Record<string, string>> = {
  master: "${module.database.before_writer.master_user_secret_arn}",
  files: "${module.files.access_key_secret_arn}",
  upgrade: '${local.secret_arns["upgrade"]}',
  admin: '${local.secret_arns["admin"]}',
  provider: "${try(var.application.identity_provider.secret_arn, null)}",
  shibboleth: "${try(var.application.shibboleth.secret_arn, null)}",
};

/** Statements with values in place of expressions. */
function known(entries: unknown, others: Readonly<Record<string, unknown>> = {}): PolicyStatement[] {
  const values: Readonly<Record<string, unknown>> = {
    ...Object.fromEntries(Object.entries(secrets).map(([purpose, expression]) => [expression, arn(purpose)])),
    "${local.set_up_until}": end,
    ...others,
  };
  const statements = (entries as Entry[]).map((entry) => ("statement" in entry ? entry.statement : entry));
  return JSON.parse(JSON.stringify(statements), (_, value: unknown) =>
    typeof value === "string" ? (values[value] ?? value) : value,
  ) as PolicyStatement[];
}

/** The whole role: the policy of its own that ends, what REDCap gives besides, and what Elastic Beanstalk's module gives. */
const role = [
  ...known(locals["set_up_statements"]),
  ...known(locals["application_statements"]),
  ...known(localsOf(Beanstalk as never)["instance_statements"], {
    // The application's user and the salt.
    [(localsOf(Beanstalk as never)["instance_statements"] as { statement: Statement }[]).find(
      ({ statement }) => statement.Sid === "ReadSecrets",
    )!.statement.Resource as string]: [arn("app"), arn("salt")],
  }),
].filter(({ Action: action }) => [action].flat().includes("secretsmanager:GetSecretValue"));

const caller = {
  account: "123456789012",
  roleArn: "arn:aws:iam::123456789012:role/redcap-us-east-1-instance",
  sessionArn: "arn:aws:sts::123456789012:assumed-role/redcap-us-east-1-instance/i-1",
};
const readable = (time: string, stage = "AWSCURRENT") =>
  ["app", "salt", ...Object.keys(secrets)].filter(
    (purpose) =>
      refusalOf(
        {
          action: "secretsmanager:GetSecretValue",
          resource: arn(purpose),
          context: { "aws:CurrentTime": time, "secretsmanager:VersionStage": stage },
        },
        caller,
        { identity: [{ Statement: role }] },
      ) === undefined,
  );

test("during the set-up, the instances read what it needs", () => {
  expect(readable("2026-11-27T21:59:59Z")).toEqual(["app", "salt", ...Object.keys(secrets)]);
});

test("afterwards they read the application's own secrets only, and what each deployment needs", () => {
  expect(readable(end)).toEqual(["app", "salt", "shibboleth"]);
  expect(readable("2036-01-01T00:00:00Z")).toEqual(["app", "salt", "shibboleth"]);
});

test("earlier values of the others are never read", () => {
  expect(readable("2026-11-27T21:59:59Z", "AWSPREVIOUS")).toEqual(["app", "salt"]);
});

test("the rights that end are a policy of their own, and instances know when", () => {
  const { beanstalk } = calls;
  expect(beanstalk!["inline_policies"]).toContain('"set-up" = jsonencode(');
  expect(beanstalk!["inline_policies"]).toContain("local.set_up_statements");
  expect(beanstalk!["instance_policies"]).not.toContain("set_up");
  expect(beanstalk!["environment_variables"]).toContain("REDCAP_SETUP_UNTIL = local.set_up_until");
});

test("the end counts from the apply, is kept in the state, and moves when the start or the database is replaced", () => {
  expect(locals["set_up_until"]).toBe(
    '${timeadd(terraform_data.set_up.output, join("", [var.setup_hours, "h"]))}',
  );
  const { resource } = synthesize(Redcap);
  expect(resource["terraform_data"]!["set_up"]).toEqual({
    input: "${timestamp()}",
    triggers_replace: "${module.database.cluster_resource_id}",
    lifecycle: { ignore_changes: ["input"] },
  });
});
