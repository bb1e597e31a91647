import { Beanstalk } from "../../../modules/beanstalk";
import { synthesize } from "../synthesis";
import { accepted, good, refused } from "./cases";

const synthesized = synthesize(Beanstalk);
const { resource, output } = synthesized;
const { locals } = synthesized as unknown as { locals: Record<string, unknown> };
const block = (type: string, name: string) => resource[type]![name]!;

interface Row {
  readonly namespace: string;
  readonly name: string;
  readonly value: unknown;
  readonly sent: unknown;
}
const shared = locals["shared_settings"] as Row[];
const option = (namespace: string, name: string) =>
  shared.find((row) => row.namespace === namespace && row.name === name);

describe("inputs", () => {
  test.each(Object.entries(accepted))("%s: accepted", (_, inputs) => {
    expect(Beanstalk.problems(inputs, "")).toEqual([]);
  });

  test.each(Object.entries(refused))("%s: refused, with a reason", (_, [inputs, reason]) => {
    expect(Beanstalk.problems(inputs, "").join("\n")).toMatch(reason);
  });

  test("every problem of a configuration is listed", () => {
    const problems = Beanstalk.problems(
      { ...good, phpVersion: "7.4", rootVolumeSizeGb: 1, healthCheckPath: "x" },
      "",
    );
    expect(problems).toHaveLength(3);
  });
});

describe("options", () => {
  test("instances have no public address, no IMDSv1 and no security group but the module's", () => {
    expect(option("aws:ec2:vpc", "AssociatePublicIpAddress")?.value).toBe(false);
    expect(option("aws:autoscaling:launchconfiguration", "DisableIMDSv1")?.value).toBe(true);
    expect(option("aws:autoscaling:launchconfiguration", "DisableDefaultEC2SecurityGroup")?.value).toBe(true);
    expect(option("aws:autoscaling:launchconfiguration", "SecurityGroups")?.value).toBe(
      "${aws_security_group.instances.id}",
    );
  });

  test("traffic is encrypted up to the instance", () => {
    const process = "aws:elasticbeanstalk:environment:process:default";
    expect(option(process, "Port")?.value).toBe(443);
    expect(option(process, "Protocol")?.value).toBe("HTTPS");
    expect(shared.filter((row) => row.namespace.includes(":process:") && row.namespace !== process)).toEqual(
      [],
    );
  });

  test("what only a load balancer of Elastic Beanstalk's own would have is not sent", () => {
    const text = JSON.stringify([locals["shared_settings"], locals["settings"]]);
    for (const word of [
      "SSLPolicy",
      "SSLCertificateArns",
      "AccessLogsS3",
      "ELBSubnets",
      "ELBScheme",
      "ListenerEnabled",
      "aws:elb:",
    ]) {
      expect(text).not.toContain(word);
    }
  });

  test("what means nothing is not sent: no key, no topic, no hosts, no window without updates", () => {
    const conditions = Object.fromEntries(
      shared.filter((row) => row.sent !== true).map((row) => [row.name, row.sent]),
    );
    expect(conditions).toEqual({
      BatchSize: '${var.deployment_policy != "Immutable"}',
      BatchSizeType: '${var.deployment_policy != "Immutable"}',
      BlockDeviceMappings: "${var.log_volume_size_gb > 0}",
      EC2KeyName: "${var.ec2_key_name != null}",
      HostHeaders: "${length(var.host_headers) > 0}",
      InstanceRefreshEnabled: "${var.managed_updates.enabled}",
      "Notification Topic ARN": "${var.notification_topic_arn != null}",
      PreferredStartTime: "${var.managed_updates.enabled}",
      ServiceRoleForManagedUpdates: "${var.managed_updates.enabled}",
      UpdateLevel: "${var.managed_updates.enabled}",
    });
  });

  test("no option is there twice, and namespaces are in order", () => {
    const keys = shared.map((row) => `${row.namespace} ${row.name}`);
    expect(new Set(keys).size).toBe(keys.length);
    const namespaces = shared.map((row) => row.namespace);
    expect(namespaces).toEqual([...namespaces].sort());
  });
});

