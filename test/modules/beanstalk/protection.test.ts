import type { Statement } from "../../../lib/aws/policy";
import { Beanstalk } from "../../../modules/beanstalk";
import { synthesize } from "../synthesis";

const synthesized = synthesize(Beanstalk);
const { resource } = synthesized;
const { locals } = synthesized as unknown as { locals: Record<string, unknown> };
const block = (type: string, name: string) => resource[type]![name]!;

/** The statements of the instances' role, each under its condition. */
const entries = locals["instance_statements"] as { when: unknown; statement: Statement }[];
/** Those of the application that upgrades itself, in a policy of their own. */
const upgrade = locals["self_upgrade_statements"] as Statement[];
const rights = [...entries.map(({ statement }) => statement), ...upgrade];
const actions = ({ Action: action }: Statement) => [action].flat();

test("log groups and the log volume are encrypted with the caller's key", () => {
  expect(block("aws_cloudwatch_log_group", "logs")["kms_key_id"]).toBe(
    "${coalesce(var.log_kms_key_arn, var.kms_key_arn)}",
  );
  expect(block("aws_ebs_volume", "blank")).toMatchObject({
    encrypted: true,
    kms_key_id: "${var.kms_key_arn}",
  });
});

test("instances admit the load balancers on 443 and nobody else", () => {
  expect(Object.keys(block("aws_security_group", "instances")).sort()).toEqual([
    "description",
    "name",
    "tags",
    "vpc_id",
  ]);
  expect(Object.keys(resource["aws_vpc_security_group_ingress_rule"]!)).toEqual(["load_balancer"]);
  expect(block("aws_vpc_security_group_ingress_rule", "load_balancer")).toMatchObject({
    for_each: "${var.load_balancers}",
    from_port: 443,
    to_port: 443,
    ip_protocol: "tcp",
    referenced_security_group_id: "${each.value.security_group_id}",
  });
});

test("only Elastic Beanstalk takes the service role, and only with its external id", () => {
  const trust = block("aws_iam_role", "service")["assume_role_policy"] as string;
  expect(trust).toContain('"Service" = "elasticbeanstalk.amazonaws.com"');
  expect(trust).toContain('"sts:ExternalId" = "elasticbeanstalk"');
  expect(trust).toContain('"aws:SourceAccount"');
});

test("the instances' policy is these statements and the caller's", () => {
  expect(block("aws_iam_role_policy", "instance_rights")["policy"]).toBe(
    '${jsonencode({ Version = "2012-10-17", Statement = concat(' +
      "[for entry in local.instance_statements : entry.statement if entry.when], " +
      "flatten([for policy in var.instance_policies : jsondecode(policy).Statement])) })}",
  );
});

test("no grant has a wildcard action, and all resources only where IAM has none", () => {
  expect(rights.flatMap(actions).filter((action) => action.includes("*"))).toEqual([]);
  expect(rights.filter(({ Resource: where }) => where === "*").map(({ Sid: id }) => id)).toEqual([
    "WriteAgentMetrics",
    "OpenSessions",
    "TakeCommands",
    // As AWS's policy for managed instances has them.
    "TakeAssociations",
    "ReportInventory",
    "FindPatches",
    "FindPackages",
    "UpgradeReadCapacity",
  ]);
});

test("the instances' role has no policy of AWS's, and reads no parameters but those that it is given", () => {
  const attached = Object.values(resource["aws_iam_role_policy_attachment"]!).map(({ role }) => role);
  expect(new Set(attached)).toEqual(new Set(["${aws_iam_role.service.name}"]));
  const reading = rights.filter((statement) => actions(statement).includes("ssm:GetParameter"));
  expect(reading.map(({ Sid: id }) => id)).toEqual(["ReadSecrets"]);
  expect(rights.flatMap(actions)).toContain("ssmmessages:OpenDataChannel");
});

test("Systems Manager gets no more than sessions and Run Command unless it is wanted", () => {
  const conditions = Object.fromEntries(entries.map(({ when, statement }) => [statement.Sid, when]));
  const given = "var.systems_manager";
  expect(conditions).toMatchObject({
    OpenSessions: true,
    TakeCommands: true,
    DecryptSessions: `\${${given}.session_kms_key_arn != null}`,
    LogSessions: `\${${given}.session_log_group_arn != null}`,
    FindSessionLog: `\${${given}.session_log_group_arn != null}`,
    StoreSessions: `\${${given}.session_log_bucket != null}`,
    EncryptSessions: `\${try(${given}.session_log_bucket.kms_key_arn, null) != null}`,
    TakeAssociations: `\${${given}.patching || ${given}.inventory || ${given}.distributor}`,
    ReportInventory: `\${${given}.patching || ${given}.inventory}`,
    FindPatches: `\${${given}.patching}`,
    FindPackages: `\${${given}.distributor}`,
    ReadSystemsManagerFiles: `\${${given}.patching || ${given}.distributor}`,
  });
});

test("a policy that was added by hand does not stop a take-down", () => {
  expect(block("aws_iam_role", "instance")["force_detach_policies"]).toBe(true);
});

test("names in IAM hold the region and fit, however long the application's is", () => {
  const names = [
    ["aws_iam_role", "service"],
    ["aws_iam_role", "instance"],
    ["aws_iam_instance_profile", "instance_profile"],
  ].map(([type, name]) => String(block(type!, name!)["name"]));
  for (const name of names) {
    expect(name).toContain("${var.name}-${terraform_data.here.input.region}-");
    const longest = name.replace("${var.name}", "x".repeat(24)).replace(/\$\{.*?\}/, "us-isof-south-1");
    expect(longest.length).toBeLessThanOrEqual(64);
  }
});

test("another key brings a new log volume before the old one goes", () => {
  for (const [type, name] of [
    ["aws_ebs_volume", "blank"],
    ["aws_ebs_snapshot", "blank_copy"],
  ]) {
    expect(block(type!, name!)["lifecycle"]).toMatchObject({ create_before_destroy: true });
  }
});

test("rights to upgrade exist only with easy_upgrade, and none of them makes resources or passes roles", () => {
  expect(upgrade.map(({ Sid: id }) => id).filter((id) => !id.startsWith("Upgrade"))).toEqual([]);
  expect(block("aws_iam_role_policy", "self_upgrade")["count"]).toBe(
    '${var.application_upgrades == "easy_upgrade" ? 1 : 0}',
  );
  expect(JSON.stringify(entries)).not.toContain("Upgrade");
  expect(rights.flatMap(actions).join(" ")).not.toMatch(
    /iam:|:RunInstances|:CreateAutoScalingGroup|:CreateStack|:CreateLaunchTemplate/,
  );
});

test("no ARN assumes the partition", () => {
  expect(JSON.stringify([resource, locals])).not.toContain("arn:aws:");
});
