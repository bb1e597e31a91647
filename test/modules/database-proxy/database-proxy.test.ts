import { DatabaseProxy } from "../../../modules/database-proxy";
import { checkedAtSynth } from "../inputs";
import { synthesize } from "../synthesis";
import * as cases from "./cases";

const { resource, output, locals } = synthesize(DatabaseProxy);
const block = (type: string, name: string) => resource[type]![name]!;

checkedAtSynth(DatabaseProxy, cases);

test("clients must use TLS, and no statement is logged", () => {
  expect(block("aws_db_proxy", "this")).toMatchObject({ require_tls: true, debug_logging: false });
});

test("the role reads the named secrets and nothing else, and decrypts through Secrets Manager only", () => {
  const statements = locals["secrets_statements"] as { Action: unknown; Resource: unknown }[];
  expect(statements.map(({ Action, Resource }) => [Action, Resource])).toEqual([
    [["secretsmanager:DescribeSecret", "secretsmanager:GetSecretValue"], "${sort(values(var.secret_arns))}"],
    ["kms:Decrypt", "${var.secrets_kms_key_arn}"],
  ]);
  expect(statements[1]).toHaveProperty(["Condition", "StringEquals", "kms:ViaService"]);
});

test("the password goes into a write-only argument, and into no other", () => {
  const value = block("aws_secretsmanager_secret_version", "connection_value");
  const holders = Object.entries(value).filter(([, text]) => String(text).includes("ephemeral."));
  expect(holders.map(([name]) => name)).toEqual(["secret_string_wo"]);
  for (const { value: text } of Object.values(output)) expect(String(text)).not.toContain("ephemeral.");
});

test("clients get the endpoints once the proxy has its target and lets them in", () => {
  const until = (name: string) => (output[name] as unknown as { depends_on?: string[] }).depends_on;
  const ready = [
    "aws_db_proxy_target.cluster",
    "aws_vpc_security_group_ingress_rule.client",
    "aws_vpc_security_group_egress_rule.database",
    "aws_vpc_security_group_ingress_rule.database_in",
  ];
  expect(until("endpoint")).toEqual(ready);
  expect(until("reader_endpoint")).toEqual(ready);
  expect(until("connection_secret_arns")).toEqual([
    ...ready,
    "aws_secretsmanager_secret_version.connection_value",
  ]);
  expect(until("security_group_id")).toBeUndefined();
});

test("the log group is there before RDS would make it, encrypted", () => {
  expect(block("aws_db_proxy", "this")["depends_on"]).toContain("aws_cloudwatch_log_group.log");
  expect(block("aws_cloudwatch_log_group", "log")).toMatchObject({
    kms_key_id: "${coalesce(var.log_kms_key_arn, var.kms_key_arn)}",
  });
});

test("the name of its IAM role holds the region and fits IAM, however long the proxy's is", () => {
  const name = String(block("aws_iam_role", "secrets")["name"]);
  const longest = name.replace("${var.name}", "x".repeat(40)).replace(/\$\{.*?\}/, "us-isof-south-1");
  expect(longest.length).toBeLessThanOrEqual(64);
});