describe("environments", () => {
  const ignored = (type: string, name: string) =>
    (block(type, name)["lifecycle"] as { ignore_changes?: string[] }).ignore_changes;

  test("managed updates and CNAME swaps are left alone; the version only where the application owns it", () => {
    const type = "aws_elastic_beanstalk_environment";
    expect(ignored(type, "this")).toEqual(["cname_prefix", "solution_stack_name"]);
    expect(ignored(type, "self_upgrading")).toEqual(["cname_prefix", "solution_stack_name", "version_label"]);
  });

  test("a new version is there before the old one goes", () => {
    expect(block("aws_elastic_beanstalk_application_version", "this")["lifecycle"]).toEqual({
      create_before_destroy: true,
    });
    expect(ignored("aws_elastic_beanstalk_application_version", "self_upgrading")).toEqual([
      "name",
      "bucket",
      "key",
    ]);
  });

  test("the Auto Scaling group of an environment is the lasting one, and null if there is none", () => {
    expect(output["auto_scaling_group_names"]!.value).toContain(
      'try([for group in environment.autoscaling_groups : group if !strcontains(group, "-immutable-stack-")][0], ' +
        "environment.autoscaling_groups[0], null)",
    );
  });

  test("rights, rules and log groups come first", () => {
    const before = block("aws_elastic_beanstalk_environment", "this")["depends_on"];
    expect(before).toEqual(
      expect.arrayContaining([
        "aws_cloudwatch_log_group.logs",
        "aws_iam_role_policy.instance_rights",
        "aws_iam_role_policy_attachment.service_updates",
        "aws_vpc_security_group_egress_rule.instance_egress",
      ]),
    );
  });
});

describe("protection", () => {
  test("log groups and the log volume are encrypted with the caller's key", () => {
    expect(block("aws_cloudwatch_log_group", "logs")["kms_key_id"]).toBe("${var.kms_key_arn}");
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

  test("no grant has a wildcard action, and all resources only where IAM knows none", () => {
    const rights = block("aws_iam_role_policy", "instance_rights")["policy"] as string;
    expect(rights).not.toMatch(/"[a-z0-9]+:[A-Za-z]*\*"[,\]}]/);
    const statements = rights.split('"Sid" = ').slice(1);
    const everywhere = statements
      .filter((text) => text.includes('"Resource" = "*"'))
      .map((text) => text.split('"')[1]);
    expect(everywhere).toEqual(["WriteAgentMetrics", "OpenSessions", "UpgradeReadCapacity"]);
  });

  test("the instances' role has no policy of AWS's, and reads no parameters but those that it is given", () => {
    const attached = Object.values(resource["aws_iam_role_policy_attachment"]!).map(({ role }) => role);
    expect(new Set(attached)).toEqual(new Set(["${aws_iam_role.service.name}"]));
    const rights = block("aws_iam_role_policy", "instance_rights")["policy"] as string;
    const parameters = rights.split('"Sid" = ').filter((text) => text.includes("ssm:GetParameter"));
    expect(parameters.map((text) => text.split('"')[1])).toEqual(["ReadSecrets"]);
    expect(rights).toContain("ssmmessages:OpenDataChannel");
  });

  test("names in IAM hold the region and fit, however long the application's is", () => {
    const names = [
      ["aws_iam_role", "service"],
      ["aws_iam_role", "instance"],
      ["aws_iam_instance_profile", "instance_profile"],
    ].map(([type, name]) => String(block(type!, name!)["name"]));
    for (const name of names) {
      expect(name).toContain("${var.name}-${data.aws_region.current.name}-");
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
    const rights = block("aws_iam_role_policy", "instance_rights")["policy"] as string;
    const upgrade = rights.match(/\[for statement in \[\{"Sid" = "Upgrade.*?: statement if [^\]]*\]/g)!;
    expect(upgrade).toHaveLength(12);
    for (const statement of upgrade)
      expect(statement).toContain('if var.application_upgrades == "easy_upgrade"');
    expect(rights).not.toMatch(
      /iam:|:RunInstances|:CreateAutoScalingGroup|:CreateStack|:CreateLaunchTemplate/,
    );
  });

  test("no ARN assumes the partition", () => {
    expect(JSON.stringify(resource)).not.toContain("arn:aws:");
  });
});
